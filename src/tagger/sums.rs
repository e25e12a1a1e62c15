//! What every form says at every distance, summed once per article.

use super::forms::{Form, Forms};
use super::rows::Rows;
use std::ops::Range;

/// Sums of weights by distance and form.
pub(super) struct Sums<const N: usize> {
    // The edge comes last in each.
    by_distance: Vec<Vec<[i16; N]>>,
    reach: usize,
}

impl<const N: usize> Sums<N> {
    /// Sums what `alone` sees in every form, for distances up to `reach` to either side.
    pub(super) fn new(
        forms: &Forms,
        weights: Rows<'_, N>,
        reach: usize,
        alone: impl Fn(&Form, isize, &mut dyn FnMut(u64)),
    ) -> Self {
        let reach_back = reach.cast_signed();
        let sums = |distance| {
            let sum = |form| {
                let mut sum = [0; N];
                alone(form, distance, &mut |feature| weights.add(feature, &mut sum));
                sum
            };
            forms.all().iter().map(sum).collect()
        };
        Self { by_distance: (-reach_back..=reach_back).map(sums).collect(), reach }
    }

    /// What the forms around a token of the sentence say to it.
    #[inline]
    pub(super) fn at(&self, forms: &Forms, sentence: &Range<usize>, token: usize) -> [i16; N] {
        let mut sum = [0_i16; N];
        for (i, sums) in self.by_distance.iter().enumerate() {
            let at = (token + i).checked_sub(self.reach).filter(|at| sentence.contains(at));
            let form = at.map_or(sums.len() - 1, |at| forms.of_tokens()[at] as usize);
            for (to, from) in sum.iter_mut().zip(&sums[form]) {
                *to = to.wrapping_add(*from);
            }
        }
        sum
    }
}
