//! What the parser sees in a written form. Training and reading share these templates.

use crate::tagger::forms::Form;
use crate::tagger::hash;

const FORM: u64 = 1000;

/// The features of a form.
pub fn see(form: &Form, seen: &mut Vec<u64>) {
    seen.extend(hash::features(FORM, [form.lower, form.surface, form.shape, form.short, form.case as u64]));
    let clusters = hash::features(FORM + 5, form.clusters).zip(form.clusters);
    let prefixes = hash::features(FORM + 11, form.prefixes).zip(form.prefixes);
    let suffixes = hash::features(FORM + 15, form.suffixes).zip(form.suffixes);
    let known = clusters.chain(prefixes).chain(suffixes).filter(|(_, value)| *value > 0);
    seen.extend(known.map(|(feature, _)| feature));
}
