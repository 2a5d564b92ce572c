use domain::{
    Refusal,
    policy::{Reason, Role},
};

use super::*;
use crate::world::refused;

crate::stories! {
    async fn only_who_sees_all_clients_sees_what_they_earn(world: World) {
        let partner = world.partner("acme").await;
        for role in Role::ALL {
            let cx = world.member(partner, role.name(), role).await;
            let sees = matches!(role, Role::Administrator | Role::CompanyManager | Role::SalesManager);
            let asks = matches!(role, Role::Administrator | Role::CompanyManager);
            assert_eq!(overview(&cx).await.is_ok(), sees, "{role:?}");
            let request = refused(request_payout(&cx, Currency::EUR).await);
            assert_eq!(!matches!(request, Refusal::Denied(_)), asks, "{role:?}");
        }
        let some = world.member_with_scope(partner, "Some", Role::Administrator, false).await;
        assert_eq!(refused(overview(&some).await), Refusal::Denied(Reason::SeesNotAll));
    }

    async fn the_table_is_the_operator_s(world: World) {
        let (_, cx) = world.partner_with_administrator("acme").await;
        assert_eq!(refused(desk(&cx).await), Refusal::NotFound);
        let operator = world.operator().await;
        assert_eq!(refused(overview(&operator).await), Refusal::NotFound);
    }
}
