use domain::bank_imports::{Columns, Statement, StatementDraft};
use leptos::{prelude::*, task::spawn_local};

use super::{api, columns::ChooseColumns, rows::Rows, source::Source};
use crate::{
    api_error::ApiError,
    i18n::{m, t},
    panel::use_here,
    ui::{Callout, PageHeader, PageTitle, Tone},
    words,
};

/// What the page is about, and what came of asking for it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Work {
    /// The statement as it was brought; nothing at first.
    draft: StoredValue<Option<StatementDraft>>,
    pub(super) read: RwSignal<Option<Statement>>,
    pub(super) busy: RwSignal<bool>,
    pub(super) failed: RwSignal<Option<ApiError>>,
    at: StoredValue<String>,
}

impl Work {
    /// Reads a statement that was just brought.
    pub(super) fn bring(self, content: String) {
        self.draft.set_value(Some(StatementDraft {
            content,
            columns: None,
        }));
        self.again();
    }

    /// Reads it with the columns that a person chose.
    pub(super) fn with_columns(self, columns: Columns) {
        self.draft.update_value(|draft| {
            if let Some(draft) = draft {
                draft.columns = Some(columns);
            }
        });
        self.again();
    }

    /// Reads it once more: what is open may have changed.
    pub(super) fn again(self) {
        let Some(draft) = self.draft.get_value() else {
            return;
        };
        self.busy.set(true);
        self.failed.set(None);
        spawn_local(async move {
            let answer = api::read(self.at.get_value(), draft).await;
            self.busy.set(false);
            match answer {
                Ok(read) => self.read.set(Some(read)),
                Err(error) => {
                    self.read.set(None);
                    self.failed.set(Some(error));
                }
            }
        });
    }

    /// The statement as it was brought.
    pub(super) fn draft(self) -> Option<StatementDraft> {
        self.draft.get_value()
    }

    pub(super) fn at(self) -> String {
        self.at.get_value()
    }
}

/// Where a bank statement is matched with invoices and recorded.
#[component]
pub fn BankImportPage() -> impl IntoView {
    let here = use_here();
    let work = Work {
        draft: StoredValue::new(None),
        read: RwSignal::new(None),
        busy: RwSignal::new(false),
        failed: RwSignal::new(None),
        at: StoredValue::new(here.slug_untracked()),
    };
    let trouble = move || {
        work.failed.get().map(|error| {
            view! { <Callout tone=Tone::Danger>{words::error(&error)}</Callout> }
        })
    };
    let below = move || {
        work.read.get().map(|read| {
            if read.columns.are_enough() {
                view! { <Rows work read /> }.into_any()
            } else {
                view! { <ChooseColumns work read /> }.into_any()
            }
        })
    };
    view! {
        <PageTitle text=t(m::BANK_TITLE) />
        <div class="page" data-layout="list">
            <PageHeader
                title=t(m::BANK_TITLE)
                above=(here.at("invoices"), t(m::INVOICES_TITLE).to_owned())
                help=t(m::BANK_HELP)
            />
            <Source work />
            <div aria-live="polite" class="stack">
                {trouble}
                {below}
            </div>
        </div>
    }
}
