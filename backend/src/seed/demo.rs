use domain::{catalogue::ShippedClass, clients::BlockKind, policy::Role};

use super::{
    SignIn, brands,
    cast::{self, enters, joins, opens},
    catalogue, money, offers, office, orders, refuse_unless_empty,
    rehearsal::Rehearsal,
    roster, store,
    work::{Turn, Work},
};
use crate::{Portal, Result, clients};

/// Days that the demo goes back.
const DAYS: i64 = 92;

/// Fills an empty database with two believable partners and their last three months.
///
/// # Errors
/// When anybody or anything is in the database already.
pub async fn demo(portal: &Portal) -> Result<Vec<SignIn>> {
    refuse_unless_empty(portal).await?;
    let stage = Rehearsal::from_days_ago(portal, DAYS);
    let operator = enters(&stage, &cast::OLGA, true).await?;
    office::connects(&stage, operator).await?;
    catalogue::opens(&stage, operator).await?;
    let mateo = enters(&stage, &cast::MATEO, false).await?;

    let northwind = opens(&stage, operator, "northwind", "Northwind Studio").await?;
    let user = enters(&stage, &cast::NORA, false).await?;
    let nora = joins(&stage, northwind, user, &cast::NORA, Role::Administrator).await?;
    let sales = joins(&stage, northwind, mateo, &cast::MATEO, Role::SalesManager).await?;
    let user = enters(&stage, &cast::IVAN, false).await?;
    let ivan = joins(&stage, northwind, user, &cast::IVAN, Role::Salesperson).await?;
    let user = enters(&stage, &cast::JULIA, false).await?;
    let julia = joins(
        &stage,
        northwind,
        user,
        &cast::JULIA,
        Role::JuniorSalesperson,
    )
    .await?;
    let team = [
        ("Nora", nora),
        ("Mateo", sales),
        ("Ivan", ivan),
        ("Julia", julia),
    ];
    let mut one = Work::new(team);

    let bluewave = opens(&stage, operator, "bluewave", "Bluewave Agency").await?;
    let user = enters(&stage, &cast::BEN, false).await?;
    let ben = joins(&stage, bluewave, user, &cast::BEN, Role::Administrator).await?;
    let company = joins(&stage, bluewave, mateo, &cast::MATEO, Role::CompanyManager).await?;
    let user = enters(&stage, &cast::MILA, false).await?;
    let mila = joins(&stage, bluewave, user, &cast::MILA, Role::MarketingManager).await?;
    let mut two = Work::new([("Ben", ben), ("Mateo", company), ("Mila", mila)]);

    one.settle_in(
        &stage,
        "Nora",
        offers::northwind(),
        offers::northwind_fields(),
    )
    .await?;
    two.settle_in(&stage, "Ben", offers::bluewave(), offers::bluewave_fields())
        .await?;
    brands::northwind(&stage, one.person("Nora")?).await?;
    brands::bluewave(&stage, two.person("Ben")?).await?;
    mark_up(&stage, &one, &two).await?;
    let bank = ("Example Bank", "DE89370400440532013000", "COBADEFFXXX");
    money::sells(&stage, one.person("Nora")?, bank, true).await?;
    let bank = ("Example Savings", "NL91ABNA0417164300", "ABNANL2A");
    money::sells(&stage, two.person("Ben")?, bank, false).await?;
    let mut one_roster = roster::read(include_str!("northwind.tsv"))?;
    let mut two_roster = roster::read(include_str!("bluewave.tsv"))?;
    for days_ago in (0..DAYS).rev() {
        stage.go_to(days_ago);
        clients::end_due(&stage.portal).await?;
        catalogue::changes(&stage, operator, days_ago).await?;
        for entry in one_roster.extract_if(.., |entry| entry.days_ago == days_ago) {
            one.gain(&stage, &entry).await?;
        }
        for entry in two_roster.extract_if(.., |entry| entry.days_ago == days_ago) {
            two.gain(&stage, &entry).await?;
        }
        for (_, company, turn) in NORTHWIND.iter().filter(|turn| turn.0 == days_ago) {
            one.turn(&stage, company, turn).await?;
        }
        Box::pin(orders::places(&stage, &one, days_ago)).await?;
        Box::pin(money::comes_in(&stage, &[(&one, "Nora"), (&two, "Ben")])).await?;
    }
    one.list_for_ivan(&stage).await?;
    move_in(&stage, &one, &two).await?;
    let mut tx = portal.db().begin().await?;
    store::forget_letters(&mut tx).await?;
    tx.commit().await?;
    Ok(cast::sign_ins())
}

/// What both partners earn.
async fn mark_up(stage: &Rehearsal, one: &Work, two: &Work) -> Result<()> {
    let (nora, ben) = (one.person("Nora")?, two.person("Ben")?);
    let on_classes = [
        (ShippedClass::DomainsSsl, "15"),
        (ShippedClass::CloudVps, "35"),
    ];
    catalogue::marks_up(stage, nora, "25", on_classes).await?;
    catalogue::prices(stage, nora, "Web Start", "4.49").await?;
    let on_classes = [
        (ShippedClass::DomainsSsl, "20"),
        (ShippedClass::DedicatedServers, "12.5"),
    ];
    catalogue::marks_up(stage, ben, "40", on_classes).await
}

/// The people of three clients, who sign in on their partner's host.
async fn move_in(stage: &Rehearsal, one: &Work, two: &Work) -> Result<()> {
    let olivia = enters(stage, &cast::OLIVIA, false).await?;
    let dario = enters(stage, &cast::DARIO, false).await?;
    let maya = enters(stage, &cast::MAYA, false).await?;
    let hannah = enters(stage, &cast::HANNAH, false).await?;
    let greenleaf = [
        (olivia, &cast::OLIVIA, office::owner()),
        (dario, &cast::DARIO, office::designer()),
        (maya, &cast::MAYA, office::marketer()),
    ];
    let (nora, ben) = (one.person("Nora")?, two.person("Ben")?);
    let client = one.client("Greenleaf Organics")?;
    office::moves_in(stage, nora, client, &greenleaf, &["Shop", "Farm visits"]).await?;
    let lumiere = [(maya, &cast::MAYA, office::owner())];
    let client = one.client("Lumière & Fils")?;
    office::moves_in(stage, nora, client, &lumiere, &["Boutique"]).await?;
    let hudson = [(hannah, &cast::HANNAH, office::owner())];
    let client = two.client("Hudson Valley Orchards")?;
    office::moves_in(stage, ben, client, &hudson, &["Orchard"]).await
}

/// Days ago, company, what happened.
const NORTHWIND: &[(i64, &str, Turn)] = &[
    (71, "Greenleaf Organics", Turn::Phone("+1 503 555 0199")),
    (
        52,
        "Padaria São Bento",
        Turn::Block(BlockKind::NonPayment, "Two invoices open"),
    ),
    (46, "Padaria São Bento", Turn::Unblock),
    (33, "Taller Núñez e Hijos", Turn::Close),
    (27, "Harbour Street Dental", Turn::Assign("Pro")),
    (
        25,
        "Kowalski i Synowie Sp. z o.o.",
        Turn::Block(BlockKind::NonPayment, "Reminded twice, no answer"),
    ),
    (21, "Müller Präzisionstechnik GmbH", Turn::Assign("Agency")),
    (
        19,
        "Viñedos del Maipo",
        Turn::Block(BlockKind::OnRequest, "Back after the harvest"),
    ),
    (15, "Lumière & Fils", Turn::Phone("+33 1 44 55 02 20")),
    (13, "Ana Lúcia Arquitetura", Turn::Close),
    (10, "Ristorante Da Nonna Pina", Turn::Assign("Growth")),
    (
        7,
        "Zwart & Wit Fotografie",
        Turn::Block(BlockKind::NonPayment, "Card expired"),
    ),
    (
        4,
        "Café Mañana",
        Turn::Block(BlockKind::Misuse, "Bought address lists"),
    ),
    (2, "Viñedos del Maipo", Turn::Unblock),
    (1, "Redwood Cycling Co.", Turn::Close),
    (0, "O'Malley & Daughters Brewing", Turn::Assign("Pro")),
    (0, "Балкан Тур ООД", Turn::Phone("+359 32 650 415")),
];
