//! Given names, and who bears them.

use super::Gender;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Who bears a given name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearer {
    /// Nearly always the one.
    One(Gender),
    /// Men and women.
    Either,
}

impl Bearer {
    /// The gender where the name tells it.
    pub const fn gender(self) -> Option<Gender> {
        match self {
            Self::One(gender) => Some(gender),
            Self::Either => None,
        }
    }
}

static GIVEN_NAMES: LazyLock<HashMap<&str, Bearer>> = LazyLock::new(|| {
    let lines = include_str!("given_names.tsv").lines().filter(|line| !line.starts_with('#'));
    let bearer = |genders| match genders {
        "f" => Bearer::One(Gender::Feminine),
        "m" => Bearer::One(Gender::Masculine),
        _ => Bearer::Either,
    };
    lines.filter_map(|line| line.split_once('\t')).map(|(name, genders)| (name, bearer(genders))).collect()
});

/// Who bears that given name; None when it is not known as one.
pub fn given_name(lower: &str) -> Option<Bearer> {
    GIVEN_NAMES.get(lower).copied()
}
