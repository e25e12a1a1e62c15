//! Titles with the site's name or a label at their end or beginning.

use crate::html::features::squash;
use std::collections::HashSet;
use std::sync::LazyLock;

/// What stands between a headline and the names of desk and site.
const SEPARATORS: [&str; 12] = [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " / ", " › ", " ⋆ "];

/// Every such sign in a text, and where it begins.
pub(super) fn separated(text: &str) -> impl DoubleEndedIterator<Item = (usize, &'static str)> {
    let sign = |at: usize| SEPARATORS.into_iter().find(|sign| text.as_bytes()[at..].starts_with(sign.as_bytes()));
    memchr::memchr_iter(b' ', text.as_bytes()).filter_map(move |at| sign(at).map(|sign| (at, sign)))
}

static LABELS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("headline_labels.txt").lines().filter(|line| !line.starts_with('#')).collect());

/// Whether a text is nothing but a label, such as "Opinion".
pub(super) fn is_label(text: &str) -> bool {
    text.len() <= 30 && LABELS.contains(text.trim().to_lowercase().as_str())
}

/// A title without the label before a bar, or that in brackets or after a bar: "Opinion | Build it", "It fell [Watch]".
pub(super) fn without_label(title: &str) -> &str {
    let title = title.trim();
    let title = title.split_once(" | ").filter(|(label, _)| is_label(label)).map_or(title, |(_, rest)| rest);
    let labelled = |open: &str, close: &str| {
        let (head, label) = title.strip_suffix(close)?.rsplit_once(open)?;
        (is_label(label) && !head.trim().is_empty()).then_some(head.trim_end())
    };
    let tails = [(" | ", ""), ("[", "]"), ("(", ")"), (" – ", ""), (" - ", "")];
    tails.iter().find_map(|(open, close)| labelled(open, close)).unwrap_or(title)
}

/// A title without the site's name at its end or beginning.
pub(super) fn without_site(title: &str, sites: &[String]) -> String {
    let is_site = |part: &str| {
        let part = squash(part);
        sites
            .iter()
            .any(|s| *s == part || part.len() >= 4 && s.contains(&part) || s.len() >= 4 && part.contains(s.as_str()))
    };
    let mut text = title.trim();
    // Up to three tails: "Headline | Desk | Site".
    for _ in 0..3 {
        let Some((at, separator)) = separated(text).next_back() else { break };
        let (head, tail) = (&text[..at], &text[at + separator.len()..]);
        let known = is_site(tail) && squash(tail).len() <= 40;
        // A tail that is no known name has to be short, and a bar or bullet rather than a dash between words.
        let guessed = tail.split_whitespace().count() <= 4
            && head.split_whitespace().count() >= 3
            && !matches!(separator, " - " | " – " | " — " | " / ");
        if !known && !guessed || head.trim().is_empty() {
            break;
        }
        text = head.trim();
    }
    if let Some((at, separator)) = separated(text).next()
        && is_site(&text[..at])
        && text[at + separator.len()..].split_whitespace().count() >= 3
    {
        text = text[at + separator.len()..].trim();
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{LABELS, without_label, without_site};

    #[test]
    fn labels_are_cut_off() {
        for (title, expected) in [
            ("Opinion | The bridge we need", "The bridge we need"),
            ("The bridge we need | Editorial", "The bridge we need"),
            ("Bridge opens at last [WATCH]", "Bridge opens at last"),
            ("Bridge opens at last (video)", "Bridge opens at last"),
            ("Opinion: the bridge is late", "Opinion: the bridge is late"),
            ("Bridge opens at last (updated plan)", "Bridge opens at last (updated plan)"),
            ("The bridge: a video", "The bridge: a video"),
            ("Video", "Video"),
            ("[Video]", "[Video]"),
        ] {
            assert_eq!(without_label(title), expected);
        }
        assert!(LABELS.iter().all(|label| *label == label.to_lowercase()));
    }

    #[test]
    fn site_names_are_cut_off() {
        let sites = ["harbourpost".to_owned(), "harbourpostcom".to_owned()];
        for (title, expected) in [
            ("Council backs bridge | Harbour Post", "Council backs bridge"),
            ("Council backs bridge - Harbour Post", "Council backs bridge"),
            ("Council backs the bridge | News | Harbour Post", "Council backs the bridge"),
            ("Harbour Post: Council backs bridge", "Harbour Post: Council backs bridge"),
            ("Harbour Post | Council backs bridge", "Council backs bridge"),
            ("Bridge – what we know", "Bridge – what we know"),
            ("Council backs bridge", "Council backs bridge"),
        ] {
            assert_eq!(without_site(title, &sites), expected);
        }
    }
}
