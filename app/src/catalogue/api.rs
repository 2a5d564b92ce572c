//! Server functions of the catalogue.

use domain::{
    ItemId, ServiceClassId, Version,
    catalogue::{
        Catalogue, ItemDetails, ItemDraft, MarginsDraft, PriceList, PricedItem, RetailDraft,
        ServiceClass,
    },
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// The classes, and the items that can be ordered or those that cannot any more.
#[server(name = CatalogueList, prefix = "/fn", endpoint = "catalogue/list", input = Json)]
pub async fn list(archived: bool) -> Result<Catalogue, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::catalogue::list(&cx, archived).await)
}

/// An item as the editor opens it.
#[server(name = ItemDetailsCall, prefix = "/fn", endpoint = "catalogue/details", input = Json)]
pub async fn details(id: ItemId) -> Result<ItemDetails, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::catalogue::details(&cx, id).await)
}

/// Adds an item.
#[server(name = ItemAdd, prefix = "/fn", endpoint = "catalogue/add", input = Json)]
pub async fn add(draft: ItemDraft) -> Result<ItemId, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::catalogue::add(&cx, draft).await)
}

/// Changes an item, and its prices for orders from now on.
#[server(name = ItemEdit, prefix = "/fn", endpoint = "catalogue/edit", input = Json)]
pub async fn edit(id: ItemId, draft: ItemDraft, seen: Version) -> Result<ItemDetails, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::catalogue::edit(&cx, id, draft, seen).await)
}

/// Takes an item off the offer.
#[server(name = ItemArchive, prefix = "/fn", endpoint = "catalogue/archive", input = Json)]
pub async fn archive(id: ItemId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::catalogue::archive(&cx, id).await)
}

/// Offers an archived item again.
#[server(name = ItemRestore, prefix = "/fn", endpoint = "catalogue/restore", input = Json)]
pub async fn restore(id: ItemId) -> Result<(), ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::catalogue::restore(&cx, id).await)
}

/// Adds a class of services.
#[server(name = ClassAdd, prefix = "/fn", endpoint = "catalogue/add_class", input = Json)]
pub async fn add_class(name: String) -> Result<Vec<ServiceClass>, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::catalogue::add_class(&cx, name).await)
}

/// Names a class of services.
#[server(name = ClassRename, prefix = "/fn", endpoint = "catalogue/rename_class", input = Json)]
pub async fn rename_class(
    id: ServiceClassId,
    name: String,
    seen: Version,
) -> Result<Vec<ServiceClass>, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::catalogue::rename_class(&cx, id, name, seen).await)
}

/// Puts the classes in this order.
#[server(name = ClassesReorder, prefix = "/fn", endpoint = "catalogue/reorder_classes", input = Json)]
pub async fn reorder_classes(order: Vec<ServiceClassId>) -> Result<Vec<ServiceClass>, ApiError> {
    use crate::desk;
    let cx = desk::person().await?;
    desk::answer(backend::catalogue::reorder_classes(&cx, order).await)
}

/// What can be sold, and what the partner makes of the operator's prices.
#[server(name = PriceListCall, prefix = "/fn", endpoint = "catalogue/price_list", input = Json)]
pub async fn price_list(at: String) -> Result<PriceList, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::catalogue::price_list(&cx).await)
}

/// Puts these margins on the operator's prices.
#[server(prefix = "/fn", endpoint = "catalogue/set_margins", input = Json)]
pub async fn set_margins(
    at: String,
    draft: MarginsDraft,
    seen: Version,
) -> Result<PriceList, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::catalogue::set_margins(&cx, draft, seen).await)
}

/// Sets a price of the partner's own, or lets the margin say it again.
#[server(prefix = "/fn", endpoint = "catalogue/set_retail", input = Json)]
pub async fn set_retail(at: String, draft: RetailDraft) -> Result<PricedItem, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::catalogue::set_retail(&cx, draft).await)
}
