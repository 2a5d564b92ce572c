use domain::clients::{BlockKind, BulkAction, BulkOutcome, BulkPreview, Skipped};
use leptos::{prelude::*, task::spawn_local};

use super::{
    super::{
        api,
        assign_plan::{PlanCards, PlansOnOffer},
        block::{BlockFields, reason},
        failed::Failed,
    },
    chosen::Chosen,
    listing::Listing,
};
use crate::{
    api_error::ApiError,
    i18n::{Plural, m, t, tn},
    panel::use_here,
    ui::{
        Bone, Button, Callout, Dialog, DialogBody, DialogFoot, Kind, Skeleton, Toasts, Tone, toasts,
    },
    words,
};

/// What is wished for the chosen clients, before its details are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    AssignPlan,
    Block,
    Unblock,
}

impl Wish {
    /// What is done to so many clients, on the button that does it.
    const fn deed(self) -> Plural {
        match self {
            Self::AssignPlan => m::CLIENTS_ASSIGN_N,
            Self::Block => m::CLIENTS_BLOCK_N,
            Self::Unblock => m::CLIENTS_UNBLOCK_N,
        }
    }

    const fn done(self) -> Plural {
        match self {
            Self::AssignPlan => m::CLIENTS_ASSIGNED_N,
            Self::Block => m::CLIENTS_BLOCKED_N,
            Self::Unblock => m::CLIENTS_UNBLOCKED_N,
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::Block => Kind::Danger,
            Self::AssignPlan | Self::Unblock => Kind::Primary,
        }
    }
}

/// Says what a bulk action will do, does it, and says what it did.
#[component]
pub(super) fn BulkDialog(
    wish: RwSignal<Option<Wish>>,
    chosen: Chosen,
    listing: Listing,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let outcome = RwSignal::new(None::<BulkOutcome>);
    Effect::new(move |_| {
        if wish.read().is_some() {
            outcome.set(None);
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            wish.set(None);
        }
    });
    let title = Signal::derive(move || match wish.get() {
        Some(Wish::AssignPlan) => t(m::CLIENTS_ASSIGN_ASK).trim_end_matches('…').to_owned(),
        Some(Wish::Block) => t(m::CLIENTS_BLOCK_ASK).trim_end_matches('…').to_owned(),
        Some(Wish::Unblock) | None => t(m::CLIENTS_UNBLOCK).to_owned(),
    });
    view! {
        <Dialog id="bulk" open title>
            {move || match (outcome.get(), wish.get()) {
                (Some(outcome), Some(wish)) => view! { <Done wish open outcome /> }.into_any(),
                (None, Some(wish)) => view! { <Asking wish open chosen listing outcome /> }.into_any(),
                (_, None) => ().into_any(),
            }}
        </Dialog>
    }
    .into_any()
}

#[component]
fn Asking(
    wish: Wish,
    open: RwSignal<bool>,
    chosen: Chosen,
    listing: Listing,
    outcome: RwSignal<Option<BulkOutcome>>,
) -> impl IntoView {
    let plan = RwSignal::new(String::new());
    let kind = RwSignal::new(BlockKind::default().name().to_owned());
    let note = RwSignal::new(String::new());
    let action = Memo::new(move |_| action(wish, &plan.read(), &kind.read(), &note.read()));
    match wish {
        Wish::AssignPlan => view! {
            <PlansOnOffer let:plans>
                <DialogBody>
                    <PlanCards plans current=None chosen=plan />
                </DialogBody>
                <Foresight wish action open chosen listing outcome />
            </PlansOnOffer>
        }
        .into_any(),
        Wish::Block => view! {
            <DialogBody>
                <p>{t(m::CLIENTS_BLOCK_HELP)}</p>
                <BlockFields kind note />
            </DialogBody>
            <Foresight wish action open chosen listing outcome />
        }
        .into_any(),
        Wish::Unblock => view! { <Foresight wish action open chosen listing outcome /> }.into_any(),
    }
}

/// The action in full, once everything about it is said.
fn action(wish: Wish, plan: &str, kind: &str, note: &str) -> Option<BulkAction> {
    match wish {
        Wish::AssignPlan => plan.parse().ok().map(BulkAction::AssignPlan),
        Wish::Block => Some(BulkAction::Block(reason(kind, note))),
        Wish::Unblock => Some(BulkAction::Unblock),
    }
}

/// What the action would do, and the button that does it.
#[component]
fn Foresight(
    wish: Wish,
    action: Memo<Option<BulkAction>>,
    open: RwSignal<bool>,
    chosen: Chosen,
    listing: Listing,
    outcome: RwSignal<Option<BulkOutcome>>,
) -> impl IntoView {
    let here = use_here();
    let toasts = toasts();
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    // The reason's words change nothing about who is skipped: they are not asked about again.
    let asked = Memo::new(move |_| action.get().map(without_words));
    let preview = Resource::new(
        move || asked.get(),
        move |asked| {
            let at = here.slug_untracked();
            let clients = chosen.clients();
            async move {
                match asked {
                    Some(action) => Some(api::preview_bulk(at, clients, action).await),
                    None => None,
                }
            }
        },
    );
    let run = move || {
        let Some(action) = action.get_untracked() else {
            return;
        };
        let at = here.slug_untracked();
        let clients = chosen.clients();
        busy.set(true);
        spawn_local(async move {
            let answer = api::run_bulk(at, clients, action).await;
            busy.set(false);
            match answer {
                Ok(done) => {
                    chosen.clear();
                    listing.refresh();
                    tell(toasts, wish, open, outcome, done);
                }
                Err(refused) => error.set(Some(refused)),
            }
        });
    };
    view! {
        <div class="dialog-body">
            <Failed error />
            <Transition fallback=|| view! { <Skeleton bone=Bone::Long /> }>
                {move || Suspend::new(async move {
                    match preview.await {
                        None => view! { <p>{t(m::CLIENTS_PICK_PLAN)}</p> }.into_any(),
                        Some(Ok(preview)) => view! { <Foreseen preview /> }.into_any(),
                        Some(Err(error)) => view! { <p class="field-error">{words::error(&error)}</p> }.into_any(),
                    }
                })}
            </Transition>
        </div>
        <DialogFoot>
            <Button on_press=move || open.set(false)>{t(m::UI_CANCEL)}</Button>
            <Transition>
                {move || Suspend::new(async move {
                    let change = preview.await.and_then(Result::ok).map_or(0, |preview| preview.will_change);
                    (change > 0)
                        .then(|| {
                            view! {
                                <Button kind=wish.kind() busy on_press=run>
                                    {tn(wish.deed(), change)}
                                </Button>
                            }
                        })
                })}
            </Transition>
        </DialogFoot>
    }
    .into_any()
}

fn without_words(action: BulkAction) -> BulkAction {
    match action {
        BulkAction::Block(reason) => BulkAction::Block(domain::clients::BlockReason {
            note: String::new(),
            ..reason
        }),
        other => other,
    }
}

#[component]
fn Foreseen(preview: BulkPreview) -> impl IntoView {
    let words = match preview.will_change {
        0 => t(m::CLIENTS_WILL_CHANGE_NONE).to_owned(),
        some => tn(m::CLIENTS_WILL_CHANGE, some),
    };
    view! {
        <p class="strong" role="status">
            {words}
        </p>
        <LeftAlone skipped=preview.skipped in_all=preview.skipped_in_all title=m::CLIENTS_WILL_SKIP />
    }
    .into_any()
}

/// What was done, with the clients that were left alone.
#[component]
fn Done(wish: Wish, open: RwSignal<bool>, outcome: BulkOutcome) -> impl IntoView {
    view! {
        <DialogBody>
            <p class="strong" role="status">
                {tn(wish.done(), outcome.changed)}
            </p>
            <LeftAlone skipped=outcome.skipped in_all=outcome.skipped_in_all title=m::CLIENTS_SKIPPED />
        </DialogBody>
        <DialogFoot>
            <Button kind=Kind::Primary on_press=move || open.set(false)>
                {t(m::UI_DONE)}
            </Button>
        </DialogFoot>
    }
    .into_any()
}

/// Clients that are left as they are, and why.
#[component]
fn LeftAlone(skipped: Vec<Skipped>, in_all: u64, title: Plural) -> impl IntoView {
    let named = u64::try_from(skipped.len()).unwrap_or(u64::MAX);
    let more = in_all.saturating_sub(named);
    let lines = by_reason(skipped)
        .into_iter()
        .map(|(why, companies)| {
            view! {
                <li>
                    {companies.join(", ")}
                    ": "
                    <b>{why}</b>
                </li>
            }
        })
        .collect_view();
    (in_all > 0).then(|| {
        view! {
            <Callout tone=Tone::Warning title=tn(title, in_all)>
                <ul>{lines}</ul>
                {(more > 0).then(|| view! { <p>{tn(m::CLIENTS_AND_MORE, more)}</p> })}
            </Callout>
        }
    })
}

/// Each reason once, with the companies it holds for.
fn by_reason(skipped: Vec<Skipped>) -> Vec<(String, Vec<String>)> {
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    for Skipped { company, why, .. } in skipped {
        let why = why.map_or_else(
            || t(m::CLIENTS_ALREADY_SO).to_owned(),
            |why| words::refusal(&why),
        );
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, companies)) => companies.push(company),
            None => reasons.push((why, vec![company])),
        }
    }
    reasons
}

/// A notice says it all when nobody was skipped; else the dialog goes on to say who and why.
fn tell(
    toasts: Toasts,
    wish: Wish,
    open: RwSignal<bool>,
    outcome: RwSignal<Option<BulkOutcome>>,
    done: BulkOutcome,
) {
    if done.skipped_in_all == 0 {
        open.set(false);
        toasts.say(tn(wish.done(), done.changed));
    } else {
        outcome.set(Some(done));
    }
}

#[cfg(test)]
mod tests {
    use domain::clients::BlockReason;

    use super::*;

    #[test]
    fn a_plan_has_to_be_picked_first() {
        assert_eq!(action(Wish::AssignPlan, "", "", ""), None);
        let id = format!("pln_{:032x}", 1);
        let picked = action(Wish::AssignPlan, &id, "", "");
        assert_eq!(picked, id.parse().ok().map(BulkAction::AssignPlan));
    }

    #[test]
    fn a_reason_is_said_once() {
        let skipped = |company: &str, why: Option<domain::Refusal>| Skipped {
            id: format!("cli_{:032x}", 1).parse().expect("an id"),
            company: company.to_owned(),
            why,
        };
        let reasons = by_reason(vec![
            skipped("Acme", None),
            skipped("Beta", Some(domain::Refusal::NotFound)),
            skipped("Gamma", None),
        ]);
        let companies: Vec<_> = reasons
            .into_iter()
            .map(|(_, companies)| companies)
            .collect();
        assert_eq!(companies, [vec!["Acme", "Gamma"], vec!["Beta"]]);
    }

    #[test]
    fn the_words_of_a_reason_are_not_asked_about_again() {
        let block = |note: &str| {
            BulkAction::Block(BlockReason {
                kind: BlockKind::Misuse,
                note: note.to_owned(),
            })
        };
        assert_eq!(without_words(block("spam")), block(""));
    }
}
