//! Countries by their names.

use domain::{countries::CODES, text::fold};

use crate::{
    i18n::{Msg, m, t},
    ui::Choice,
};

/// The names, in the order of [`CODES`].
#[rustfmt::skip]
const NAMES: [Msg; 249] = [
    m::COUNTRY_AD, m::COUNTRY_AE, m::COUNTRY_AF, m::COUNTRY_AG, m::COUNTRY_AI, m::COUNTRY_AL,
    m::COUNTRY_AM, m::COUNTRY_AO, m::COUNTRY_AQ, m::COUNTRY_AR, m::COUNTRY_AS, m::COUNTRY_AT,
    m::COUNTRY_AU, m::COUNTRY_AW, m::COUNTRY_AX, m::COUNTRY_AZ, m::COUNTRY_BA, m::COUNTRY_BB,
    m::COUNTRY_BD, m::COUNTRY_BE, m::COUNTRY_BF, m::COUNTRY_BG, m::COUNTRY_BH, m::COUNTRY_BI,
    m::COUNTRY_BJ, m::COUNTRY_BL, m::COUNTRY_BM, m::COUNTRY_BN, m::COUNTRY_BO, m::COUNTRY_BQ,
    m::COUNTRY_BR, m::COUNTRY_BS, m::COUNTRY_BT, m::COUNTRY_BV, m::COUNTRY_BW, m::COUNTRY_BY,
    m::COUNTRY_BZ, m::COUNTRY_CA, m::COUNTRY_CC, m::COUNTRY_CD, m::COUNTRY_CF, m::COUNTRY_CG,
    m::COUNTRY_CH, m::COUNTRY_CI, m::COUNTRY_CK, m::COUNTRY_CL, m::COUNTRY_CM, m::COUNTRY_CN,
    m::COUNTRY_CO, m::COUNTRY_CR, m::COUNTRY_CU, m::COUNTRY_CV, m::COUNTRY_CW, m::COUNTRY_CX,
    m::COUNTRY_CY, m::COUNTRY_CZ, m::COUNTRY_DE, m::COUNTRY_DJ, m::COUNTRY_DK, m::COUNTRY_DM,
    m::COUNTRY_DO, m::COUNTRY_DZ, m::COUNTRY_EC, m::COUNTRY_EE, m::COUNTRY_EG, m::COUNTRY_EH,
    m::COUNTRY_ER, m::COUNTRY_ES, m::COUNTRY_ET, m::COUNTRY_FI, m::COUNTRY_FJ, m::COUNTRY_FK,
    m::COUNTRY_FM, m::COUNTRY_FO, m::COUNTRY_FR, m::COUNTRY_GA, m::COUNTRY_GB, m::COUNTRY_GD,
    m::COUNTRY_GE, m::COUNTRY_GF, m::COUNTRY_GG, m::COUNTRY_GH, m::COUNTRY_GI, m::COUNTRY_GL,
    m::COUNTRY_GM, m::COUNTRY_GN, m::COUNTRY_GP, m::COUNTRY_GQ, m::COUNTRY_GR, m::COUNTRY_GS,
    m::COUNTRY_GT, m::COUNTRY_GU, m::COUNTRY_GW, m::COUNTRY_GY, m::COUNTRY_HK, m::COUNTRY_HM,
    m::COUNTRY_HN, m::COUNTRY_HR, m::COUNTRY_HT, m::COUNTRY_HU, m::COUNTRY_ID, m::COUNTRY_IE,
    m::COUNTRY_IL, m::COUNTRY_IM, m::COUNTRY_IN, m::COUNTRY_IO, m::COUNTRY_IQ, m::COUNTRY_IR,
    m::COUNTRY_IS, m::COUNTRY_IT, m::COUNTRY_JE, m::COUNTRY_JM, m::COUNTRY_JO, m::COUNTRY_JP,
    m::COUNTRY_KE, m::COUNTRY_KG, m::COUNTRY_KH, m::COUNTRY_KI, m::COUNTRY_KM, m::COUNTRY_KN,
    m::COUNTRY_KP, m::COUNTRY_KR, m::COUNTRY_KW, m::COUNTRY_KY, m::COUNTRY_KZ, m::COUNTRY_LA,
    m::COUNTRY_LB, m::COUNTRY_LC, m::COUNTRY_LI, m::COUNTRY_LK, m::COUNTRY_LR, m::COUNTRY_LS,
    m::COUNTRY_LT, m::COUNTRY_LU, m::COUNTRY_LV, m::COUNTRY_LY, m::COUNTRY_MA, m::COUNTRY_MC,
    m::COUNTRY_MD, m::COUNTRY_ME, m::COUNTRY_MF, m::COUNTRY_MG, m::COUNTRY_MH, m::COUNTRY_MK,
    m::COUNTRY_ML, m::COUNTRY_MM, m::COUNTRY_MN, m::COUNTRY_MO, m::COUNTRY_MP, m::COUNTRY_MQ,
    m::COUNTRY_MR, m::COUNTRY_MS, m::COUNTRY_MT, m::COUNTRY_MU, m::COUNTRY_MV, m::COUNTRY_MW,
    m::COUNTRY_MX, m::COUNTRY_MY, m::COUNTRY_MZ, m::COUNTRY_NA, m::COUNTRY_NC, m::COUNTRY_NE,
    m::COUNTRY_NF, m::COUNTRY_NG, m::COUNTRY_NI, m::COUNTRY_NL, m::COUNTRY_NO, m::COUNTRY_NP,
    m::COUNTRY_NR, m::COUNTRY_NU, m::COUNTRY_NZ, m::COUNTRY_OM, m::COUNTRY_PA, m::COUNTRY_PE,
    m::COUNTRY_PF, m::COUNTRY_PG, m::COUNTRY_PH, m::COUNTRY_PK, m::COUNTRY_PL, m::COUNTRY_PM,
    m::COUNTRY_PN, m::COUNTRY_PR, m::COUNTRY_PS, m::COUNTRY_PT, m::COUNTRY_PW, m::COUNTRY_PY,
    m::COUNTRY_QA, m::COUNTRY_RE, m::COUNTRY_RO, m::COUNTRY_RS, m::COUNTRY_RU, m::COUNTRY_RW,
    m::COUNTRY_SA, m::COUNTRY_SB, m::COUNTRY_SC, m::COUNTRY_SD, m::COUNTRY_SE, m::COUNTRY_SG,
    m::COUNTRY_SH, m::COUNTRY_SI, m::COUNTRY_SJ, m::COUNTRY_SK, m::COUNTRY_SL, m::COUNTRY_SM,
    m::COUNTRY_SN, m::COUNTRY_SO, m::COUNTRY_SR, m::COUNTRY_SS, m::COUNTRY_ST, m::COUNTRY_SV,
    m::COUNTRY_SX, m::COUNTRY_SY, m::COUNTRY_SZ, m::COUNTRY_TC, m::COUNTRY_TD, m::COUNTRY_TF,
    m::COUNTRY_TG, m::COUNTRY_TH, m::COUNTRY_TJ, m::COUNTRY_TK, m::COUNTRY_TL, m::COUNTRY_TM,
    m::COUNTRY_TN, m::COUNTRY_TO, m::COUNTRY_TR, m::COUNTRY_TT, m::COUNTRY_TV, m::COUNTRY_TW,
    m::COUNTRY_TZ, m::COUNTRY_UA, m::COUNTRY_UG, m::COUNTRY_UM, m::COUNTRY_US, m::COUNTRY_UY,
    m::COUNTRY_UZ, m::COUNTRY_VA, m::COUNTRY_VC, m::COUNTRY_VE, m::COUNTRY_VG, m::COUNTRY_VI,
    m::COUNTRY_VN, m::COUNTRY_VU, m::COUNTRY_WF, m::COUNTRY_WS, m::COUNTRY_YE, m::COUNTRY_YT,
    m::COUNTRY_ZA, m::COUNTRY_ZM, m::COUNTRY_ZW,
];

/// The name of a country; what is no code stays as it is.
pub(super) fn country(code: &str) -> String {
    let found = CODES.iter().position(|known| *known == code);
    let name = found.and_then(|place| NAMES.get(place));
    name.map_or_else(|| code.to_owned(), |name| t(*name).to_owned())
}

/// Every country to choose from, by its name, after "none".
pub(super) fn choices(none: &str) -> Vec<Choice> {
    let mut choices: Vec<Choice> = CODES
        .iter()
        .zip(NAMES)
        .map(|(code, name)| Choice::from((*code, t(name))))
        .collect();
    choices.sort_by_cached_key(|choice| fold(&choice.label));
    choices.insert(0, Choice::from(("", none)));
    choices
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_known_by_its_name() {
        assert_eq!(country("BG"), "Bulgaria");
        assert_eq!(country("ZW"), "Zimbabwe");
        assert_eq!(country(""), "");
    }

    #[test]
    fn accents_do_not_send_a_country_to_the_end() {
        let choices = choices("None");
        let place = |code: &str| choices.iter().position(|choice| choice.value == code);
        assert_eq!(place(""), Some(0));
        assert!(place("AX") < place("AL"), "Åland Islands before Albania");
    }
}
