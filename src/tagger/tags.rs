//! The labels of the part-of-speech model: a universal part of speech, with the Penn tag where it says more.

use crate::article::{Pos, Tag};

/// How many labels there are.
pub const TAGS: usize = LABELS.len();

/// Those, padded to a whole number of registers.
pub const WIDE: usize = TAGS + 2;

/// The labels, in the order of their weights.
#[rustfmt::skip]
pub const LABELS: [(Pos, Option<Tag>); 30] = [
    (Pos::Adj, None), (Pos::Adp, None), (Pos::Adv, None), (Pos::Cconj, None), (Pos::Det, None), (Pos::Intj, None),
    (Pos::Num, None), (Pos::Part, None), (Pos::Pron, None), (Pos::Punct, None), (Pos::Sconj, None), (Pos::Sym, None),
    (Pos::X, None),
    (Pos::Noun, None), (Pos::Noun, Some(Tag::Nns)), (Pos::Propn, None), (Pos::Propn, Some(Tag::Nnps)),
    (Pos::Verb, Some(Tag::Vb)), (Pos::Verb, Some(Tag::Vbd)), (Pos::Verb, Some(Tag::Vbg)),
    (Pos::Verb, Some(Tag::Vbn)), (Pos::Verb, Some(Tag::Vbp)), (Pos::Verb, Some(Tag::Vbz)),
    (Pos::Aux, Some(Tag::Vb)), (Pos::Aux, Some(Tag::Vbd)), (Pos::Aux, Some(Tag::Vbg)), (Pos::Aux, Some(Tag::Vbn)),
    (Pos::Aux, Some(Tag::Vbp)), (Pos::Aux, Some(Tag::Vbz)), (Pos::Aux, Some(Tag::Md)),
];

/// The Penn tag of most words with a label.
pub fn usual(label: usize) -> Tag {
    let (pos, tag) = LABELS[label];
    tag.unwrap_or(match pos {
        Pos::Adj => Tag::Jj,
        Pos::Adp | Pos::Sconj => Tag::In,
        Pos::Adv => Tag::Rb,
        Pos::Cconj => Tag::Cc,
        Pos::Det => Tag::Dt,
        Pos::Intj => Tag::Uh,
        Pos::Noun => Tag::Nn,
        Pos::Num => Tag::Cd,
        Pos::Part => Tag::To,
        Pos::Pron => Tag::Prp,
        Pos::Propn => Tag::Nnp,
        Pos::Punct => Tag::Stop,
        Pos::Sym => Tag::Sym,
        _ => Tag::Fw,
    })
}

/// The label of that part of speech with that inflection, or the first with that part of speech.
pub fn label(pos: Pos, tag: Option<Tag>) -> usize {
    let exact = LABELS.iter().position(|label| *label == (pos, tag));
    exact.or_else(|| LABELS.iter().position(|(p, _)| *p == pos)).unwrap_or(0)
}
