//! Small neural networks, read from a section of the model file.
//!
//! Pieces to build them from, each read by its name from the section's [`Tensors`] (the format is told there):
//!
//! - [`Bag`]: features, given by their hashes, to the sum of their rows of numbers.
//! - [`Norm`]: the numbers of a token evened out.
//! - [`Dense`]: weighted sums.
//! - [`Lstm`]: a sentence read from both ends.
//!
//! ```text
//! let tensors = Tensors::read("name-network", section)?;
//! let (bag, lstm) = (Bag::read(&tensors, "bag")?, Lstm::read(&tensors, "lstm")?);
//! ```
//!
//! Weights are bytes with one scale a row; what a layer is given becomes sixteen-bit numbers, so products are summed as
//! integers. Answers are the same on every processor. Nothing is allocated for a token: layers write into room that the
//! caller keeps ([`Room`], [`Memory`]). [`Builder`] writes a section.

mod arithmetic;
mod bag;
mod dense;
mod lstm;
mod tensors;

pub use bag::Bag;
pub use dense::{Dense, Norm, Room};
pub use lstm::{Lstm, Memory};
pub use tensors::{Builder, Sort, Tensor, Tensors};
