//! What the part-of-speech model looks at. Training and reading share these templates.
//!
//! What a form says by itself ([`alone`]), what neighbours say together ([`pairs`]), and what the labels say that the two
//! tokens before were given ([`labelled`]).

use super::forms::{Form, Forms};
use super::hash;
use std::ops::Range;

/// How far a token looks to either side.
pub const REACH: usize = 2;
/// The label before the first token.
pub const START: usize = 31;

const AT: u64 = 600;
const PAIRS: u64 = 800;
const LABELLED: u64 = 840;

/// What a form says to the token that stands `distance` away from it; -1 is the form before the token.
pub fn alone(form: &Form, distance: isize, see: &mut Vec<u64>) {
    let template = AT + 32 * REACH.saturating_add_signed(distance) as u64;
    let far = distance.unsigned_abs();
    see.push(hash::feature(template, form.lower));
    let [_, coarse, brown, _, medium, fine] = form.clusters;
    for (i, cluster) in [coarse, brown, medium, fine].into_iter().enumerate().filter(|(_, cluster)| *cluster > 0) {
        see.push(hash::feature(template + 1 + i as u64, cluster));
    }
    if far > 1 {
        return;
    }
    see.push(hash::feature(template + 5, form.suffixes[2]));
    see.push(hash::feature(template + 6, form.case as u64));
    if far > 0 {
        see.push(hash::feature(template + 7, form.suffixes[1]));
        return;
    }
    see.push(hash::feature(template + 8, form.surface));
    see.push(hash::feature(template + 9, form.shape));
    see.push(hash::feature(template + 10, form.short));
    for (i, affix) in form.prefixes.into_iter().chain(form.suffixes).enumerate().filter(|(_, affix)| *affix > 0) {
        see.push(hash::feature(template + 11 + i as u64, affix));
        if i > 4 {
            see.push(hash::feature(template + 19 + i as u64 - 5, hash::join(affix, form.case as u64)));
        }
    }
}

/// The features of a token that depend on the words around it.
pub fn pairs(forms: &Forms, sentence: &Range<usize>, token: usize, see: &mut Vec<u64>) {
    let [second, last, here, next, far] =
        [token.checked_sub(2), token.checked_sub(1), Some(token), Some(token + 1), Some(token + 2)]
            .map(|at| form(forms, sentence, at));
    let start = u64::from(token == sentence.start);
    let values = [
        hash::join(last.lower, here.lower),
        hash::join(here.lower, next.lower),
        hash::join(last.lower, next.lower),
        hash::join(next.lower, far.lower),
        hash::join(second.lower, last.lower),
        hash::join(start, here.case as u64),
        hash::join(here.cluster(), next.cluster()),
        hash::join(here.suffixes[2], next.suffixes[2]),
    ];
    see.extend(hash::features(PAIRS, values));
}

/// The features of a token that depend on the labels of the last token and the one before it.
pub fn labelled(forms: &Forms, sentence: &Range<usize>, token: usize, before: [usize; 2], see: &mut Vec<u64>) {
    let [here, next] = [Some(token), Some(token + 1)].map(|at| form(forms, sentence, at));
    let [one, two] = before.map(|label| label as u64);
    let both = one << 8 | two;
    let values = [
        one,
        both,
        hash::join(one, here.lower),
        hash::join(both, here.lower),
        hash::join(one, next.lower),
        hash::join(one, here.suffixes[2]),
        hash::join(one, next.cluster()),
        hash::join(both, here.suffixes[1]),
        hash::join(one, here.cluster()),
    ];
    see.extend(hash::features(LABELLED, values));
}

fn form<'a>(forms: &'a Forms, sentence: &Range<usize>, at: Option<usize>) -> &'a Form {
    at.filter(|at| sentence.contains(at)).map_or(forms.edge(), |at| forms.of(at))
}
