use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys};

use crate::ui::{Icon, Kind, Size};

/// A button and the list it opens (the APG menu button): native popover, arrow keys, first letters.
#[component]
pub fn Menu(
    #[prop(into)] id: String,
    /// The name of the button: seen beside its icon, or heard where `bare`.
    #[prop(into)]
    label: String,
    #[prop(optional)] icon: Option<&'static str>,
    /// Shows only the icon.
    #[prop(optional)]
    bare: bool,
    /// What the button shows instead of its icon and label, such as an avatar.
    #[prop(optional, into)]
    trigger: Option<ViewFnOnce>,
    #[prop(optional)] kind: Kind,
    #[prop(optional)] size: Size,
    /// Aligned with the end of the button.
    #[prop(optional)]
    end: bool,
    /// Made with the page: for what must work before the page is alive, such as a plain form.
    #[prop(optional)]
    eager: bool,
    /// `MenuItem`s, made when the menu opens for the first time.
    children: ChildrenFn,
) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);
    let wanted = RwSignal::new(eager);
    let button_id = format!("{id}-button");
    let bare = bare || trigger.is_some();
    let custom = trigger.is_some();
    let inside = match trigger {
        Some(trigger) => trigger.run(),
        None if bare => icon.map(|name| view! { <Icon name /> }).into_any(),
        None => view! {
            {icon.map(|name| view! { <Icon name /> })}
            <span>{label.clone()}</span>
            <Icon name="chevron-down" size=Size::Small />
        }
        .into_any(),
    };
    let toggled = move |event: web_sys::ToggleEvent| {
        let opened = event.new_state() == "open";
        open.set(opened);
        if opened {
            let _ = request_animation_frame(move || focus_first(list));
        }
    };
    view! {
        <span class="menu">
            <button
                type="button"
                id=button_id.clone()
                class=if custom { "person-button" } else { "button" }
                data-kind=kind.name()
                data-size=size.name()
                data-icon=bare.then_some("")
                title=bare.then(|| label.clone())
                aria-label=bare.then_some(label)
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                popovertarget=id.clone()
                on:keydown=open_with_arrows
            >
                {inside}
            </button>
            <div
                class="menu-list"
                id=id
                popover="auto"
                role="menu"
                data-align=end.then_some("end")
                aria-labelledby=button_id
                node_ref=list
                on:beforetoggle=move |_: web_sys::ToggleEvent| wanted.set(true)
                on:toggle=toggled
                on:keydown=move |event| walk(list, &event)
                on:click=move |event| shut_after_choice(list, &event)
            >
                {move || wanted.get().then(|| children())}
            </div>
        </span>
    }
    .into_any()
}

/// One thing a menu offers.
#[component]
pub fn MenuItem(
    #[prop(optional)] icon: Option<&'static str>,
    #[prop(optional)] danger: bool,
    /// The key that does the same.
    #[prop(optional)]
    keys: Option<&'static str>,
    /// Marks it as one of several exclusive ways, chosen or not.
    #[prop(optional, into)]
    chosen: Option<Signal<bool>>,
    /// Why it may not be used now.
    #[prop(optional, into)]
    reason: Signal<Option<String>>,
    #[prop(into)] on_press: Callback<()>,
    children: Children,
) -> impl IntoView {
    let refused = Memo::new(move |_| reason.read().is_some());
    view! {
        <button
            type="button"
            class="menu-item"
            role=if chosen.is_some() { "menuitemradio" } else { "menuitem" }
            tabindex="-1"
            data-kind=danger.then_some("danger")
            aria-checked=move || chosen.map(|chosen| chosen.get().to_string())
            aria-disabled=move || refused.get().then_some("true")
            on:click=move |event| {
                if refused.get_untracked() {
                    event.stop_propagation();
                } else {
                    on_press.run(());
                }
            }
        >
            {icon.map(|name| view! { <Icon name /> })}
            <span>{children()}</span>
            {keys.map(|keys| view! { <crate::ui::Kbd keys /> })}
            {move || reason.get().map(|reason| view! { <span class="reason">{reason}</span> })}
        </button>
    }
    .into_any()
}

/// A place a menu leads to.
#[component]
pub fn MenuLink(
    #[prop(into)] href: String,
    #[prop(optional)] icon: Option<&'static str>,
    #[prop(optional)] current: bool,
    /// A full load, for what the router does not know.
    #[prop(optional)]
    external: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class="menu-item"
            role="menuitem"
            tabindex="-1"
            href=href
            rel=external.then_some("external")
            aria-current=current.then_some("true")
        >
            {icon.map(|name| view! { <Icon name /> })}
            <span>{children()}</span>
        </a>
    }
    .into_any()
}

/// The name of the items below it.
#[component]
pub fn MenuTitle(children: Children) -> impl IntoView {
    view! {
        <p class="menu-title" role="presentation">
            {children()}
        </p>
    }
    .into_any()
}

fn open_with_arrows(event: ev::KeyboardEvent) {
    if matches!(event.key().as_str(), "ArrowDown" | "ArrowUp")
        && let Some(button) = event
            .current_target()
            .and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok())
    {
        event.prevent_default();
        button.click();
    }
}

fn shut_after_choice(list: NodeRef<html::Div>, event: &ev::MouseEvent) {
    let chosen = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|target| target.closest(".menu-item").ok().flatten());
    if let (Some(_), Some(list)) = (chosen, list.get_untracked()) {
        let _ = list.hide_popover();
    }
}

fn walk(list: NodeRef<html::Div>, event: &ev::KeyboardEvent) {
    let key = event.key();
    match key.as_str() {
        "ArrowDown" => focus_beside(list, 1),
        "ArrowUp" => focus_beside(list, -1),
        "Home" => focus_first(list),
        "End" => focus_last(list),
        "Tab" => {
            if let Some(list) = list.get_untracked() {
                let _ = list.hide_popover();
            }
            return;
        }
        letter if letter.chars().count() == 1 && letter != " " => focus_letter(list, letter),
        _ => return,
    }
    event.prevent_default();
}

fn items(list: NodeRef<html::Div>) -> Vec<web_sys::HtmlElement> {
    let Some(list) = list.get_untracked() else {
        return Vec::new();
    };
    let children = list.children();
    (0..children.length())
        .filter_map(|place| children.item(place))
        .filter(|child| child.class_list().contains("menu-item"))
        .filter_map(|child| child.dyn_into().ok())
        .collect()
}

fn focused(items: &[web_sys::HtmlElement]) -> Option<usize> {
    let active = document().active_element()?;
    items
        .iter()
        .position(|item| item.is_same_node(Some(&active)))
}

fn focus_first(list: NodeRef<html::Div>) {
    if let Some(first) = items(list).first() {
        let _ = first.focus();
    }
}

fn focus_last(list: NodeRef<html::Div>) {
    if let Some(last) = items(list).last() {
        let _ = last.focus();
    }
}

fn focus_beside(list: NodeRef<html::Div>, step: isize) {
    let all = items(list);
    let end = all.len().saturating_sub(1);
    let next = match (focused(&all), step) {
        (None, 1) => 0,
        (None, _) | (Some(0), -1) => end,
        (Some(at), 1) if at == end => 0,
        (Some(at), step) => at.saturating_add_signed(step),
    };
    if let Some(item) = all.get(next) {
        let _ = item.focus();
    }
}

fn focus_letter(list: NodeRef<html::Div>, letter: &str) {
    let all = items(list);
    let after = focused(&all).map_or(0, |at| at + 1);
    let starts = |item: &&web_sys::HtmlElement| {
        item.text_content()
            .unwrap_or_default()
            .trim()
            .to_lowercase()
            .starts_with(&letter.to_lowercase())
    };
    let found = all
        .iter()
        .skip(after)
        .find(starts)
        .or_else(|| all.iter().find(starts));
    if let Some(item) = found {
        let _ = item.focus();
    }
}
