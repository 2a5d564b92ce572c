use domain::{
    CustomFieldId, FieldErrors, Problem, Refusal, Version,
    audit::Event,
    custom_fields::{CustomFieldDraft, FIELDS_MAX, Kind},
    policy::Role,
    refusal::{Changed, Rejection},
};

use super::{add, edit, list, remove, reorder};
use crate::{Context, world::refused};

fn text(label: &str) -> CustomFieldDraft {
    CustomFieldDraft {
        label: label.to_owned(),
        kind: Kind::Text,
        is_required: false,
    }
}

fn choice(label: &str, choices: &[&str]) -> CustomFieldDraft {
    CustomFieldDraft {
        kind: Kind::Choice(choices.iter().map(|&choice| choice.to_owned()).collect()),
        ..text(label)
    }
}

async fn labels(cx: &Context) -> Vec<String> {
    let fields = list(cx).await.unwrap();
    fields.into_iter().map(|field| field.label).collect()
}

crate::stories! {
    /// B9.
    async fn a_partner_adds_fields_of_every_kind(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let kinds = [
            Kind::Text,
            Kind::Number,
            Kind::Date,
            Kind::Choice(vec!["Малък".to_owned(), "Голям".to_owned()]),
            Kind::YesNo,
        ];
        for kind in &kinds {
            let draft = CustomFieldDraft {
                label: kind.name().to_owned(),
                kind: kind.clone(),
                is_required: true,
            };
            add(&ada, draft).await.unwrap();
        }
        let fields = list(&ada).await.unwrap();
        assert_eq!(fields.iter().map(|field| &field.kind).collect::<Vec<_>>(), kinds.iter().collect::<Vec<_>>());
        assert_eq!(fields.iter().map(|field| field.position).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
        assert!(fields.iter().all(|field| field.is_required));
        let event = world.activity(&ada).await.remove(0);
        assert_eq!((event.event, event.subject.as_deref()), (Event::CustomFieldAdded, Some("yes_no")));
    }

    async fn a_label_names_one_field(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let (_, other) = world.partner_with_administrator("other").await;
        let taken = Refusal::Invalid(FieldErrors::one("label", Problem::Taken));
        add(&ada, text("Área")).await.unwrap();
        assert_eq!(refused(add(&ada, text(" area ")).await), taken);
        add(&other, text("Área")).await.unwrap();
        let size = add(&ada, text("Size")).await.unwrap();
        assert_eq!(refused(edit(&ada, size.id, text("AREA"), Version(1)).await), taken);
        assert_eq!(labels(&ada).await, ["Área", "Size"]);
    }

    async fn there_is_an_end_to_fields(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        for n in 0..FIELDS_MAX {
            add(&ada, text(&format!("Field {n}"))).await.unwrap();
        }
        let max = u64::try_from(FIELDS_MAX).unwrap();
        assert_eq!(
            refused(add(&ada, text("One more")).await),
            Refusal::Rejected(Rejection::TooMuch { max })
        );
        assert_eq!(list(&ada).await.unwrap().len(), FIELDS_MAX);
    }

    async fn the_kind_of_a_field_stays(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let field = add(&ada, text("Since")).await.unwrap();
        let draft = CustomFieldDraft { kind: Kind::Date, ..text("Since") };
        let Refusal::Invalid(errors) = refused(edit(&ada, field.id, draft, Version(1)).await) else {
            panic!()
        };
        assert!(errors.of("kind").is_some());
        assert_eq!(list(&ada).await.unwrap().remove(0).kind, Kind::Text);
    }

    async fn an_edit_says_what_changed(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let field = add(&ada, choice("Size", &["S", "M", "L"])).await.unwrap();
        let draft = CustomFieldDraft { is_required: true, ..choice("Size", &["S", "L"]) };
        let after = edit(&ada, field.id, draft, Version(1)).await.unwrap();
        assert_eq!(after.kind, Kind::Choice(vec!["S".to_owned(), "L".to_owned()]));
        assert_eq!((after.version, after.is_required), (Version(2), true));

        let event = world.activity(&ada).await.remove(0);
        assert_eq!(event.event, Event::CustomFieldEdited);
        let changes: Vec<_> = event
            .changes
            .iter()
            .map(|change| (change.field.as_str(), change.from.as_str(), change.to.as_str()))
            .collect();
        assert_eq!(changes, [("choices", "S, M, L", "S, L"), ("is_required", "no", "yes")]);
    }

    async fn two_editors_do_not_overwrite_each_other(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let field = add(&ada, text("Since")).await.unwrap();
        edit(&ada, field.id, text("Client since"), Version(1)).await.unwrap();
        let Refusal::Conflict(conflict) =
            refused(edit(&ada, field.id, text("From"), Version(1)).await)
        else {
            panic!()
        };
        assert_eq!(conflict.version, Version(2));
        let label = Changed { field: "label".to_owned(), now: "Client since".to_owned() };
        assert_eq!(conflict.changed, [label]);
    }

    async fn the_order_names_every_field_once(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let mut ids = Vec::new();
        for label in ["A", "B", "C"] {
            ids.push(add(&ada, text(label)).await.unwrap().id);
        }
        let [a, b, c] = ids[..] else { panic!() };
        reorder(&ada, vec![c, a, b]).await.unwrap();
        assert_eq!(labels(&ada).await, ["C", "A", "B"]);

        let unknown = CustomFieldId::from_uuid(world.portal().new_id());
        for wrong in [vec![a, b], vec![a, b, b], vec![a, b, c, c], vec![a, b, unknown]] {
            assert!(matches!(refused(reorder(&ada, wrong).await), Refusal::Invalid(_)));
        }
        assert_eq!(labels(&ada).await, ["C", "A", "B"]);
        add(&ada, text("D")).await.unwrap();
        assert_eq!(labels(&ada).await, ["C", "A", "B", "D"]);
    }

    async fn a_removed_field_is_gone_from_the_form(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let field = add(&ada, text("Since")).await.unwrap();
        remove(&ada, field.id).await.unwrap();
        assert_eq!(labels(&ada).await, [""; 0]);
        assert_eq!(refused(remove(&ada, field.id).await), Refusal::NotFound);
        let event = world.activity(&ada).await.remove(0);
        assert_eq!((event.event, event.subject.as_deref()), (Event::CustomFieldRemoved, Some("Since")));
        // Its label is free again.
        add(&ada, text("Since")).await.unwrap();
    }

    async fn what_is_another_partners_does_not_exist(world: World) {
        let (_, ada) = world.partner_with_administrator("acme").await;
        let (_, eve) = world.partner_with_administrator("other").await;
        let field = add(&ada, text("Since")).await.unwrap();
        assert_eq!(refused(edit(&eve, field.id, text("Mine"), Version(1)).await), Refusal::NotFound);
        assert_eq!(refused(remove(&eve, field.id).await), Refusal::NotFound);
        assert!(matches!(refused(reorder(&eve, vec![field.id]).await), Refusal::Invalid(_)));
        assert_eq!(labels(&eve).await, [""; 0]);
        assert_eq!(labels(&ada).await, ["Since"]);
    }

    async fn most_roles_only_look_at_fields(world: World) {
        let (partner, ada) = world.partner_with_administrator("acme").await;
        let field = add(&ada, text("Since")).await.unwrap();
        for role in [
            Role::MarketingManager,
            Role::SalesManager,
            Role::Salesperson,
            Role::JuniorSalesperson,
        ] {
            let cx = world.member(partner, role.name(), role).await;
            let denied = |answer| matches!(refused::<()>(answer), Refusal::Denied(_));
            assert!(denied(add(&cx, text("More")).await.map(|_| ())));
            assert!(denied(edit(&cx, field.id, text("Mine"), Version(1)).await.map(|_| ())));
            assert!(denied(reorder(&cx, vec![field.id]).await));
            assert!(denied(remove(&cx, field.id).await));
            assert_eq!(labels(&cx).await, ["Since"]);
        }
    }
}
