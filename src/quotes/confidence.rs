//! How sure it is that a quotation's words and its speaker are both right.
//!
//! Rules, trees and the network each have numbers for how sure they are; a logistic curve brings these to how often such
//! quotations are right. `training quotes reliability` prints how far that can be believed.

use super::attribution::Learned;
use crate::article::QuoteKind;

/// Nothing is surer than this, or less sure than the rest of it.
const TOP: f32 = 0.98;

// What each number counts, in log odds, fitted on polnear.dev, which nothing else was learned from.

/// Words in marks: how sure rules or trees are, how likely the network's source is, what both take for content.
const MARKED: [f32; 3] = [0.60, 0.18, 2.90];
const MARKED_BEFORE: f32 = -2.45;
/// Words in marks that the network left out.
const MARKED_ALONE: f32 = 1.14;
const MARKED_ALONE_BEFORE: f32 = -1.71;
/// Other words: how likely content, cue and source are, and what rules and network both take for content.
const REPORTED: [f32; 4] = [0.26, 0.38, 0.25, 1.15];
const REPORTED_BEFORE: f32 = -1.47;
/// Other words that the network left out: whichever rule it was, one in three is right.
const REPORTED_ALONE: f32 = -0.70;

/// How likely words and speaker are right, 0 to 1. `sure` is what rules and trees say; `rules` whether they are alone.
pub(super) fn calibrated(kind: QuoteKind, sure: f32, learned: Option<&Learned>, rules: bool) -> f32 {
    let points = match (kind, learned) {
        // Nothing was fitted for rules alone.
        _ if rules => return sure,
        (QuoteKind::Indirect, Some(l)) => {
            sum(REPORTED, [odds(l.likely), odds(l.cue_likely), odds(l.source_likely), l.shared]) + REPORTED_BEFORE
        }
        (QuoteKind::Indirect, None) => REPORTED_ALONE,
        (_, Some(l)) => sum(MARKED, [odds(sure), odds(l.source_likely), l.shared]) + MARKED_BEFORE,
        (_, None) => MARKED_ALONE * odds(sure) + MARKED_ALONE_BEFORE,
    };
    1.0 / (1.0 + (-points).exp())
}

/// The log odds of something so likely.
fn odds(likely: f32) -> f32 {
    let likely = likely.clamp(1.0 - TOP, TOP);
    (likely / (1.0 - likely)).ln()
}

fn sum<const N: usize>(weights: [f32; N], numbers: [f32; N]) -> f32 {
    weights.iter().zip(numbers).map(|(weight, number)| weight * number).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surer_stays_surer() {
        for kind in QuoteKind::ALL {
            let learned = |sure| Learned {
                likely: sure,
                cue_likely: sure,
                source_likely: sure,
                shared: sure,
                ..Learned::default()
            };
            let sure = [0.0, 0.2, 0.5, 0.9, 1.0].map(|sure| calibrated(*kind, sure, Some(&learned(sure)), false));
            assert!(sure.is_sorted() && sure[0] >= 0.0 && sure[4] <= 1.0, "{sure:?}");
            let alone = calibrated(*kind, 0.9, None, true);
            assert!((alone - 0.9).abs() < 1e-6, "rules alone: {alone}");
        }
    }
}
