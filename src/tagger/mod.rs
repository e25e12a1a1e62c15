//! Linear models over tokens: parts of speech, lemmas, and where names are.
//!
//! - [`Model`]: the trained weights, read in place from the library or a file.
//! - [`tag`]: fills part of speech, inflection and lemma of every token, and gives back its [`Forms`].
//! - [`parser`]: what hangs on what, for those who ask.
//! - [`names`]: the names of an article as the model sees them; the `names` stage makes mentions of them.
//!
//! A feature is a 64-bit hash of what it sees; no string is built. What a written form says by itself is summed once
//! per article and form, so only pairs of neighbours are looked up at every token. Templates, hashes and decoding are
//! shared with `training/`, so that training and reading cannot drift apart.

mod clusters;
pub mod crf;
pub mod forms;
pub mod hash;
pub mod lemma;
pub mod model;
pub mod name_features;
pub mod name_network;
mod names;
pub mod network;
pub mod parser;
mod pos;
mod rows;
mod sums;
pub mod tag_features;
pub mod tags;

pub use clusters::{ClusterTable, Clusters};
pub use forms::Forms;
pub use model::Model;
pub use names::{Effort, Name, linear, names};
pub use pos::tag;
pub use rows::Rows;
