use domain::{invoices::InvoiceQuery, orders::Begins, services::ServiceStatus};

use crate::{charges, clients, invoices, services, world::wish};
use domain::catalogue::Term;

crate::stories! {
    async fn a_renewal_is_charged_once_on_any_number_of_replicas(world: World) {
        let shop = world.shop("acme").await;
        let lines = vec![(shop.server, Term::MONTH); 30];
        world.place(&shop.admin, wish(shop.client, &lines, Begins::AtOnce)).await;
        world.clock().advance_days(30);
        let others = [world.replica().await, world.replica().await];
        let (one, two, three) = tokio::join!(
            services::renew_due(world.portal()),
            services::renew_due(&others[0]),
            services::renew_due(&others[1]),
        );
        assert_eq!(one.unwrap() + two.unwrap() + three.unwrap(), 30);
        let later = world.again(&shop.admin);
        let month = charges::of_month(&later, shop.client, later.now().date()).await.unwrap();
        assert_eq!(month.charges.len(), 30);
    }

    async fn a_night_that_is_cut_again_and_again_charges_and_invoices_once(world: World) {
        let shop = world.shop("acme").await;
        let mut clients = vec![shop.client];
        for n in 0..11 {
            clients.push(world.client_named(shop.partner, &format!("Client {n}")).await);
        }
        for &client in &clients {
            let lines = vec![(shop.server, Term::MONTH); 3];
            world.place(&shop.admin, wish(client, &lines, Begins::AtOnce)).await;
        }
        // Three months stood still, and whoever catches up is cut at another point each time.
        world.clock().advance_days(92);
        for cut in 0..25_u64 {
            let portal = world.portal().clone();
            let night = tokio::spawn(async move {
                services::renew_due(&portal).await?;
                invoices::bill_due(&portal).await
            });
            tokio::time::sleep(std::time::Duration::from_millis(cut)).await;
            night.abort();
            let _ = night.await;
        }
        services::renew_due(world.portal()).await.unwrap();
        invoices::bill_due(world.portal()).await.unwrap();
        let later = world.again(&shop.admin);
        let mut numbers = Vec::new();
        let mut lines = 0;
        for &client in &clients {
            let of_client = InvoiceQuery { client: Some(client), ..InvoiceQuery::default() };
            for row in invoices::list(&later, of_client).await.unwrap().page.rows {
                lines += invoices::details(&later, row.id).await.unwrap().document.lines.len();
                numbers.push(row.number.unwrap());
            }
        }
        assert_eq!(lines, clients.len() * 3 * 4, "the first month and three more, of each service");
        numbers.sort();
        let wanted: Vec<_> = (1..=numbers.len()).map(|n| format!("INV-{n:05}")).collect();
        assert_eq!(numbers, wanted, "no number is left out or given twice");
    }

    async fn a_year_of_nights_charges_every_month_once(world: World) {
        let shop = world.shop("acme").await;
        // 31 January: the shortest months are in between.
        world.clock().advance_days(70);
        let january = world.again(&shop.admin);
        assert_eq!(january.now().date().to_string(), "2027-01-31");
        world.order(&january, shop.client, shop.server, Begins::AtOnce).await;
        for night in 0..366 {
            world.clock().advance_days(1);
            // Some nights the portal stood still.
            if night % 17 != 3 {
                services::renew_due(world.portal()).await.unwrap();
                invoices::bill_due(world.portal()).await.unwrap();
            }
        }
        let later = world.again(&shop.admin);
        let list = invoices::list(&later, InvoiceQuery::default()).await.unwrap();
        let numbers: Vec<_> = list.page.rows.iter().rev().map(|row| row.number.clone().unwrap()).collect();
        let wanted: Vec<_> = (1..=13).map(|n| format!("INV-{n:05}")).collect();
        assert_eq!(numbers, wanted);
        let mut starts = Vec::new();
        for row in list.page.rows.iter().rev() {
            let told = invoices::details(&later, row.id).await.unwrap();
            starts.push(told.document.lines[0].period.unwrap().0.to_string());
        }
        assert_eq!(
            starts,
            [
                "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30",
                "2027-07-31", "2027-08-31", "2027-09-30", "2027-10-31", "2027-11-30", "2027-12-31",
                "2028-01-31",
            ]
        );
    }

    async fn a_client_that_is_closed_has_nothing_any_more(world: World) {
        let shop = world.shop("acme").await;
        world.order(&shop.admin, shop.client, shop.server, Begins::AtOnce).await;
        let client = clients::details(&shop.admin, shop.client).await.unwrap();
        clients::close(&shop.admin, shop.client, client.draft.company.clone(), client.version).await.unwrap();
        let has = services::of_client(&shop.admin, shop.client).await.unwrap();
        assert_eq!(has[0].status, ServiceStatus::Canceled);
        world.clock().advance_days(60);
        assert_eq!(services::renew_due(world.portal()).await.unwrap(), 0);
    }
}
