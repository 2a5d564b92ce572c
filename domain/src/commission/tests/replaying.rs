use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use uuid::Uuid;

use super::{class, eur, shipped};
use crate::{
    ClientId, CommissionEntryId, Money, PartnerId, PayoutId, Rate,
    commission::{
        Accrued, Credited, Event, FORMAT, Flaw, LevelMoved, Month, Opening, Place, Reversed,
        Standing, Statement, What, accrual, reversal, verify,
    },
};

/// What can happen, before it is worked out.
#[derive(Debug, Clone)]
enum Happens {
    Begins(u128),
    Ceases(u128),
    Paid { client: u128, class: u128, net: i64 },
    Credited { line: usize, net: i64 },
    PaidOut(i64),
    Evaluated,
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        4 => (0_u128..25).prop_map(Happens::Begins),
        1 => (0_u128..25).prop_map(Happens::Ceases),
        4 => (0_u128..25, 1_u128..6, 0_i64..1_000_000)
            .prop_map(|(client, class, net)| Happens::Paid { client, class, net }),
        2 => (0_usize..20, 0_i64..500_000).prop_map(|(line, net)| Happens::Credited { line, net }),
        1 => (1_i64..10_000).prop_map(Happens::PaidOut),
        1 => Just(Happens::Evaluated),
    ]
}

fn client(number: u128) -> ClientId {
    ClientId::from_uuid(Uuid::from_u128(number))
}

fn entry(number: u64) -> CommissionEntryId {
    CommissionEntryId::from_uuid(Uuid::from_u128(u128::from(number)))
}

fn month() -> Month {
    "2026-11".parse().unwrap()
}

/// Keeps a ledger as the portal does.
struct Keeper {
    counting: BTreeSet<ClientId>,
    standing: Standing,
    events: Vec<Event>,
    lines: Vec<(Accrued, Credited)>,
    owed: Money,
}

impl Keeper {
    fn kept(all: &[Happens]) -> Self {
        let mut keeper = Self {
            counting: BTreeSet::new(),
            standing: Standing::default(),
            events: Vec::new(),
            lines: Vec::new(),
            owed: eur(0),
        };
        for happens in all {
            keeper.take(happens);
        }
        keeper
    }

    fn note(&mut self, what: What) {
        if let Some(owed) = what.owed() {
            self.owed = self.owed.plus(owed).unwrap();
        }
        let number = u64::try_from(self.events.len()).unwrap() + 1;
        let at = month()
            .begins()
            .plus_seconds(i64::try_from(number).unwrap());
        self.events.push(Event { number, at, what });
    }

    fn counted(&self) -> u32 {
        u32::try_from(self.counting.len()).unwrap()
    }

    fn moves(&mut self, to: Standing, grace_days: u32) {
        let from = std::mem::replace(&mut self.standing, to);
        if to.rank != from.rank {
            self.note(What::Level(LevelMoved {
                from: from.rank,
                to: to.rank,
                counted: self.counted(),
                table: 1,
                below_since: from.below_since.filter(|_| to.rank < from.rank),
                grace_days,
            }));
        }
    }

    fn recount(&mut self) {
        let deserved = shipped().level_of(self.counted());
        let noticed = self.standing.noticing(deserved, month().first_day());
        self.moves(noticed, 0);
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
                client: number,
                class: of,
                net,
            } => self.paid(number, of, net),
            Happens::Credited { line, net } => self.credited(line, net),
            Happens::PaidOut(minor) => {
                let payout = PayoutId::from_uuid(Uuid::nil());
                self.note(What::PaidOut {
                    payout,
                    amount: eur(minor),
                });
            }
            Happens::Evaluated => {
                let deserved = shipped().level_of(self.counted());
                let day = month().first_day();
                self.moves(self.standing.evaluated(deserved, day, 0), 0);
            }
        }
    }

    fn paid(&mut self, number: u128, of: u128, net: i64) {
        let listed = shipped().rate(class(of), self.standing.rank);
        let rate = listed.unwrap_or_default();
        let line = Accrued {
            entry: entry(u64::try_from(self.lines.len()).unwrap()),
            document: "2026-1".to_owned(),
            position: 1,
            client: client(number),
            class: class(of),
            is_listed: listed.is_some(),
            base: eur(net),
            rank: self.standing.rank,
            counted: self.counted(),
            table: 1,
            rate,
            amount: accrual(eur(net), rate).unwrap(),
            held_until: month().first_day(),
        };
        let nothing = Credited {
            base: eur(0),
            amount: eur(0),
        };
        self.lines.push((line.clone(), nothing));
        self.note(What::Accrued(line));
    }

    fn credited(&mut self, line: usize, net: i64) {
        let at = self.events.len() + 1_000;
        let Some((line, before)) = self.lines.get_mut(line) else {
            return;
        };
        let net = eur(net.min(line.base.minor - before.base.minor));
        let amount = reversal(line.base, line.rate, line.amount, *before, net).unwrap();
        let what = What::Reversed(Reversed {
            entry: entry(u64::try_from(at).unwrap()),
            document: "2026-C1".to_owned(),
            position: 1,
            client: line.client,
            of: line.entry,
            of_base: line.base,
            rate: line.rate,
            of_amount: line.amount,
            credited_before: before.base,
            reversed_before: before.amount,
            base: net,
            amount,
            held_until: month().first_day(),
        });
        before.base = before.base.plus(net).unwrap();
        before.amount = before.amount.minus(amount).unwrap();
        self.note(what);
    }

    fn statement(self) -> Statement {
        Statement {
            format: FORMAT,
            partner: PartnerId::from_uuid(Uuid::nil()),
            month: month(),
            tables: vec![shipped()],
            opening: Opening::default(),
            events: self.events,
            closing: vec![self.owed],
        }
    }
}

fn flaws(statement: &Statement) -> BTreeMap<String, Flaw> {
    let found = verify(statement).into_iter();
    found
        .filter_map(|verdict| Some((format!("{:?}", verdict.place), verdict.flaw?)))
        .collect()
}

proptest! {
    #[test]
    fn replaying_the_events_gives_the_ledger(all in prop::collection::vec(happens(), 0..120)) {
        let statement = Keeper::kept(&all).statement();
        prop_assert_eq!(flaws(&statement), BTreeMap::new());
        let read: Statement = serde_json::from_str(&statement.canonical().unwrap()).unwrap();
        prop_assert_eq!(read.canonical().unwrap(), statement.canonical().unwrap());
        prop_assert_eq!(read, statement);
    }

    #[test]
    fn what_credit_notes_take_never_exceeds_what_was_earned(all in prop::collection::vec(happens(), 0..120)) {
        for (line, taken) in Keeper::kept(&all).lines {
            prop_assert!(taken.amount.minor <= line.amount.minor);
            if taken.base == line.base && line.base.minor > 0 {
                prop_assert_eq!(taken.amount, line.amount);
            }
        }
    }

    #[test]
    fn no_changed_amount_goes_unnoticed(
        all in prop::collection::vec(happens(), 1..80),
        at in 0_usize..80,
        more in prop_oneof![-100_i64..0, 1_i64..100],
    ) {
        let mut statement = Keeper::kept(&all).statement();
        let mut amounts: Vec<&mut Money> = statement.events.iter_mut().filter_map(amount).collect();
        if !amounts.is_empty() {
            let at = at % amounts.len();
            amounts[at].minor += more;
            prop_assert!(!flaws(&statement).is_empty());
        }
    }
}

fn amount(event: &mut Event) -> Option<&mut Money> {
    match &mut event.what {
        What::Accrued(line) => Some(&mut line.amount),
        What::Reversed(line) => Some(&mut line.amount),
        What::PaidOut { amount, .. } => Some(amount),
        What::Counts(_) | What::CountsNoMore(_) | What::Level(_) => None,
    }
}

fn ledger() -> Statement {
    let begins = (0..3).map(Happens::Begins);
    let paid = Happens::Paid {
        client: 0,
        class: 1,
        net: 19_995,
    };
    let credited = Happens::Credited {
        line: 0,
        net: 9_998,
    };
    let all: Vec<Happens> = begins.chain([paid, credited]).collect();
    Keeper::kept(&all).statement()
}

#[test]
fn each_lie_is_told_of_where_it_stands() {
    let told = |change: &dyn Fn(&mut Statement)| {
        let mut statement = ledger();
        change(&mut statement);
        flaws(&statement)
    };
    let only = |place: Place, flaw| BTreeMap::from([(format!("{place:?}"), flaw)]);
    // Three clients, the step to Bronze, the line, its credit.
    let line = |change: fn(&mut Accrued)| {
        told(&|statement| match &mut statement.events[4].what {
            What::Accrued(line) => change(line),
            other => panic!("{other:?}"),
        })
    };
    assert_eq!(told(&|_| ()), BTreeMap::new());
    let two = line(|line| line.counted = 2);
    assert_eq!(two, only(Place::Event(5), Flaw::WrongCount { found: 3 }));
    let table = line(|line| line.table = 2);
    assert_eq!(table, only(Place::Event(5), Flaw::WrongTable));
    let listed = line(|line| line.is_listed = false);
    assert_eq!(
        listed,
        only(Place::Event(5), Flaw::WrongRate { found: Rate(1_000) })
    );
    let lost = told(&|statement| drop(statement.events.remove(1)));
    assert_eq!(lost.get("Event(3)"), Some(&Flaw::OutOfOrder));
    let twice = told(&|statement| statement.events[1].what = What::Counts(client(0)));
    assert_eq!(twice.get("Event(2)"), Some(&Flaw::CountedTwice));
    let owed = told(&|statement| statement.closing[0].minor += 1);
    assert_eq!(owed.len(), 1);
    let left_out = told(&|statement| statement.closing.clear());
    assert_eq!(left_out.len(), 1);
    let month = told(&|statement| statement.month = statement.month.next());
    assert_eq!(month.get("Event(1)"), Some(&Flaw::OutOfOrder));
    let format = told(&|statement| statement.format = 2);
    assert_eq!(format, only(Place::Whole, Flaw::UnknownFormat));
}

#[test]
fn a_level_that_falls_too_soon_is_told_of() {
    let mut statement = ledger();
    let fall = What::Level(LevelMoved {
        from: 1.try_into().unwrap(),
        to: 0.try_into().unwrap(),
        counted: 2,
        table: 1,
        below_since: Some(month().first_day()),
        grace_days: 30,
    });
    let next = |statement: &Statement| Event {
        number: statement.events.last().unwrap().number + 1,
        at: statement.events.last().unwrap().at,
        what: What::CountsNoMore(client(1)),
    };
    let gone = next(&statement);
    statement.events.push(gone);
    let fallen = Event {
        what: fall,
        ..next(&statement)
    };
    statement.events.push(fallen);
    assert_eq!(flaws(&statement).get("Event(8)"), Some(&Flaw::FellTooSoon));
}
