//! Looking for many phrases at once.

use regex::Regex;

/// Matches where any of these phrases stands.
pub(super) fn any(phrases: &[&str]) -> Regex {
    let alternatives: Vec<String> = phrases.iter().map(|phrase| regex::escape(phrase)).collect();
    Regex::new(&alternatives.join("|")).expect("phrases that mean themselves")
}

#[cfg(test)]
mod tests {
    use super::any;

    #[test]
    fn phrases_mean_themselves() {
        let phrases = any(&["a.b", "更新", "(c)"]);
        for (text, found) in [("xa.bx", true), ("axb", false), ("最終更新", true), ("c", false), ("©(c)", true)] {
            assert_eq!(phrases.is_match(text), found, "{text}");
        }
    }
}
