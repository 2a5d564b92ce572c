use leptos::prelude::*;

/// The shape of what is coming.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Bone {
    /// A word or two.
    Short,
    /// A figure of a table.
    Tiny,
    /// Some words.
    #[default]
    Words,
    /// A line.
    Long,
    /// A title.
    Title,
    /// A large figure.
    Number,
    /// An avatar.
    Avatar,
    /// A chart or a card.
    Block,
}

/// A grey shape in the place and size of what is coming.
#[component]
pub fn Skeleton(#[prop(optional)] bone: Bone) -> impl IntoView {
    let (width, shape) = match bone {
        Bone::Tiny => (Some("tiny"), None),
        Bone::Short => (Some("short"), None),
        Bone::Words => (None, None),
        Bone::Long => (Some("long"), None),
        Bone::Title => (Some("long"), Some("title")),
        Bone::Number => (None, Some("number")),
        Bone::Avatar => (None, Some("avatar")),
        Bone::Block => (None, Some("block")),
    };
    view! { <span class="skeleton" data-width=width data-shape=shape aria-hidden="true"></span> }
}

/// Rows of a table that are coming: a name, then `columns` more cells.
#[component]
pub fn SkeletonRows(
    rows: u32,
    columns: u32,
    /// The table has boxes before its names.
    #[prop(optional)]
    selectable: bool,
) -> impl IntoView {
    (0..rows)
        .map(|row| {
            let name = if row % 2 == 0 {
                Bone::Long
            } else {
                Bone::Words
            };
            let cells = (0..columns)
                .map(|column| {
                    let phone = (column == 0).then_some("under");
                    view! { <td data-phone=phone><Skeleton bone=Bone::Short /></td> }
                })
                .collect_view();
            view! {
                <tr aria-hidden="true">
                    {selectable.then(|| view! { <td data-select=""></td> })}
                    <td data-sticky="">
                        <div class="row-name">
                            <Skeleton bone=Bone::Avatar />
                            <Skeleton bone=name />
                        </div>
                    </td>
                    {cells}
                </tr>
            }
        })
        .collect_view()
        .into_any()
}
