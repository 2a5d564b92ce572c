use leptos::prelude::*;

/// The head of a page: where one is, its name and status, what can be done at the right.
#[component]
pub fn PageHeader(
    #[prop(into)] title: Signal<String>,
    /// The page above: its address and its name.
    #[prop(optional)]
    above: Option<(String, String)>,
    /// An avatar before the title.
    #[prop(optional, into)]
    before: ViewFnOnce,
    /// A status or a count, in the line of the title.
    #[prop(optional, into)]
    status: ViewFnOnce,
    /// Short facts under the title, one `<span>` each.
    #[prop(optional, into)]
    meta: Option<ViewFnOnce>,
    /// One sentence under the title.
    #[prop(optional, into)]
    help: Option<String>,
    /// The actions of the page; the main one last.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="page-header">
            {before.run()}
            <div class="page-title">
                {above
                    .map(|(href, name)| {
                        view! {
                            <p class="crumbs">
                                <a href=href>{name}</a>
                            </p>
                        }
                    })}
                <div class="page-title-line">
                    <h1 tabindex="-1">{move || title.get()}</h1>
                    {status.run()}
                </div>
                {meta.map(|meta| view! { <div class="page-meta">{meta.run()}</div> })}
                {help.map(|help| view! { <p>{help}</p> })}
            </div>
            {children.map(|children| view! { <div class="page-actions">{children()}</div> })}
        </header>
    }
    .into_any()
}

/// A part of a page: its title, a link at the right, its content.
#[component]
pub fn Section(
    #[prop(into)] title: String,
    /// Where the whole of it is: the address and its words.
    #[prop(optional)]
    link: Option<(String, String)>,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{title}</h2>
                {link.map(|(href, words)| view! { <a href=href>{words}</a> })}
            </div>
            {children()}
        </section>
    }
    .into_any()
}
