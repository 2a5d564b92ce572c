use leptos::prelude::*;

/// How a moment is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Telling {
    /// From now, such as "2 hours ago"; the date when it is long ago.
    #[default]
    Relative,
    /// The day.
    Date,
    /// The day and the time of day.
    DateTime,
    /// The time of day, for a moment that is near.
    TimeOfDay,
}

/// A moment, in the reader's language and zone once the page is alive; the exact one in its title.
#[component]
pub fn Time(
    /// The instant, as ISO 8601.
    #[prop(into)]
    at: Signal<String>,
    #[prop(optional)] telling: Telling,
) -> impl IntoView {
    let told = RwSignal::new(None::<(String, String)>);
    Effect::new(move |_| told.set(at.with(|at| browser::tell(at, telling))));
    let text = move || {
        told.with(|told| told.as_ref().map(|(text, _)| text.clone()))
            .unwrap_or_else(|| at.with(|at| untold(at, telling)))
    };
    let title = move || told.with(|told| told.as_ref().map(|(_, exact)| exact.clone()));
    view! {
        <time datetime=move || at.get() title=title>
            {text}
        </time>
    }
    .into_any()
}

/// What stands until the page is alive: the day, or the time of day in UTC.
fn untold(at: &str, telling: Telling) -> String {
    let part = match telling {
        Telling::TimeOfDay => at.get(11..16),
        Telling::Relative | Telling::Date | Telling::DateTime => at.get(..10),
    };
    part.unwrap_or(at).to_owned()
}

mod browser {
    use std::cell::RefCell;

    use js_sys::{Array, Date, Function, Intl, Object, Reflect};
    use leptos::prelude::document;
    use leptos::wasm_bindgen::{JsCast, JsValue};

    use super::Telling;

    thread_local! {
        static FORMATS: RefCell<Option<Formats>> = const { RefCell::new(None) };
    }

    struct Formats {
        relative: JsValue,
        date: Function,
        time: Function,
        exact: Function,
    }

    impl Formats {
        fn new() -> Option<Self> {
            let lang = document().document_element()?.get_attribute("lang")?;
            let langs = Array::of1(&JsValue::from_str(&lang));
            Some(Self {
                relative: relative(&langs)?,
                date: format_function(&langs, &[("dateStyle", "medium")]),
                time: format_function(&langs, &[("timeStyle", "short")]),
                exact: format_function(&langs, &[("dateStyle", "full"), ("timeStyle", "short")]),
            })
        }
    }

    fn relative(langs: &Array) -> Option<JsValue> {
        let intl = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl")).ok()?;
        let class = Reflect::get(&intl, &JsValue::from_str("RelativeTimeFormat")).ok()?;
        let options = options(&[("numeric", "auto")]);
        Reflect::construct::<fn() -> JsValue>(class.unchecked_ref(), &Array::of2(langs, &options))
            .ok()
    }

    fn format_function(langs: &Array, wanted: &[(&str, &str)]) -> Function {
        Intl::DateTimeFormat::new(langs, &options(wanted)).format()
    }

    fn options(wanted: &[(&str, &str)]) -> Object {
        let options = Object::new();
        for (key, value) in wanted {
            let _ = Reflect::set(&options, &JsValue::from_str(key), &JsValue::from_str(value));
        }
        options
    }

    /// The text and the exact moment; nothing for what is no moment.
    pub(super) fn tell(at: &str, telling: Telling) -> Option<(String, String)> {
        let date = Date::new(&JsValue::from_str(at));
        let seconds = (date.get_time() - Date::now()) / 1000.0;
        if seconds.is_nan() {
            return None;
        }
        FORMATS.with_borrow_mut(|formats| {
            if formats.is_none() {
                *formats = Formats::new();
            }
            let formats = formats.as_ref()?;
            let call =
                |function: &Function| function.call1(&JsValue::NULL, &date).ok()?.as_string();
            let exact = call(&formats.exact)?;
            let text = match telling {
                Telling::DateTime => exact.clone(),
                Telling::Date => call(&formats.date)?,
                Telling::TimeOfDay => call(&formats.time)?,
                Telling::Relative => match step(seconds) {
                    Some((count, unit)) => from_now(&formats.relative, count, unit)?,
                    None => call(&formats.date)?,
                },
            };
            Some((text, exact))
        })
    }

    fn from_now(relative: &JsValue, count: f64, unit: &str) -> Option<String> {
        let format = Reflect::get(relative, &JsValue::from_str("format")).ok()?;
        let format: &Function = format.unchecked_ref();
        format
            .call2(
                relative,
                &JsValue::from_f64(count),
                &JsValue::from_str(unit),
            )
            .ok()?
            .as_string()
    }

    /// The unit in which a distance is told; none beyond a month.
    pub(super) fn step(seconds: f64) -> Option<(f64, &'static str)> {
        let far = seconds.abs();
        if far < 45.0 {
            Some((0.0, "second"))
        } else if far < 3600.0 {
            Some(((seconds / 60.0).round(), "minute"))
        } else if far < 86400.0 {
            Some(((seconds / 3600.0).round(), "hour"))
        } else if far < 30.0 * 86400.0 {
            Some(((seconds / 86400.0).round(), "day"))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::browser::step;

    #[test]
    fn the_unit_grows_with_the_distance() {
        assert_eq!(step(-10.0), Some((0.0, "second")));
        assert_eq!(step(-120.0), Some((-2.0, "minute")));
        assert_eq!(step(-7200.0), Some((-2.0, "hour")));
        assert_eq!(step(3.0 * 86400.0), Some((3.0, "day")));
        assert_eq!(step(-90.0 * 86400.0), None);
    }
}
