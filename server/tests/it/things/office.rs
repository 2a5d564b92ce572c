use backend::{
    Context,
    world::{PartnerInWorld, World},
};
use domain::{ClientId, inclusions::Section};

/// Words that stand in the texts of a partner, and in nobody else's: whoever reads one where it does
/// not belong has found a leak.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    /// In what the partner's clients may read: its name, its brand, its plans.
    pub(crate) partner: String,
    /// In what belongs to the client of the office.
    pub(crate) client: String,
    /// In what belongs to the partner's other clients.
    pub(crate) others: String,
}

impl Words {
    /// What every such word begins with.
    pub(crate) const MARK: &str = "canary-";

    /// New ones, told apart by whose they are.
    pub(crate) fn new(world: &World, partner: &str, client: &str) -> Self {
        let new = |whose| {
            let id = world.portal().new_id().simple().to_string();
            format!("{}{whose}-{}", Self::MARK, &id[28..])
        };
        Self {
            partner: new(partner),
            client: new(client),
            others: new("others"),
        }
    }

    /// The same partner's, for another of its clients.
    pub(crate) fn for_client(&self, world: &World, client: &str) -> Self {
        Self {
            client: Self::new(world, "", client).client,
            ..self.clone()
        }
    }

    /// The name of a client that something is done with.
    pub(crate) fn bakery(&self) -> String {
        format!("{} Bakery", self.others)
    }
}

/// A client with an owner, whose own pages are asked for.
#[derive(Debug, Clone)]
pub(crate) struct Office {
    pub(crate) client: ClientId,
    pub(crate) owner: Context,
    pub(crate) words: Words,
}

impl Office {
    /// One whose plan allows whatever is asked.
    pub(crate) async fn make(world: &World, partner: PartnerInWorld, admin: &Context) -> Self {
        let words = Words::new(world, "partner", "office");
        Self::with(world, partner, admin, words).await
    }

    /// The same, with these words in its texts.
    pub(crate) async fn with(
        world: &World,
        partner: PartnerInWorld,
        admin: &Context,
        words: Words,
    ) -> Self {
        let client = world
            .client_named(partner, &format!("{} Office", words.client))
            .await;
        world
            .on_plan(admin, client, (1_000, 1_000, 1_000), Section::ALL)
            .await;
        let name = format!("{} Owner", words.client);
        let owner = world.owner(partner, client, &name).await;
        Self {
            client,
            owner,
            words,
        }
    }
}
