//! Server functions of orders.

use domain::{
    ClientId, OrderId, Page, Version,
    orders::{
        OrderDetails, OrderOptions, OrderQuery, OrderSummary, OrderWish, OwnOrderWish, OwnOrdered,
    },
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::api_error::ApiError;

/// A page of the orders (B13, B14).
#[server(name = OrderList, prefix = "/fn", endpoint = "orders/list", input = Json)]
pub async fn list(at: String, query: OrderQuery) -> Result<Page<OrderSummary>, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::orders::list(&cx, query).await)
}

/// An order with everything its page shows.
#[server(name = OrderDetailsCall, prefix = "/fn", endpoint = "orders/details", input = Json)]
pub async fn details(at: String, id: OrderId) -> Result<OrderDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::orders::details(&cx, id).await)
}

/// What the form of an order offers for a client (B4).
#[server(name = OrderOptionsCall, prefix = "/fn", endpoint = "orders/options", input = Json)]
pub async fn options(at: String, client: ClientId) -> Result<OrderOptions, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::orders::options(&cx, client).await)
}

/// Keeps an order as a draft, or places it (B4).
#[server(name = OrderSave, prefix = "/fn", endpoint = "orders/save", input = Json)]
pub async fn save(at: String, wish: OrderWish) -> Result<OrderDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::orders::save(&cx, wish).await)
}

/// Takes an order back of which nothing has begun.
#[server(name = OrderCancel, prefix = "/fn", endpoint = "orders/cancel", input = Json)]
pub async fn cancel(at: String, id: OrderId, seen: Version) -> Result<OrderDetails, ApiError> {
    use crate::desk;
    let cx = desk::partner(&at).await?;
    desk::answer(backend::orders::cancel(&cx, id, seen).await)
}

/// What the form of an order offers to a client's owners (G5).
#[server(name = OwnOrderOptions, prefix = "/fn", endpoint = "own_orders/options", input = Json)]
pub async fn own_options(client: ClientId) -> Result<OrderOptions, ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::orders::own_options(&cx, client).await)
}

/// Places an order of the client's own (G5).
#[server(name = OwnOrderPlace, prefix = "/fn", endpoint = "own_orders/place", input = Json)]
pub async fn own_place(client: ClientId, wish: OwnOrderWish) -> Result<OwnOrdered, ApiError> {
    use crate::desk;
    let cx = desk::client(client).await?;
    desk::answer(backend::orders::own_place(&cx, client, wish).await)
}
