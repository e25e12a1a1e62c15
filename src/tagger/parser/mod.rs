//! Dependencies.

pub mod features;
