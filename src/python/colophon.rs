//! `colophon`: what this build is.

use crate::colophon::{build, models};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::collections::BTreeMap;

/// For which machine the library was built and how, and the models that are in it, by the names of their files.
#[pyfunction]
pub(super) fn colophon(py: Python<'_>) -> (String, BTreeMap<&'static str, Bound<'_, PyBytes>>) {
    (build(), models().into_iter().map(|(name, bytes)| (name, PyBytes::new(py, bytes))).collect())
}
