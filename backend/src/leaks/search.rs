use aho_corasick::AhoCorasick;
use domain::{
    Lang, Timestamp,
    leaks::{FINDINGS_MAX, Finding, Report, SectionLeak, Surface, Whose},
};

use super::{
    Nature, Seen,
    views::{View, folded, views},
};
use crate::{Error, Result};

/// Letters of context on either side of a trace.
const CONTEXT: usize = 40;
/// Letters from which on one word is a name by itself: a company may well be called "Pro" or "Shop".
const ONE_WORD_MIN: usize = 5;
/// Where the files of the build are.
const BUILT: &str = "/pkg/";
/// What the portal calls itself.
const PRODUCT: &str = "marque";

/// How a name is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// What somebody is called.
    Name,
    /// A host, or the beginning of a web address.
    Host,
    /// An e-mail address.
    Address,
    /// The product's name, which is also a verb in two of the languages.
    Product,
}

/// A name that must not be seen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sought {
    /// In small letters.
    pub(super) text: String,
    pub(super) form: Form,
    pub(super) whose: Whose,
}

impl Sought {
    pub(super) fn new(text: &str, form: Form, whose: Whose) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        Self {
            text: folded(&words.join(" ")),
            form,
            whose,
        }
    }

    /// Whether it says anything about whom it belongs to.
    ///
    /// A name of one short word does not, nor does a host of one label.
    fn is_telling(&self) -> bool {
        let length = self.text.chars().count();
        match self.form {
            Form::Name => self.text.contains(' ') || length >= ONE_WORD_MIN,
            Form::Host => self.text.contains('.') && length > 3,
            Form::Address => self.text.contains('@'),
            Form::Product => true,
        }
    }
}

/// What belongs to the partner itself, in small letters.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// Its names and the domains it has proved: what lies inside one of them is no trace.
    pub(super) names: Vec<String>,
    /// Its host below the portal's own, which clients see as long as it has no domain. That covers
    /// the portal's own host and nothing else of the operator's.
    pub(super) host_below: Option<(String, String)>,
    /// Everything it typed for its clients to read.
    pub(super) words: String,
}

/// Everything that is looked for.
#[derive(Debug)]
pub(super) struct Search {
    automaton: AhoCorasick,
    sought: Vec<Sought>,
    own: Own,
    /// What the portal itself says: a name that is among its words tells of nobody.
    vocabulary: String,
}

impl Search {
    /// Looks for `sought` and the product's name.
    ///
    /// # Errors
    /// When there are too many names for one search.
    pub(super) fn new(sought: Vec<Sought>, own: Own, vocabulary: &str) -> Result<Self> {
        let mut sought: Vec<Sought> = sought.into_iter().filter(Sought::is_telling).collect();
        sought.push(Sought::new(PRODUCT, Form::Product, Whose::Product));
        sought.sort();
        sought.dedup_by(|a, b| (&a.text, a.form) == (&b.text, b.form));
        let automaton = AhoCorasick::new(sought.iter().map(|name| name.text.as_bytes()))
            .map_err(|error| Error::Broken(Box::new(error)))?;
        Ok(Self {
            automaton,
            sought,
            own,
            vocabulary: folded(vocabulary),
        })
    }

    /// The traces on one surface, each name once.
    pub(super) fn traces(&self, seen: &Seen) -> Vec<Finding> {
        let mut found: Vec<(usize, Finding)> = Vec::new();
        for view in views(seen) {
            for hit in self.automaton.find_overlapping_iter(&view.folded) {
                let place = hit.pattern().as_usize();
                if found.iter().any(|(known, _)| *known == place) {
                    continue;
                }
                let Some(sought) = self.sought.get(place) else {
                    continue;
                };
                let range = (hit.start(), hit.end());
                if self.is_trace(sought, seen, &view, range) {
                    found.push((place, self.finding(sought, seen, &view, range)));
                }
            }
        }
        found.into_iter().map(|(_, finding)| finding).collect()
    }

    fn finding(&self, sought: &Sought, seen: &Seen, view: &View, at: (usize, usize)) -> Finding {
        Finding {
            surface: seen.surface,
            at: seen.at.clone(),
            section: seen.section,
            whose: sought.whose,
            name: sought.text.clone(),
            excerpt: excerpt(view, at),
            langs: seen.lang.into_iter().collect(),
            is_typed: self.own.words.contains(&sought.text),
        }
    }

    fn is_trace(&self, sought: &Sought, seen: &Seen, view: &View, at: (usize, usize)) -> bool {
        let before = view.folded.get(..at.0).unwrap_or_default();
        let after = view.folded.get(at.1..).unwrap_or_default();
        let stands_alone = match sought.form {
            Form::Name => is_word(before, after),
            Form::Host => is_host(before, after),
            Form::Address => is_address(before, after),
            Form::Product => is_product(seen, view, at),
        };
        if !stands_alone || self.is_own(sought, &view.folded, at) {
            return false;
        }
        if sought.whose != Whose::AnotherPartner {
            return true;
        }
        // The files of the build are older than any partner: a name in them is chance.
        if seen.at.starts_with(BUILT) {
            return false;
        }
        sought.form != Form::Name || view.is_prose && !self.is_of_the_portal(&sought.text)
    }

    /// Whether a name is among the words of the interface.
    fn is_of_the_portal(&self, name: &str) -> bool {
        let mut places = self.vocabulary.match_indices(name);
        places.any(|(at, found)| {
            let before = self.vocabulary.get(..at).unwrap_or_default();
            let after = self.vocabulary.get(at + found.len()..).unwrap_or_default();
            is_word(before, after)
        })
    }

    /// Whether what was found is a part of the partner's own name or host.
    fn is_own(&self, sought: &Sought, text: &str, at: (usize, usize)) -> bool {
        let below = self.own.host_below.iter();
        let below = below.filter(|(_, portal)| *portal == sought.text);
        let own = self.own.names.iter().chain(below.map(|(host, _)| host));
        own.into_iter()
            .filter(|name| name.len() >= sought.text.len())
            .any(|name| {
                let reach = name.len() - sought.text.len();
                let start = text.floor_char_boundary(at.0.saturating_sub(reach));
                let end = text.ceil_char_boundary(text.len().min(at.1 + reach));
                let around = text.get(start..end).unwrap_or_default();
                around
                    .match_indices(name.as_str())
                    .any(|(found, _)| start + found <= at.0 && start + found + name.len() >= at.1)
            })
    }
}

/// What was found on all surfaces, put together: the same trace in several languages is one finding.
/// Only findings that are `told` count.
pub(super) fn report(
    traces: &[Vec<Finding>],
    (at, build): (Timestamp, &str),
    told: impl Fn(&Finding) -> bool,
) -> Report {
    let mut leaking = 0;
    let mut findings: Vec<Finding> = Vec::new();
    for traces in traces {
        leaking += u32::from(traces.iter().any(&told));
        for trace in traces.iter().filter(|trace| told(trace)) {
            take_in(&mut findings, trace);
        }
    }
    findings.sort_by(|a, b| {
        let (a, b) = [a, b]
            .map(|it| (it.surface, &it.at, it.whose, &it.name))
            .into();
        a.cmp(&b)
    });
    let more = findings.len().saturating_sub(FINDINGS_MAX);
    let sections = section_leaks(&findings);
    findings.truncate(FINDINGS_MAX);
    Report {
        at,
        build: build.to_owned(),
        looked_at: u32::try_from(traces.len()).unwrap_or(u32::MAX),
        leaking,
        findings,
        more: u32::try_from(more).unwrap_or(u32::MAX),
        sections,
    }
}

fn take_in(findings: &mut Vec<Finding>, trace: &Finding) {
    let known = findings.iter_mut().find(|known| {
        (known.surface, &known.at, &known.name) == (trace.surface, &trace.at, &trace.name)
    });
    match known {
        Some(known) => {
            for lang in &trace.langs {
                if !known.langs.contains(lang) {
                    known.langs.push(*lang);
                }
            }
        }
        None => findings.push(trace.clone()),
    }
}

fn section_leaks(findings: &[Finding]) -> Vec<SectionLeak> {
    let mut leaks: Vec<SectionLeak> = Vec::new();
    let of = |finding: &Finding| Some((finding.section?, finding.at.clone(), finding.whose));
    for (section, at, whose) in findings.iter().filter_map(of) {
        let known = leaks
            .iter_mut()
            .find(|leak| leak.section == section && leak.at == at);
        match known {
            Some(leak) if leak.whose.contains(&whose) => {}
            Some(leak) => leak.whose.push(whose),
            None => leaks.push(SectionLeak {
                section,
                at,
                whose: vec![whose],
            }),
        }
    }
    leaks
}

/// Whether what stands between these texts is no part of a longer word.
fn is_word(before: &str, after: &str) -> bool {
    !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
}

/// Whether a host ends where it should: `portal.example` is none of `portal.example.org`. What lies
/// below it belongs to whom it belongs.
fn is_host(before: &str, after: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let mut following = after.chars();
    let goes_on = match following.next() {
        Some('.') => following.next().is_some_and(char::is_alphanumeric),
        Some(c) => is_part(c),
        None => false,
    };
    !before.ends_with(is_part) && !goes_on
}

fn is_address(before: &str, after: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    !before.ends_with(is_part) && is_host("", after)
}

/// Whether it is the product's name. In code and headers it is, but for the element `marquee`. Where
/// people write for people it is also a verb ("marque la casilla"): small letters are a name only
/// where names of programs stand, and a capital at the start of a sentence only where it is no verb.
fn is_product(seen: &Seen, view: &View, (start, end): (usize, usize)) -> bool {
    let before = view.folded.get(..start).unwrap_or_default();
    let after = view.folded.get(end..).unwrap_or_default();
    let is_of_machines = matches!(seen.nature, Nature::Code | Nature::Binary)
        || matches!(seen.surface, Surface::Header | Surface::Cookie);
    if is_of_machines {
        return !after.starts_with('e');
    }
    if !is_word(before, after) {
        return false;
    }
    if is_in_a_machine_s_name(before, after) {
        return true;
    }
    let written = view.text.chars().skip(before.chars().count());
    let written: String = written.take(end - start).collect();
    if written.starts_with(char::is_lowercase) {
        return false;
    }
    let speaks_with_the_verb = matches!(seen.lang, None | Some(Lang::Es | Lang::PtBr));
    let is_all_capitals = written.chars().all(char::is_uppercase);
    let goes_on = view
        .text
        .chars()
        .skip(before.chars().count() + written.chars().count());
    let is_followed_by_words = {
        let mut following = goes_on.take(2);
        following.next() == Some(' ') && following.next().is_some_and(char::is_lowercase)
    };
    let begins = before.trim_end_matches([' ', '"', '“', '«', '(']);
    let begins_sentence =
        begins.is_empty() || begins.ends_with(['.', '!', '?', ':', '¿', '¡', '\n', '>']);
    let is_verb =
        speaks_with_the_verb && !is_all_capitals && begins_sentence && is_followed_by_words;
    !is_verb
}

/// Whether names of programs, files and addresses stand around it: `marque-portal`, `marque.toml`,
/// `x_marque`, `/marque/`.
fn is_in_a_machine_s_name(before: &str, after: &str) -> bool {
    const GLUE: [char; 4] = ['-', '_', '@', '='];
    if before.ends_with(GLUE) || after.starts_with(GLUE) {
        return true;
    }
    let is_other_verb = before.ends_with("desmarque/") || after.starts_with("/desmarque");
    if (before.ends_with('/') || after.starts_with('/')) && !is_other_verb {
        return true;
    }
    let mut following = after.chars();
    let goes_on = matches!(following.next(), Some('.' | ':'))
        && following.next().is_some_and(char::is_alphanumeric);
    let mut preceding = before.chars().rev();
    let came_from =
        preceding.next() == Some('.') && preceding.next().is_some_and(char::is_alphanumeric);
    goes_on || came_from
}

/// What stands around a trace, on one line.
fn excerpt(view: &View, (start, end): (usize, usize)) -> String {
    let count = |to: usize| view.folded.get(..to).map_or(0, |text| text.chars().count());
    let (first, last) = (count(start), count(end));
    let from = first.saturating_sub(CONTEXT);
    let around = view.text.chars().skip(from).take(last - from + CONTEXT);
    let shown = around.map(|c| if c.is_control() { ' ' } else { c });
    let shown: String = shown.collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}
