use domain::{
    Refusal,
    clients::{BlockKind, BulkAction, BulkOutcome, BulkPreview, Skipped},
    refusal::Rejection,
};
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
        Bone, Button, Callout, Checkbox, Dialog, DialogBody, DialogFoot, Kind, Skeleton, Toasts,
        Tone, toasts,
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
    let accepts = RwSignal::new(false);
    // What is accepted is what is in sight: another plan is another question.
    Effect::new(move |_| {
        plan.track();
        accepts.set(false);
    });
    let action = Memo::new(move |_| {
        let action = action(wish, &plan.read(), &kind.read(), &note.read());
        action.map(|action| knowingly(action, accepts.get()))
    });
    match wish {
        Wish::AssignPlan => view! {
            <PlansOnOffer let:plans>
                <DialogBody>
                    <PlanCards plans current=None chosen=plan />
                </DialogBody>
                <Foresight wish action accepts open chosen listing outcome />
            </PlansOnOffer>
        }
        .into_any(),
        Wish::Block => view! {
            <DialogBody>
                <p>{t(m::CLIENTS_BLOCK_HELP)}</p>
                <BlockFields kind note />
            </DialogBody>
            <Foresight wish action accepts open chosen listing outcome />
        }
        .into_any(),
        Wish::Unblock => {
            view! { <Foresight wish action accepts open chosen listing outcome /> }.into_any()
        }
    }
}

/// The action in full, once everything about it is said.
fn action(wish: Wish, plan: &str, kind: &str, note: &str) -> Option<BulkAction> {
    match wish {
        Wish::AssignPlan => plan.parse().ok().map(|plan| BulkAction::AssignPlan {
            plan,
            accepts_overrun: false,
        }),
        Wish::Block => Some(BulkAction::Block(reason(kind, note))),
        Wish::Unblock => Some(BulkAction::Unblock),
    }
}

/// The same action, with what it does to limits accepted or not.
fn knowingly(action: BulkAction, accepts_overrun: bool) -> BulkAction {
    match action {
        BulkAction::AssignPlan { plan, .. } => BulkAction::AssignPlan {
            plan,
            accepts_overrun,
        },
        other => other,
    }
}

/// What the action would do, and the button that does it.
#[component]
fn Foresight(
    wish: Wish,
    action: Memo<Option<BulkAction>>,
    accepts: RwSignal<bool>,
    open: RwSignal<bool>,
    chosen: Chosen,
    listing: Listing,
    outcome: RwSignal<Option<BulkOutcome>>,
) -> impl IntoView {
    let here = use_here();
    let toasts = toasts();
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    // Nothing is asked again for what changes nothing about who is told.
    let asked = Memo::new(move |_| action.get().map(foreseen_alike));
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
                        Some(Ok(preview)) => view! { <Foreseen preview accepts /> }.into_any(),
                        Some(Err(error)) => view! { <p class="field-error">{words::error(&error)}</p> }.into_any(),
                    }
                })}
            </Transition>
        </div>
        <DialogFoot>
            <Button on_press=move || open.set(false)>{t(m::UI_CANCEL)}</Button>
            <Transition>
                {move || Suspend::new(async move {
                    let preview = preview.await.and_then(Result::ok);
                    let (sure, over) = preview.map_or((0, 0), |preview| (preview.will_change, preview.over_in_all));
                    move || {
                        let change = if accepts.get() { sure.saturating_add(over) } else { sure };
                        (change > 0)
                            .then(|| {
                                view! {
                                    <Button kind=wish.kind() busy on_press=run>
                                        {tn(wish.deed(), change)}
                                    </Button>
                                }
                            })
                    }
                })}
            </Transition>
        </DialogFoot>
    }
    .into_any()
}

/// An action of which the same is foreseen: the words of a reason change nothing about who is
/// skipped, and who would be over a limit is told whether that is accepted or not.
fn foreseen_alike(action: BulkAction) -> BulkAction {
    match knowingly(action, false) {
        BulkAction::Block(reason) => BulkAction::Block(domain::clients::BlockReason {
            note: String::new(),
            ..reason
        }),
        other => other,
    }
}

#[component]
fn Foreseen(preview: BulkPreview, accepts: RwSignal<bool>) -> impl IntoView {
    let (sure, over) = (preview.will_change, preview.over_in_all);
    let words = move || match sure.saturating_add(if accepts.get() { over } else { 0 }) {
        0 => t(m::CLIENTS_WILL_CHANGE_NONE).to_owned(),
        some => tn(m::CLIENTS_WILL_CHANGE, some),
    };
    view! {
        <p class="strong" role="status">
            {words}
        </p>
        <TooSmall over=preview.over in_all=over accepts />
        <LeftAlone skipped=preview.skipped in_all=preview.skipped_in_all title=m::CLIENTS_WILL_SKIP />
    }
    .into_any()
}

/// So many clients are named without asking for it: more would push the plans out of sight.
const SHOWN_AT_ONCE: u64 = 4;

/// Clients that use more than the plan allows, and the box by which that is accepted.
#[component]
fn TooSmall(over: Vec<Skipped>, in_all: u64, accepts: RwSignal<bool>) -> impl IntoView {
    let named = u64::try_from(over.len()).unwrap_or(u64::MAX);
    let more = in_all.saturating_sub(named);
    let lines = over.into_iter().map(line_of_overruns).collect_view();
    (in_all > 0).then(|| {
        view! {
            <Callout tone=Tone::Warning>
                <details open=in_all <= SHOWN_AT_ONCE>
                    <summary class="strong">{tn(m::CLIENTS_OVER_N, in_all)}</summary>
                    <ul>{lines}</ul>
                    {(more > 0).then(|| view! { <p>{tn(m::CLIENTS_AND_MORE, more)}</p> })}
                </details>
                <p>{t(m::OVERRUN_HELP)}</p>
                <Checkbox id="bulk-accept" label=t(m::CLIENTS_OVER_ACCEPT) value=accepts />
            </Callout>
        }
    })
}

fn line_of_overruns(client: Skipped) -> AnyView {
    let limits: Vec<String> = match &client.why {
        Some(Refusal::Rejected(Rejection::OverLimit { overruns, .. })) => {
            overruns.iter().map(words::overrun).collect()
        }
        _ => Vec::new(),
    };
    view! {
        <li>
            <b>{client.company}</b>
            ": "
            {limits.join("; ")}
        </li>
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
        let picked = action(Wish::AssignPlan, &id, "", "").expect("an action");
        let wanted = |accepts_overrun| BulkAction::AssignPlan {
            plan: id.parse().expect("an id"),
            accepts_overrun,
        };
        assert_eq!(picked, wanted(false), "nothing is accepted unasked");
        let accepted = knowingly(picked, true);
        assert_eq!(accepted, wanted(true));
        assert_eq!(foreseen_alike(accepted), wanted(false));
    }

    #[test]
    fn a_reason_is_said_once() {
        let skipped = |company: &str, why: Option<Refusal>| Skipped {
            id: format!("cli_{:032x}", 1).parse().expect("an id"),
            company: company.to_owned(),
            why,
        };
        let reasons = by_reason(vec![
            skipped("Acme", None),
            skipped("Beta", Some(Refusal::NotFound)),
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
        assert_eq!(foreseen_alike(block("spam")), block(""));
    }
}
