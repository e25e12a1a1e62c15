//! What was learned of pages, as one file: weights of class words and two forests.

use super::classes::Classes;
use super::features::{BASE, COUNT};
use super::trees::Trees;
use std::sync::LazyLock;

/// Says how likely a block of a page belongs to its article.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub(super) classes: Classes,
    /// By what is known of the block and of the page.
    pub(super) first: Trees,
    /// By that and by how likely the blocks around it are.
    pub(super) second: Trees,
}

/// How a model file begins.
pub const MAGIC: &[u8; 8] = b"cdhtml1\n";

static BYTES: &[u8] = include_bytes!("../../models/html.bin");
static EMBEDDED: LazyLock<Model> = LazyLock::new(|| Model::read(BYTES).unwrap_or_default());

impl Model {
    /// The one that the library was built with.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Its bytes.
    pub fn embedded_bytes() -> &'static [u8] {
        BYTES
    }

    /// How many features the first forest and the second may look at.
    pub const FEATURES: [usize; 2] = [BASE, COUNT];

    /// Reads a model as `training` writes it: [`MAGIC`], then class words, first forest and second forest, each with
    /// its length before it (little-endian, four bytes). None when it is broken or was trained for other features.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut section = || {
            let (length, after) = rest.split_first_chunk::<4>()?;
            let (section, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            rest = after;
            Some(section)
        };
        let (classes, first, second) = (section()?, section()?, section()?);
        let trees =
            |bytes: &[u8], count| if bytes.is_empty() { Some(Trees::default()) } else { Trees::read(bytes, count) };
        let model =
            Self { classes: Classes::read(classes)?, first: trees(first, BASE)?, second: trees(second, COUNT)? };
        rest.is_empty().then_some(model)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_is_sound() {
        let model = Model::read(BYTES).expect("a model for these features");
        assert!(model.first.len() > 0 && model.second.len() > 0);
        for length in (0..BYTES.len()).step_by(997) {
            assert!(Model::read(&BYTES[..length]).is_none(), "cut at {length}");
        }
    }
}
