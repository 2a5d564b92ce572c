//! The design system: small components that show and tell, and know nothing of the trade.
//!
//! A class names the component, a data attribute its variant, an ARIA attribute its state. Ids come
//! from the caller, so that the server and the browser make the same page.

mod avatar;
mod button;
mod callout;
mod chart;
mod choice;
mod confirm;
mod copy_button;
mod dialog;
mod empty_state;
mod field;
mod filter_chip;
#[cfg(debug_assertions)]
pub mod gallery;
mod hear;
mod icon;
mod in_step;
mod input;
mod kbd;
mod limit_field;
mod menu;
mod page_header;
mod palette;
mod progress;
mod selection;
mod skeleton;
mod stat;
mod status_badge;
mod stepper;
mod table;
mod tabs;
mod time;
mod title;
mod toast;
mod unsaved_bar;

pub use avatar::*;
pub use button::*;
pub use callout::*;
pub use chart::*;
pub use choice::*;
pub use confirm::*;
pub use copy_button::*;
pub use dialog::*;
pub use empty_state::*;
pub use field::*;
pub use filter_chip::*;
pub use hear::hear;
pub use icon::*;
pub use input::*;
pub use kbd::*;
pub use limit_field::*;
pub use menu::*;
pub use page_header::*;
pub use palette::*;
pub use progress::*;
pub use selection::*;
pub use skeleton::*;
pub use stat::*;
pub use status_badge::*;
pub use stepper::*;
pub use table::*;
pub use tabs::*;
pub use time::*;
pub use title::*;
pub use toast::*;
pub use unsaved_bar::*;

/// How good or bad a piece of news is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neither.
    #[default]
    Neutral,
    /// Worth knowing.
    Info,
    /// As wished.
    Success,
    /// To be looked at.
    Warning,
    /// Wrong, or about to be.
    Danger,
    /// In the colour of the brand.
    Accent,
}

impl Tone {
    /// The value of `data-tone`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
            Self::Accent => "accent",
        }
    }

    const fn icon(self) -> &'static str {
        match self {
            Self::Neutral | Self::Info | Self::Accent => "info",
            Self::Success => "circle-check",
            Self::Warning => "triangle-alert",
            Self::Danger => "circle-alert",
        }
    }
}

/// How large a control is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Size {
    /// For dense places.
    Small,
    /// For everywhere else.
    #[default]
    Normal,
    /// For the one thing a page is about.
    Large,
}

impl Size {
    /// The value of `data-size`; none for the usual size.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Small => Some("small"),
            Self::Normal => None,
            Self::Large => Some("large"),
        }
    }
}
