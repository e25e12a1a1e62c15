//! What every form says at every distance, summed once per article.

use super::forms::{Form, Forms};
use super::rows::Rows;
use std::ops::Range;

/// Sums of weights by distance and form.
pub(super) struct Sums<const W: usize> {
    // The edge comes last in each.
    by_distance: Vec<Vec<[i16; W]>>,
    reach: usize,
}

impl<const W: usize> Sums<W> {
    /// Sums what `alone` sees in every form, for distances up to `reach` to either side.
    pub(super) fn new(
        forms: &Forms,
        weights: Rows<'_, W>,
        reach: usize,
        alone: impl Fn(&Form, isize, &mut Vec<u64>),
    ) -> Self {
        let reach_back = reach.cast_signed();
        let mut seen = Vec::new();
        let mut sum = |form, distance| {
            let mut sum = [0; W];
            seen.clear();
            alone(form, distance, &mut seen);
            weights.add(&seen, &mut sum);
            sum
        };
        let sums = |distance| forms.all().iter().map(|form| sum(form, distance)).collect();
        Self { by_distance: (-reach_back..=reach_back).map(sums).collect(), reach }
    }

    /// What the forms around a token of the sentence say to it.
    #[inline]
    pub(super) fn at(&self, forms: &Forms, sentence: &Range<usize>, token: usize) -> [i16; W] {
        let mut sum = [0_i16; W];
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
