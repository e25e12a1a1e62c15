//! What the parser sees in a token. Training and reading share these templates.

use super::vectors::{PARTS, Vectors};
use crate::tagger::forms::Form;
use crate::tagger::hash;

const FORM: u64 = 1000;
const LABEL: u64 = 1020;
const VECTOR: u64 = 1030;

/// The features of a form; the word comes first.
pub fn see(form: &Form, seen: &mut Vec<u64>) {
    seen.extend(hash::features(FORM, [form.lower, form.surface, form.shape, form.short, form.case as u64]));
    let clusters = hash::features(FORM + 5, form.clusters).zip(form.clusters);
    let prefixes = hash::features(FORM + 11, form.prefixes).zip(form.prefixes);
    let suffixes = hash::features(FORM + 15, form.suffixes).zip(form.suffixes);
    let known = clusters.chain(prefixes).chain(suffixes).filter(|(_, value)| *value > 0);
    seen.extend(known.map(|(feature, _)| feature));
}

/// The features of a word's vector, where it has one.
pub(super) fn see_vector(form: &Form, vectors: &Vectors, section: &[u8], seen: &mut Vec<u64>) {
    if let Some(codes) = vectors.find(section, form.lower) {
        seen.extend((0..PARTS).zip(codes).map(|(part, &code)| of_code(part, code)));
    }
}

/// The feature that a part of the vector is near that point.
pub fn of_code(part: usize, code: u8) -> u64 {
    hash::feature(VECTOR + part as u64, u64::from(code))
}

/// The feature of what the tagger says, by its place in [`LABELS`](crate::tagger::tags::LABELS).
pub fn of_label(label: usize) -> u64 {
    hash::feature(LABEL, label as u64)
}
