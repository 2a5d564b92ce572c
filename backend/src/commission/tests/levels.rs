use domain::Timestamp;

use super::*;

crate::stories! {
    async fn a_level_rises_at_once_and_falls_after_the_days_of_grace(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let all = clients(&world, partner, &cx, 6).await;
        assert_eq!(level(&world, &cx).await, 2);
        // Noon of 22 November: the evaluation of the month.
        assert_eq!(check_due(world.portal()).await.unwrap(), 1);
        assert_eq!(check_due(world.portal()).await.unwrap(), 0);
        end(&world, &cx, all[0]).await;
        assert_eq!(level(&world, &cx).await, 2);
        // 1 December: only nine days below.
        world.clock().advance(9 * DAY);
        check_due(world.portal()).await.unwrap();
        assert_eq!(level(&world, &cx).await, 2);
        // 22 December: thirty days, and no evaluation.
        world.clock().advance(21 * DAY);
        check_due(world.portal()).await.unwrap();
        assert_eq!(level(&world, &cx).await, 2);
        world.clock().advance(10 * DAY);
        check_due(world.portal()).await.unwrap();
        assert_eq!(level(&world, &cx).await, 1);
        let later = client(&world, partner, "Later").await;
        begin(&world, &cx, later).await;
        assert_eq!(level(&world, &cx).await, 2);
    }

    async fn the_level_of_a_day_can_be_looked_up(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let first = cx.now().date();
        clients(&world, partner, &cx, 5).await;
        world.clock().advance(3 * DAY);
        let sixth = client(&world, partner, "Sixth").await;
        begin(&world, &cx, sixth).await;
        world.clock().advance(3 * DAY);
        let cx = world.again(&cx);
        let on = async |days| {
            let progress = progress(&cx, first.plus_days(days)).await.unwrap();
            (progress.counted, progress.standing.rank.number())
        };
        assert_eq!(on(-1).await, (0, 0));
        assert_eq!(on(0).await, (5, 1));
        assert_eq!(on(2).await, (5, 1));
        assert_eq!(on(3).await, (6, 2));
        assert_eq!(on(900).await, (6, 2));
    }

    async fn a_night_counts_what_nobody_told_of(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let all = clients(&world, partner, &cx, 3).await;
        let mut tx = cx.begin().await.unwrap();
        tx.run(
            "UPDATE services SET status = 'suspended' WHERE partner_id = $1 AND client_id = $2",
            args![partner.id, all[0]],
        ).await.unwrap();
        tx.commit().await.unwrap();
        check_due(world.portal()).await.unwrap();
        let progress = overview(&cx).await.unwrap().progress;
        assert_eq!((progress.counted, progress.standing.rank.number()), (2, 1));
    }

    async fn a_new_table_moves_levels_on_its_first_day(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        clients(&world, partner, &cx, 2).await;
        assert_eq!(level(&world, &cx).await, 0);
        operator::eased(&world, &world.operator().await).await;
        check_due(world.portal()).await.unwrap();
        assert_eq!(level(&world, &cx).await, 0);
        world.clock().advance(DAY);
        check_due(world.portal()).await.unwrap();
        assert_eq!(level(&world, &cx).await, 1);
    }

    async fn a_year_of_nights_keeps_every_statement_true(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let replica = world.replica().await;
        let mut all = Vec::new();
        for number in 0..12 {
            all.push(client(&world, partner, &format!("Client {number}")).await);
        }
        let mut model = Model { at_work: [false; 12], rank: 0, below: None };
        for night in 0_i64..390 {
            let which = usize::try_from(night * 7 % 12).unwrap();
            if night % 9 == 0 && !model.at_work[which] {
                begin(&world, &cx, all[which]).await;
                model.change(which, true, world.portal().now());
            } else if night % 31 == 5 && model.at_work[which] {
                end(&world, &cx, all[which]).await;
                model.change(which, false, world.portal().now());
            }
            if night % 13 == 0 {
                paid(&world, &cx, all[which], 1_000 + night * 37).await;
            }
            // Some nights nobody is there, and some nights two are.
            if night % 17 != 3 {
                model.night(world.portal().now(), night);
                let (one, two) = tokio::join!(check_due(world.portal()), check_due(&replica));
                assert!(one.unwrap() + two.unwrap() >= 1);
            }
            assert_eq!(level(&world, &cx).await, model.rank, "night {night}");
            world.clock().advance(DAY);
        }
        statements::chain(&world, &cx).await;
    }
}

/// B16 once more, in the plainest way.
struct Model {
    at_work: [bool; 12],
    rank: u8,
    below: Option<Timestamp>,
}

impl Model {
    fn deserved(&self) -> u8 {
        match self.at_work.iter().filter(|at_work| **at_work).count() {
            0..3 => 0,
            3..6 => 1,
            6..11 => 2,
            _ => 3,
        }
    }

    fn change(&mut self, which: usize, at_work: bool, now: Timestamp) {
        self.at_work[which] = at_work;
        if self.deserved() >= self.rank {
            (self.rank, self.below) = (self.deserved(), None);
        } else {
            self.below = self.below.or(Some(now));
        }
    }

    /// The first night of a month that somebody is there.
    fn night(&mut self, now: Timestamp, night: i64) {
        let missed = (night - 1) % 17 == 3 && now.date().day() == 2;
        let is_evaluation = night == 0 || now.date().day() == 1 || missed;
        if let Some(below) = self.below
            && is_evaluation
            && below.date().days_to(now.date()) >= 30
        {
            (self.rank, self.below) = (self.deserved(), None);
        }
    }
}
