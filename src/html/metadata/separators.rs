//! Titles with the site's name at their end or beginning.

use crate::html::features::squash;

/// What stands between a headline and the names of desk and site.
pub(super) const SEPARATORS: [&str; 12] =
    [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " / ", " › ", " ⋆ "];

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
        let Some((at, separator)) = SEPARATORS.iter().filter_map(|s| Some((text.rfind(s)?, *s))).max() else { break };
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
    if let Some((at, separator)) = SEPARATORS.iter().filter_map(|s| Some((text.find(s)?, *s))).min()
        && is_site(&text[..at])
        && text[at + separator.len()..].split_whitespace().count() >= 3
    {
        text = text[at + separator.len()..].trim();
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::without_site;

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
