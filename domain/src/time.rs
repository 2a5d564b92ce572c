//! Points in time: microseconds since 1970 in UTC, from an injected clock.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Timestamp(pub i64);

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

impl Timestamp {
    /// `days` whole days of 24 hours later.
    #[must_use]
    pub fn plus_days(self, days: u32) -> Self {
        Self(self.0.saturating_add(i64::from(days).saturating_mul(DAY)))
    }

    /// `seconds` later, or earlier when negative.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(SECOND)))
    }

    /// Whole days from `self` until `later`, a started day counting as one; 0 when past.
    #[must_use]
    pub fn days_until(self, later: Self) -> i64 {
        let span = later.0.saturating_sub(self.0);
        if span <= 0 { 0 } else { (span - 1) / DAY + 1 }
    }

    /// The UTC calendar date.
    #[must_use]
    pub fn date(self) -> Date {
        Date::from_days(self.0.div_euclid(DAY))
    }

    /// The first instant of a day, in UTC.
    #[must_use]
    pub fn start_of(date: Date) -> Self {
        Self(date.days().saturating_mul(DAY))
    }

    /// The instant as RFC 3339 with seconds, for `<time datetime>`.
    #[must_use]
    pub fn to_rfc3339(self) -> String {
        let seconds = self.0.rem_euclid(DAY) / SECOND;
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        format!("{}T{hour:02}:{minute:02}:{second:02}Z", self.date())
    }
}

/// A day of the calendar, without a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i64,
    month: i64,
    day: i64,
}

/// The days of a month of the Gregorian calendar.
const fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A text that is not a calendar date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date")]
pub struct NotADate;

impl Date {
    /// The civil date of a day count (H. Hinnant, "chrono-compatible low-level date algorithms").
    #[must_use]
    pub fn from_days(days: i64) -> Self {
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let month = if shifted_month < 10 {
            shifted_month + 3
        } else {
            shifted_month - 9
        };
        Self {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month,
            day: day_of_year - (153 * shifted_month + 2) / 5 + 1,
        }
    }

    /// The year, as 2026.
    #[must_use]
    pub const fn year(self) -> i64 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> i64 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> i64 {
        self.day
    }

    /// The first day of its month.
    #[must_use]
    pub const fn first_of_month(self) -> Self {
        Self { day: 1, ..self }
    }

    /// So many days later, or earlier when negative.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_days(self.days() + days)
    }

    /// So many months later, on the day `anchor` of the month or on its last day if it is shorter:
    /// what is renewed on a 31st is renewed on 30 April and on 31 May again.
    #[must_use]
    pub const fn plus_months(self, months: i64, anchor: i64) -> Self {
        let count = self.year * 12 + self.month - 1 + months;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
        let last = days_in(year, month);
        let day = if anchor < last { anchor } else { last };
        Self { year, month, day }
    }

    /// Days from `self` until `later`; negative when it is earlier.
    #[must_use]
    pub fn days_to(self, later: Self) -> i64 {
        later.days() - self.days()
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn days(self) -> i64 {
        let year = if self.month <= 2 {
            self.year - 1
        } else {
            self.year
        };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let shifted_month = (self.month + 9) % 12;
        let day_of_year = (153 * shifted_month + 2) / 5 + self.day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = NotADate;

    /// Reads `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let mut parts = text.splitn(3, '-');
        let mut part = |width: usize| {
            let part = parts.next().filter(|p| p.len() == width).ok_or(NotADate)?;
            if part.bytes().all(|b| b.is_ascii_digit()) {
                part.parse::<i64>().map_err(|_| NotADate)
            } else {
                Err(NotADate)
            }
        };
        let date = Self {
            year: part(4)?,
            month: part(2)?,
            day: part(2)?,
        };
        if !(1..=12).contains(&date.month) || date.day < 1 || Self::from_days(date.days()) != date {
            return Err(NotADate);
        }
        Ok(date)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_later_is_on_its_anchor_day() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let later = |from: &str, months, anchor| date(from).plus_months(months, anchor).to_string();
        assert_eq!(later("2026-01-31", 1, 31), "2026-02-28");
        assert_eq!(later("2028-01-31", 1, 31), "2028-02-29");
        assert_eq!(later("2026-02-28", 1, 31), "2026-03-31");
        assert_eq!(later("2028-02-29", 12, 29), "2029-02-28");
        assert_eq!(later("2031-02-28", 12, 29), "2032-02-29");
        assert_eq!(later("2026-12-15", 1, 15), "2027-01-15");
        assert_eq!(later("2026-01-15", -1, 15), "2025-12-15");
        assert_eq!(date("2100-02-28").plus_days(1).to_string(), "2100-03-01");
    }

    #[test]
    fn knows_the_calendar() {
        assert_eq!(Timestamp(0).to_rfc3339(), "1970-01-01T00:00:00Z");
        assert_eq!(
            Timestamp(1_795_309_959_000_000).to_rfc3339(),
            "2026-11-22T01:12:39Z"
        );
        assert_eq!(Timestamp(-1).date().to_string(), "1969-12-31");
        assert_eq!("2024-02-29".parse::<Date>().map(Date::days), Ok(19_782));
        assert_eq!("2023-02-29".parse::<Date>(), Err(NotADate));
        assert_eq!("2023-13-01".parse::<Date>(), Err(NotADate));
        assert_eq!("2023-1-01".parse::<Date>(), Err(NotADate));
    }

    #[test]
    fn a_started_day_counts() {
        let now = Timestamp(0);
        assert_eq!(now.days_until(now), 0);
        assert_eq!(now.days_until(now.plus_seconds(1)), 1);
        assert_eq!(now.days_until(now.plus_days(14)), 14);
    }
}
