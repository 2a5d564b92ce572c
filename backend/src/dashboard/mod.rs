//! (feature dashboard)

use domain::dashboard::{Dashboard, Jump};

use crate::{Context, Error, Result};

/// What the first page shows (P4, P5).
pub async fn dashboard(cx: &Context) -> Result<Dashboard> {
    let _ = (cx,);
    Err(Error::corrupt("not written yet"))
}

/// Clients and plans that a text names, for the command palette.
pub async fn jump(cx: &Context, text: String) -> Result<Vec<Jump>> {
    let _ = (cx, text);
    Err(Error::corrupt("not written yet"))
}
