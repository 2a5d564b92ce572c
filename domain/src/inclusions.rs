//! What a plan can include: sections of the client's back office (G1) and optional features (S7–S11).

macro_rules! inclusions {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $key:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$item_doc])* $item,)* }

        impl $name {
            /// Everything on offer, in the order it is shown.
            pub const ALL: &'static [Self] = &[$(Self::$item,)*];

            /// The stable name, as stored.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$item => $key,)* }
            }

            /// The item of a stored name.
            #[must_use]
            pub fn keyed(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|item| item.key() == key)
            }
        }
    };
}

inclusions! {
    /// A section of the client's back office.
    Section {
        /// Looks of the client's product.
        Design = "design",
        /// Its texts and media.
        Content = "content",
        /// Messages to phones.
        PushNotifications = "push_notifications",
        /// Visits and use.
        Statistics = "statistics",
        /// Mailings.
        Email = "email",
        /// The people the client writes to (P16).
        Contacts = "contacts",
        /// Help pages of the vendor.
        OnlineHelp = "online_help",
        /// What can be bought on top.
        AddOns = "add_ons",
    }
}

inclusions! {
    /// An optional feature of a plan.
    Feature {
        /// Suggestions that raise sales (S7).
        SalesOptimizer = "sales_optimizer",
        /// Mailboxes kept in step (S9).
        EmailSyncs = "email_syncs",
        /// Previews of mailings in mail programs (S10).
        RenderingTests = "rendering_tests",
        /// Licensed pictures (S11).
        StockImages = "stock_images",
    }
}
