//! A quotation while it is being found: tokens for those who report it, bytes for its content.

use super::view::View;
use crate::span::Span;
use std::ops::Range;

/// Who reports what, in tokens, before it becomes a [`crate::article::Quote`].
#[derive(Clone, Debug, Default)]
pub(super) struct Attribution {
    /// The word or words that report.
    pub(super) cue: Option<Range<usize>>,
    /// The words that name the speaker.
    pub(super) source: Option<Range<usize>>,
    /// Who passed it on.
    pub(super) via: Option<Range<usize>>,
    /// The content; in reading order.
    pub(super) content: Vec<Span>,
    /// 0 to 1.
    pub(super) confidence: f32,
    /// Why, in words.
    pub(super) rule: &'static str,
    /// What the network made of it, where it was asked.
    pub(super) learned: Option<Learned>,
}

/// What the network and its trees say of a quotation.
#[derive(Clone, Debug, Default)]
pub(super) struct Learned {
    /// The words that name the speaker.
    pub(super) source: Option<Range<usize>>,
    /// The words that report.
    pub(super) cue: Option<Range<usize>>,
    /// How likely the words of the content are content, 0 to 1.
    pub(super) likely: f32,
    /// How likely its cue is this one's, 0 to 1.
    pub(super) cue_likely: f32,
    /// How likely its source is this one's, 0 to 1.
    pub(super) source_likely: f32,
    /// Which share of the words that it or the rules take for content both do, 0 to 1.
    pub(super) shared: f32,
}

impl Attribution {
    /// Notes who passed it on, when that is not known yet.
    pub(super) fn take_via(&mut self, via: Option<Range<usize>>) {
        if self.via.is_none() {
            self.via = via;
        }
    }

    /// The block its last content stands in.
    pub(super) fn block(&self, view: &View<'_>) -> Option<usize> {
        let last = self.content.last()?;
        Some(view.block_of(view.tokens_of(*last).start))
    }
}
