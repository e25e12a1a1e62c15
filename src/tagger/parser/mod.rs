//! Dependencies.

pub mod features;
mod tree;
