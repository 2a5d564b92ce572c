//! (feature custom_fields)

use domain::{
    CustomFieldId, Version,
    custom_fields::{CustomField, CustomFieldDraft},
};

use crate::{Context, Error, Result};

/// The additional fields, in order (B9).
pub async fn list(cx: &Context) -> Result<Vec<CustomField>> {
    let _ = (cx,);
    Err(Error::corrupt("not written yet"))
}

/// Defines an additional field.
pub async fn add(cx: &Context, draft: CustomFieldDraft) -> Result<CustomField> {
    let _ = (cx, draft);
    Err(Error::corrupt("not written yet"))
}

/// Changes an additional field; its kind stays.
pub async fn edit(
    cx: &Context,
    id: CustomFieldId,
    draft: CustomFieldDraft,
    seen: Version,
) -> Result<CustomField> {
    let _ = (cx, id, draft, seen);
    Err(Error::corrupt("not written yet"))
}

/// Puts the additional fields in this order.
pub async fn reorder(cx: &Context, order: Vec<CustomFieldId>) -> Result<()> {
    let _ = (cx, order);
    Err(Error::corrupt("not written yet"))
}

/// Removes an additional field; the clients' values stay unseen until it is gone for good.
pub async fn remove(cx: &Context, id: CustomFieldId) -> Result<()> {
    let _ = (cx, id);
    Err(Error::corrupt("not written yet"))
}
