//! Statements as the portal keeps them, of everything that can happen, and most with lies in them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ClientId, CommissionEntryId, Currency, Date, Money, PartnerId, PayoutId, Rate, ServiceClassId,
    commission::{
        Accrued, Credited, Event, FORMAT, LevelMoved, Month, Opening, Rank, RateTable, Reversed,
        Signed, Standing, Statement, What, accrual, in_force, reversal,
    },
};
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use uuid::Uuid;

/// With no decimals and with two: there is none with three in the portal.
const CURRENCIES: [Currency; 3] = [Currency::JPY, Currency::EUR, Currency::CLP];
const CLIENTS: u128 = 28;

/// What can happen, before it is worked out.
#[derive(Debug, Clone)]
enum Happens {
    Begins(u128),
    Ceases(u128),
    Paid {
        client: u128,
        class: u128,
        money: Money,
    },
    Credited {
        line: usize,
        share: u8,
    },
    CreditedOfBefore {
        client: u128,
        money: Money,
    },
    PaidOut(Money),
    Evaluated(u32),
}

/// A change that makes a statement say what did not happen, at one of its events.
type Lie = (usize, u8, i64);

fn money() -> impl Strategy<Value = Money> {
    let minor = prop_oneof![0_i64..100, 0_i64..2_000_000, 0_i64..1_000_000_000_000];
    (minor, 0..CURRENCIES.len()).prop_map(|(minor, at)| Money {
        minor,
        currency: CURRENCIES[at],
    })
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        6 => (0..CLIENTS).prop_map(Happens::Begins),
        2 => (0..CLIENTS).prop_map(Happens::Ceases),
        // The fifth class is in no table.
        6 => (0..CLIENTS, 1_u128..6, money())
            .prop_map(|(client, class, money)| Happens::Paid { client, class, money }),
        4 => (0_usize..20, 0_u8..=4).prop_map(|(line, share)| Happens::Credited { line, share }),
        1 => (0..CLIENTS, money())
            .prop_map(|(client, money)| Happens::CreditedOfBefore { client, money }),
        1 => money().prop_map(Happens::PaidOut),
        2 => (0_u32..3).prop_map(Happens::Evaluated),
    ]
}

/// Random signed statements; the same of the same seed. The signature never holds.
///
/// # Panics
/// Never: what is made here is worked out by the rules.
pub fn ledgers(seed: u64) -> impl Iterator<Item = Signed> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let all = prop::collection::vec(happens(), 0..120);
    let lies = prop::collection::vec((any::<usize>(), 0_u8..19, -50_i64..50), 0..4);
    let story = (0_u128..CLIENTS, all, lies);
    std::iter::from_fn(move || {
        let tree = story.new_tree(&mut runner).expect("a story");
        let (counting, all, lies) = tree.current();
        let mut statement = Keeper::kept(counting, &all);
        for lie in lies {
            tell(&mut statement, lie);
        }
        Some(Signed {
            statement,
            key: "0".repeat(64),
            // No number of Ed25519: it holds for no key.
            signature: "f".repeat(128),
        })
    })
}

fn id<T>(kind: fn(Uuid) -> T, number: u128) -> T {
    kind(Uuid::from_u128(number))
}

fn client(number: u128) -> ClientId {
    id(ClientId::from_uuid, number)
}

fn month() -> Month {
    "2026-11".parse().expect("a month")
}

fn tables() -> Vec<RateTable> {
    let classes = [1, 2, 3, 4].map(|number| id(ServiceClassId::from_uuid, number));
    let first = RateTable::shipped(classes);
    let mut second = RateTable::shipped(classes);
    second.version = 2;
    second.valid_from = month().first_day().plus_days(15);
    for row in &mut second.rates {
        // A quarter of a percent more, so that halves of a minor unit are rounded.
        row.rates = row.rates.map(|rate| Rate(rate.0 + 25));
    }
    second.levels[0].from = 2;
    vec![first, second]
}

/// Keeps a ledger as the portal does.
struct Keeper {
    tables: Vec<RateTable>,
    opening: Opening,
    counting: BTreeSet<ClientId>,
    standing: Standing,
    events: Vec<Event>,
    lines: Vec<(Accrued, Credited)>,
    owed: BTreeMap<Currency, Money>,
    /// Seconds between two events.
    step: i64,
}

impl Keeper {
    fn kept(counting: u128, all: &[Happens]) -> Statement {
        let tables = tables();
        let counting: BTreeSet<ClientId> = (0..counting).map(client).collect();
        let many = u32::try_from(counting.len()).expect("few clients");
        let rank = tables[0].level_of(many);
        let owed = Money {
            minor: 12_345,
            currency: CURRENCIES[1],
        };
        let mut keeper = Self {
            opening: Opening {
                number: 41,
                rank,
                counting: counting.iter().copied().collect(),
                owed: vec![owed],
            },
            tables,
            counting,
            standing: Standing {
                rank,
                below_since: None,
            },
            events: Vec::new(),
            lines: Vec::new(),
            owed: BTreeMap::from([(owed.currency, owed)]),
            // Each can make two events, and all of them lie in the month.
            step: 30 * 86_400 / (2 * i64::try_from(all.len()).expect("few") + 2),
        };
        for happens in all {
            keeper.take(happens);
        }
        Statement {
            format: FORMAT,
            partner: id(PartnerId::from_uuid, 7),
            month: month(),
            tables: keeper.tables,
            opening: keeper.opening,
            events: keeper.events,
            closing: keeper.owed.into_values().collect(),
        }
    }

    fn seconds(&self) -> i64 {
        self.step * (i64::try_from(self.events.len()).expect("few") + 1)
    }

    fn today(&self) -> Date {
        month().begins().plus_seconds(self.seconds()).date()
    }

    fn table(&self) -> &RateTable {
        in_force(&self.tables, self.today()).expect("a table")
    }

    fn note(&mut self, what: What) {
        if let Some(owed) = what.owed() {
            let zero = Money::zero(owed.currency);
            let all = self.owed.entry(owed.currency).or_insert(zero);
            *all = all.plus(owed).expect("a sum");
        }
        let number = self.opening.number + u64::try_from(self.events.len()).expect("few") + 1;
        let at = month().begins().plus_seconds(self.seconds());
        self.events.push(Event { number, at, what });
    }

    fn counted(&self) -> u32 {
        u32::try_from(self.counting.len()).expect("few clients")
    }

    fn moves(&mut self, to: Standing, grace_days: u32) {
        let from = std::mem::replace(&mut self.standing, to);
        if to.rank != from.rank {
            let table = self.table().version;
            self.note(What::Level(LevelMoved {
                from: from.rank,
                to: to.rank,
                counted: self.counted(),
                table,
                below_since: from.below_since.filter(|_| to.rank < from.rank),
                grace_days,
            }));
        }
    }

    fn recount(&mut self) {
        let deserved = self.table().level_of(self.counted());
        self.moves(self.standing.noticing(deserved, self.today()), 0);
    }

    fn take(&mut self, happens: &Happens) {
        match *happens {
            Happens::Begins(number) => {
                if self.counting.insert(client(number)) {
                    self.note(What::Counts(client(number)));
                    self.recount();
                }
            }
            Happens::Ceases(number) => {
                if self.counting.remove(&client(number)) {
                    self.note(What::CountsNoMore(client(number)));
                    self.recount();
                }
            }
            Happens::Paid {
                client,
                class,
                money,
            } => self.paid(client, class, money),
            Happens::Credited { line, share } => self.credited(line, share),
            Happens::CreditedOfBefore { client, money } => self.credited_of_before(client, money),
            Happens::PaidOut(amount) => {
                let payout = id(PayoutId::from_uuid, 1);
                self.note(What::PaidOut { payout, amount });
            }
            Happens::Evaluated(grace_days) => {
                let deserved = self.table().level_of(self.counted());
                // A step down has been noticed before, or it is not told since when.
                if deserved >= self.standing.rank || self.standing.below_since.is_some() {
                    let to = self.standing.evaluated(deserved, self.today(), grace_days);
                    self.moves(to, grace_days);
                }
            }
        }
    }

    fn paid(&mut self, number: u128, class: u128, base: Money) {
        let class = id(ServiceClassId::from_uuid, class);
        let listed = self.table().rate(class, self.standing.rank);
        let rate = listed.unwrap_or_default();
        let line = Accrued {
            entry: id(
                CommissionEntryId::from_uuid,
                u128::try_from(self.lines.len()).expect("few"),
            ),
            document: "INV-00001".to_owned(),
            position: 0,
            client: client(number),
            class,
            is_listed: listed.is_some(),
            base,
            rank: self.standing.rank,
            counted: self.counted(),
            table: self.table().version,
            rate,
            amount: accrual(base, rate).expect("an amount"),
            held_until: month().next().first_day(),
        };
        let nothing = Credited {
            base: Money::zero(base.currency),
            amount: Money::zero(base.currency),
        };
        self.lines.push((line.clone(), nothing));
        self.note(What::Accrued(line));
    }

    /// Takes back so many quarters of what is left of a line.
    fn credited(&mut self, at: usize, quarters: u8) {
        let Some((line, before)) = self.lines.get_mut(at) else {
            return;
        };
        let left = line.base.minus(before.base).expect("what is left");
        let base = left.scaled(i128::from(quarters), 4).expect("a share");
        let reversed = back(line, *before, base);
        before.base = before.base.plus(base).expect("a sum");
        before.amount = before.amount.minus(reversed.amount).expect("a sum");
        self.note(What::Reversed(reversed));
    }

    /// A credit note of a line whose entry stands in an earlier statement.
    fn credited_of_before(&mut self, number: u128, base: Money) {
        let rate = Rate(725);
        let line = Accrued {
            entry: id(CommissionEntryId::from_uuid, 9_000 + number),
            document: String::new(),
            position: 0,
            client: client(number),
            class: id(ServiceClassId::from_uuid, 1),
            is_listed: true,
            base,
            rank: Rank::NONE,
            counted: 0,
            table: 1,
            rate,
            amount: accrual(base, rate).expect("an amount"),
            held_until: month().first_day(),
        };
        let nothing = Credited {
            base: Money::zero(base.currency),
            amount: Money::zero(base.currency),
        };
        let half = base.scaled(1, 2).expect("a half");
        self.note(What::Reversed(back(&line, nothing, half)));
    }
}

fn back(line: &Accrued, before: Credited, base: Money) -> Reversed {
    let amount = reversal(line.base, line.rate, line.amount, before, base);
    Reversed {
        entry: id(CommissionEntryId::from_uuid, 1_000),
        document: "CN-00001".to_owned(),
        position: 0,
        client: line.client,
        of: line.entry,
        of_base: line.base,
        rate: line.rate,
        of_amount: line.amount,
        credited_before: before.base,
        reversed_before: before.amount,
        base,
        amount: amount.expect("an amount"),
        held_until: line.held_until,
    }
}

/// Makes a statement say something else.
fn tell(statement: &mut Statement, (at, how, by): Lie) {
    let many = statement.events.len();
    let Some(event) = statement.events.get_mut(at % many.max(1)) else {
        statement.opening.number += 1;
        statement.format += u32::from(how == 0);
        return;
    };
    match how {
        0 => statement.format += 1,
        1 => event.number += 1,
        2 => event.at = event.at.plus_seconds(by * 86_400),
        3 => statement.month = statement.month.next(),
        4 => drop(statement.events.remove(at % many)),
        5 => statement.events.swap(at % many, (at / 7) % many),
        6 => {
            let twice = event.clone();
            statement.events.insert(at % many, twice);
        }
        7 => statement.closing.clear(),
        8 => statement.opening.counting.push(client(0)),
        9 => statement.tables.truncate(1),
        10 => statement.closing.iter_mut().for_each(|all| all.minor += by),
        18 => falls(statement).for_each(|moved| moved.grace_days += 400),
        _ => in_event(&mut event.what, how, by),
    }
}

/// The steps down of a statement.
fn falls(statement: &mut Statement) -> impl Iterator<Item = &mut LevelMoved> {
    let events = statement.events.iter_mut();
    events.filter_map(|event| match &mut event.what {
        What::Level(moved) if moved.to < moved.from => Some(moved),
        _ => None,
    })
}

fn in_event(what: &mut What, how: u8, by: i64) {
    match what {
        What::Counts(whose) | What::CountsNoMore(whose) => *whose = client(0),
        What::Level(moved) => match how {
            11 => moved.counted += 1,
            12 => moved.to = moved.from,
            13 => moved.below_since = None,
            _ => moved.table = 3 - moved.table,
        },
        What::Accrued(line) => match how {
            11 => line.counted += 1,
            12 => line.rank = line.rank.next().unwrap_or_default(),
            13 => line.table = 3 - line.table,
            14 => line.rate.0 += 1,
            15 => line.amount.minor += by,
            16 => line.base.minor = i64::MAX,
            _ => line.is_listed = !line.is_listed,
        },
        What::Reversed(line) => match how {
            11 => line.base.minor += by,
            12 => line.of_amount.minor += by,
            13 => line.credited_before.minor += by,
            14 => line.rate.0 += 1,
            15 => line.amount.minor += by,
            16 => line.base.currency = Currency::USD,
            _ => line.client = client(99),
        },
        What::PaidOut { amount, .. } => match how {
            11..=14 => amount.minor += by,
            _ => amount.minor = i64::MIN + 1,
        },
    }
}
