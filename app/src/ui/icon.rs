use leptos::prelude::*;

use crate::ui::Size;

/// A picture from the sprite; it says nothing to a screen reader.
#[component]
pub fn Icon(
    /// The id of a symbol in `icons.svg`.
    name: &'static str,
    #[prop(optional)] size: Size,
) -> impl IntoView {
    let href = format!("{}#{name}", crate::assets::url("icons.svg"));
    view! {
        <svg class="icon" data-size=size.name() aria-hidden="true">
            <use href=href></use>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    /// The icons that a source names: what stands between one of the marks and the next quote.
    fn named(source: &str) -> Vec<String> {
        let marks = [r#" icon=""#, r#"<Icon name=""#, r#"icon: ""#];
        let names = marks.iter().flat_map(|mark| source.split(mark).skip(1));
        names
            .filter_map(|rest| rest.split('"').next())
            .map(str::to_owned)
            .collect()
    }

    fn look(folder: &Path, sprite: &str, missing: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                look(&path, sprite, missing);
            } else if !path.ends_with("icon.rs") {
                let source = fs::read_to_string(&path).unwrap();
                let names = named(&source).into_iter();
                missing.extend(names.filter(|name| !sprite.contains(&format!("id=\"{name}\""))));
            }
        }
    }

    #[test]
    fn every_icon_is_in_the_sprite() {
        let app = Path::new(env!("CARGO_MANIFEST_DIR"));
        let sprite = fs::read_to_string(app.join("../style/assets/icons.svg")).unwrap();
        let mut missing = Vec::new();
        look(&app.join("src"), &sprite, &mut missing);
        assert_eq!(missing, Vec::<String>::new());
        assert_eq!(named(r#"<Button icon="x" />"#), ["x"]);
    }
}
