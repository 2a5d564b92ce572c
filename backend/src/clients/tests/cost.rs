//! What a list costs: every statement runs, and on `SQLite` none looks further than it must.

use domain::clients::Sort;

use super::{lists::queries, *};
use crate::{
    clients::store::listing::{self, Listing, Place, Walk},
    db::{Engine, Tx, Value},
};

/// Every shape a list statement can have.
fn shapes(partner: PartnerInWorld, cx: &Context, engine: Engine) -> Vec<Listing> {
    let member = membership(cx);
    let plan = PlanId::from_uuid(cx.new_id());
    let after = Place {
        id: ClientId::from_uuid(cx.new_id()),
        name_key: "m".to_owned(),
    };
    let mut shapes = Vec::new();
    for mut query in queries(cx, &[plan]) {
        for sort in Sort::ALL {
            query.sort = sort;
            let walks = [
                // Whatever narrows a list has a walk of its own.
                (!query.is_narrowed()).then_some(Walk::All),
                query.status.map(|_| Walk::Status),
                query.plan.map(|_| Walk::Plan),
                query.manager.map(|_| Walk::Manager),
                Some(Walk::Listed(member)),
                (engine == Engine::Sqlite).then_some(Walk::Text),
            ];
            for walk in walks.into_iter().flatten() {
                for needle in ["", "stork"] {
                    for after in [None, Some(after.clone())] {
                        if walk == Walk::Text && needle.is_empty() {
                            continue;
                        }
                        shapes.push(Listing {
                            partner: partner.id,
                            query: query.clone(),
                            needle: needle.to_owned(),
                            after,
                            walk,
                        });
                    }
                }
            }
        }
    }
    shapes
}

async fn plan_of(tx: &mut Tx, sql: &str, values: &[Value]) -> Vec<String> {
    #[derive(sqlx::FromRow)]
    struct Step {
        detail: String,
    }
    let steps: Vec<Step> = tx
        .all_of(format!("EXPLAIN QUERY PLAN {sql}"), values)
        .await
        .unwrap();
    steps.into_iter().map(|step| step.detail).collect()
}

crate::stories! {
    async fn every_list_statement_runs(world: World) {
        let (partner, cx) = world.partner_with_administrator("acme").await;
        let mut tx = cx.read().await.unwrap();
        let shapes = shapes(partner, &cx, tx.engine());
        assert!(shapes.len() > 400, "only {} shapes", shapes.len());
        for shape in shapes {
            assert!(listing::rows(&mut tx, &shape, 51).await.unwrap().is_empty(), "{shape:?}");
            assert!(listing::ids(&mut tx, &shape, 51).await.unwrap().is_empty(), "{shape:?}");
        }
    }
}

/// On `SQLite` the plan is pinned: no list looks at another partner's clients, and none is sorted
/// but the short ones that a member's list or a text found, by name.
#[tokio::test]
async fn no_list_scans_or_sorts() {
    let world = World::on_sqlite().await;
    let (partner, cx) = world.partner_with_administrator("acme").await;
    let mut tx = cx.read().await.unwrap();
    for shape in shapes(partner, &cx, Engine::Sqlite) {
        let is_by_name = matches!(shape.query.sort, Sort::Name | Sort::NameDown);
        let may_sort = is_by_name && matches!(shape.walk, Walk::Listed(_) | Walk::Text);
        for (sql, values) in shape.statements(Engine::Sqlite) {
            let steps = plan_of(&mut tx, &sql, &values).await;
            for step in &steps {
                // The full-text table says SCAN also when an index of its own is used.
                let scans = step.starts_with("SCAN")
                    && !(step.starts_with("SCAN s VIRTUAL TABLE INDEX") && step.contains(":M"));
                assert!(!scans, "{step}\nof {sql}\n{steps:#?}");
                let sorts = step.contains("TEMP B-TREE");
                assert!(may_sort || !sorts, "{step}\nof {sql}\n{steps:#?}");
            }
            let first = steps.first().expect("a plan");
            let walked = match (shape.walk, is_by_name) {
                (Walk::All, false) => "sqlite_autoindex_clients_1 (partner_id=?",
                (Walk::All, true) => "clients_by_name (partner_id=?",
                (Walk::Status, false) => "clients_by_status (partner_id=? AND status=?",
                (Walk::Status, true) => "clients_by_status_name (partner_id=? AND status=?",
                (Walk::Plan, false) => "clients_by_plan (partner_id=? AND plan_id=?",
                (Walk::Plan, true) => "clients_by_plan_name (partner_id=? AND plan_id=?",
                (Walk::Manager, false) => "clients_by_manager (partner_id=? AND manager_id=?",
                (Walk::Manager, true) => "clients_by_manager_name (partner_id=? AND manager_id=?",
                (Walk::Listed(_), _) => "(partner_id=? AND membership_id=?",
                (Walk::Text, _) => "VIRTUAL TABLE INDEX",
            };
            assert!(first.contains(walked), "{first}\nof {sql}");
        }
    }
}
