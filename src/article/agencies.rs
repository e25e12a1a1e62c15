//! News agencies under one name each.

/// The agency that `text` names, under the name to use, whatever the case: "The Associated Press" is "AP".
pub fn agency(text: &str) -> Option<&'static str> {
    let wanted = text.trim();
    include_str!("agencies.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .find(|line| line.split('\t').any(|name| name.eq_ignore_ascii_case(wanted)))
        .and_then(|line| line.split('\t').next())
}
