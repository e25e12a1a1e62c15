//! What the parser sees in a token. Training and reading share these templates.

use crate::tagger::forms::Form;
use crate::tagger::hash;

const FORM: u64 = 1000;
const LABEL: u64 = 1020;

/// The features of a form; the word comes first.
pub fn see(form: &Form, seen: &mut Vec<u64>) {
    seen.extend(hash::features(FORM, [form.lower, form.surface, form.shape, form.short, form.case as u64]));
    let clusters = hash::features(FORM + 5, form.clusters).zip(form.clusters);
    let prefixes = hash::features(FORM + 11, form.prefixes).zip(form.prefixes);
    let suffixes = hash::features(FORM + 15, form.suffixes).zip(form.suffixes);
    let known = clusters.chain(prefixes).chain(suffixes).filter(|(_, value)| *value > 0);
    seen.extend(known.map(|(feature, _)| feature));
}

/// The feature of what the tagger says, by its place in [`LABELS`](crate::tagger::tags::LABELS).
pub fn of_label(label: usize) -> u64 {
    hash::feature(LABEL, label as u64)
}
