use domain::{PlanId, audit::Event, policy::Action, text::fold};

use super::{found, store};
use crate::{Context, Result, audit::entry};

/// Longest name of a plan, in characters.
const NAME_MAX: usize = 80;

/// Makes a plan with the values of another: "Pro" gives "Pro (2)", and that gives "Pro (3)".
pub async fn duplicate(cx: &Context, id: PlanId) -> Result<PlanId> {
    let partner = cx.allow(Action::EditPlans)?;
    let copy = PlanId::from_uuid(cx.new_id());

    let mut tx = cx.begin().await?;
    let original = found(store::plan(&mut tx, partner, id).await?)?;
    let mut values = original.draft()?.validate()?;
    let taken = store::offered(&mut tx, cx.staff()?).await?;
    let mut names = numbered(original.name());
    loop {
        values.name = names.next().unwrap_or_default();
        let is_taken = |name: &str| taken.iter().any(|plan| fold(&plan.name) == fold(name));
        // Another replica may take the name in between: then the insert says so.
        if !is_taken(&values.name) && store::add(&mut tx, partner, copy, &values, cx.now()).await? {
            break;
        }
    }
    entry(Event::PlanAdded)
        .about(&values.name)
        .change("name", original.name(), &values.name)
        .record(&mut tx, cx)
        .await?;
    tx.commit().await?;
    Ok(copy)
}

/// The name with the numbers from 2 on behind it, in place of a number that is there.
fn numbered(name: &str) -> impl Iterator<Item = String> {
    let base = name
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("))
        .filter(|(_, number)| number.parse::<u32>().is_ok())
        .map_or(name, |(base, _)| base)
        .to_owned();
    (2_u32..).map(move |number| {
        let suffix = format!(" ({number})");
        let room = NAME_MAX.saturating_sub(suffix.len());
        let kept: String = base.chars().take(room).collect();
        format!("{}{suffix}", kept.trim_end())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_on() {
        let names = |name| numbered(name).take(2).collect::<Vec<_>>();
        assert_eq!(names("Pro"), ["Pro (2)", "Pro (3)"]);
        assert_eq!(names("Pro (2)"), ["Pro (2)", "Pro (3)"]);
        assert_eq!(names("Pro (old)"), ["Pro (old) (2)", "Pro (old) (3)"]);
    }

    #[test]
    fn a_long_name_stays_within_its_length() {
        let longest = "я".repeat(NAME_MAX);
        let name = numbered(&longest).next().unwrap_or_default();
        assert_eq!(name.chars().count(), NAME_MAX);
        assert!(name.ends_with("я (2)"));
    }
}
