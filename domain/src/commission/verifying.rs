use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    Accrued, Credited, Event, FORMAT, LevelMoved, Rank, RateTable, Reversed, Statement, What,
    accrual, in_force, reversal,
};
use crate::{ClientId, CommissionEntryId, Currency, Money, Rate, Timestamp, money::Overflow};

/// Where in a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The statement as a whole.
    Whole,
    /// The event of this number.
    Event(u64),
    /// What is owed at the end, in this currency.
    Closing(Currency),
}

/// What recomputing a place found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineVerdict {
    /// Where.
    pub place: Place,
    /// What does not hold; nothing when all does.
    pub flaw: Option<Flaw>,
}

/// What does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flaw {
    /// A shape this code does not know.
    UnknownFormat,
    /// A number is missing or twice, or the time runs backwards.
    OutOfOrder,
    /// It did not happen in this month.
    AnotherMonth,
    /// The version of the table is not the one of that day.
    WrongTable,
    /// Other clients counted: so many.
    WrongCount { found: u32 },
    /// A client began to count twice, or ceased without having begun.
    CountedTwice,
    /// The level was another one.
    WrongLevel { found: Rank },
    /// The level fell before its time.
    FellTooSoon,
    /// The rate was another one.
    WrongRate { found: Rate },
    /// The amount comes to something else.
    WrongAmount { found: Money },
    /// It does not fit the entry that it takes back.
    WrongOriginal,
    /// Beyond what can be counted, or of two currencies.
    Uncountable,
}

impl From<Overflow> for Flaw {
    fn from(_: Overflow) -> Self {
        Self::Uncountable
    }
}

/// What is known of an entry of this statement while it is replayed.
struct Known {
    client: ClientId,
    base: Money,
    rate: Rate,
    amount: Money,
    credited: Money,
    reversed: Money,
}

/// The state that the events lead to.
struct Replay<'a> {
    statement: &'a Statement,
    number: u64,
    at: Timestamp,
    rank: Rank,
    counting: BTreeSet<ClientId>,
    owed: BTreeMap<Currency, Money>,
    known: BTreeMap<CommissionEntryId, Known>,
}

/// Works a statement out again, event by event, and says of each whether it holds. After a flaw the
/// statement's own word is taken and the replay goes on, so that one lie is told of once.
#[must_use]
pub fn verify(statement: &Statement) -> Vec<LineVerdict> {
    let mut replay = Replay {
        statement,
        number: statement.opening.number,
        at: statement.month.begins(),
        rank: statement.opening.rank,
        counting: statement.opening.counting.iter().copied().collect(),
        owed: BTreeMap::new(),
        known: BTreeMap::new(),
    };
    let mut verdicts = vec![LineVerdict {
        place: Place::Whole,
        flaw: replay.begin().err(),
    }];
    for event in &statement.events {
        verdicts.push(LineVerdict {
            place: Place::Event(event.number),
            flaw: replay.take(event).err(),
        });
    }
    verdicts.extend(replay.close());
    verdicts
}

impl Replay<'_> {
    fn begin(&mut self) -> Result<(), Flaw> {
        if self.statement.format != FORMAT {
            return Err(Flaw::UnknownFormat);
        }
        let opening = &self.statement.opening;
        if self.counting.len() != opening.counting.len() {
            return Err(Flaw::CountedTwice);
        }
        opening.owed.iter().try_for_each(|owed| self.owe(*owed))?;
        Ok(())
    }

    fn take(&mut self, event: &Event) -> Result<(), Flaw> {
        let is_next = event.number == self.number.saturating_add(1) && event.at >= self.at;
        (self.number, self.at) = (event.number, event.at);
        // Whatever is wrong with the event, what comes after it is judged by what it says.
        let found = self.judge(event);
        let owed = event.what.owed().map_or(Ok(()), |owed| self.owe(owed));
        if !is_next {
            return Err(Flaw::OutOfOrder);
        }
        if !self.statement.month.holds(event.at) {
            return Err(Flaw::AnotherMonth);
        }
        found?;
        Ok(owed?)
    }

    fn judge(&mut self, event: &Event) -> Result<(), Flaw> {
        match &event.what {
            What::Counts(client) => fails_unless(self.counting.insert(*client)),
            What::CountsNoMore(client) => fails_unless(self.counting.remove(client)),
            What::Level(moved) => self.level(event.at, moved),
            What::Accrued(accrued) => self.accrued(event.at, accrued),
            What::Reversed(reversed) => self.reversed(reversed),
            What::PaidOut { .. } => Ok(()),
        }
    }

    /// The version that held at an instant.
    fn table(&self, at: Timestamp, version: u32) -> Result<&RateTable, Flaw> {
        in_force(&self.statement.tables, at.date())
            .filter(|table| table.version == version)
            .ok_or(Flaw::WrongTable)
    }

    fn count(&self, said: u32) -> Result<(), Flaw> {
        let found = u32::try_from(self.counting.len()).unwrap_or(u32::MAX);
        if found == said {
            Ok(())
        } else {
            Err(Flaw::WrongCount { found })
        }
    }

    fn level(&mut self, at: Timestamp, moved: &LevelMoved) -> Result<(), Flaw> {
        let before = std::mem::replace(&mut self.rank, moved.to);
        if before != moved.from {
            return Err(Flaw::WrongLevel { found: before });
        }
        self.count(moved.counted)?;
        let deserved = self.table(at, moved.table)?.level_of(moved.counted);
        if deserved != moved.to || moved.to == moved.from {
            return Err(Flaw::WrongLevel { found: deserved });
        }
        let has_waited = moved
            .below_since
            .is_some_and(|since| since.days_to(at.date()) >= i64::from(moved.grace_days));
        if moved.to < moved.from && !has_waited {
            return Err(Flaw::FellTooSoon);
        }
        Ok(())
    }

    fn accrued(&mut self, at: Timestamp, line: &Accrued) -> Result<(), Flaw> {
        let currency = line.base.currency;
        let known = Known {
            client: line.client,
            base: line.base,
            rate: line.rate,
            amount: line.amount,
            credited: Money::zero(currency),
            reversed: Money::zero(currency),
        };
        if self.known.insert(line.entry, known).is_some() {
            return Err(Flaw::OutOfOrder);
        }
        self.count(line.counted)?;
        if line.rank != self.rank {
            return Err(Flaw::WrongLevel { found: self.rank });
        }
        let listed = self.table(at, line.table)?.rate(line.class, line.rank);
        let found = listed.unwrap_or_default();
        if found != line.rate || listed.is_some() != line.is_listed {
            return Err(Flaw::WrongRate { found });
        }
        comes_to(accrual(line.base, line.rate)?, line.amount)
    }

    fn reversed(&mut self, line: &Reversed) -> Result<(), Flaw> {
        let before = Credited {
            base: line.credited_before,
            amount: line.reversed_before,
        };
        let found = reversal(line.of_base, line.rate, line.of_amount, before, line.base);
        // An entry of an earlier month is taken at its word: its own statement tells of it.
        if let Some(known) = self.known.get_mut(&line.of) {
            let fits = known.client == line.client
                && (known.base, known.rate, known.amount)
                    == (line.of_base, line.rate, line.of_amount)
                && (known.credited, known.reversed) == (before.base, before.amount);
            known.credited = known.credited.plus(line.base)?;
            known.reversed = known.reversed.minus(line.amount)?;
            if !fits {
                return Err(Flaw::WrongOriginal);
            }
        }
        comes_to(found?, line.amount)
    }

    fn owe(&mut self, more: Money) -> Result<(), Overflow> {
        let zero = Money::zero(more.currency);
        let owed = self.owed.entry(more.currency).or_insert(zero);
        *owed = owed.plus(more)?;
        Ok(())
    }

    /// One verdict for each currency that is named or was moved.
    fn close(mut self) -> Vec<LineVerdict> {
        let mut verdicts = Vec::new();
        for said in &self.statement.closing {
            let zero = Money::zero(said.currency);
            let found = self.owed.remove(&said.currency).unwrap_or(zero);
            verdicts.push((said.currency, comes_to(found, *said)));
        }
        for (currency, found) in self.owed {
            verdicts.push((currency, comes_to(found, Money::zero(currency))));
        }
        verdicts
            .into_iter()
            .map(|(currency, judged)| LineVerdict {
                place: Place::Closing(currency),
                flaw: judged.err(),
            })
            .collect()
    }
}

const fn fails_unless(is_new: bool) -> Result<(), Flaw> {
    if is_new {
        Ok(())
    } else {
        Err(Flaw::CountedTwice)
    }
}

fn comes_to(found: Money, said: Money) -> Result<(), Flaw> {
    if found == said {
        Ok(())
    } else {
        Err(Flaw::WrongAmount { found })
    }
}
