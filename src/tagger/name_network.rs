//! The second opinion on names: what the network looks at.
//!
//! A token is a bag of features, each of which has a row of numbers in the model. Most are of its form ([`of_form`]):
//! summed once for each form of an article. The others are of its place ([`Place`](super::name_features::Place)).

use super::forms::Form;
use super::hash;

/// The first number of the templates.
const FORM: u64 = 2000;

/// The feature that is the word itself, given the hash of its lower-cased form with digits folded. Words of the
/// vectors have a row even where training never saw them.
pub fn word(lower: u64) -> u64 {
    hash::feature(FORM, lower)
}

/// What a form says by itself; the word comes first.
pub fn of_form(form: &Form, see: &mut Vec<u64>) {
    let capital = u64::from(form.capital);
    see.push(word(form.lower));
    see.push(hash::feature(FORM + 1, form.shape));
    see.push(hash::feature(FORM + 2, form.short));
    see.push(hash::feature(FORM + 3, form.case as u64));
    let affixes = form.prefixes.into_iter().chain(form.suffixes).enumerate();
    see.extend(affixes.filter(|(_, affix)| *affix > 0).map(|(i, affix)| hash::feature(FORM + 4 + i as u64, affix)));
    for (i, cluster) in form.clusters.into_iter().enumerate().filter(|(_, cluster)| *cluster > 0) {
        see.push(hash::feature(FORM + 12 + i as u64, hash::join(cluster, capital)));
    }
}
