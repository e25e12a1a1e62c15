//! What Python sees: takes arguments, calls, maps errors.
//!
//! One class a file. An [`Article`](article::Article) owns what the core read; every other class is a view of it, the
//! article and an index, so nothing is copied and every part knows its article. Offsets leave as code points.

mod arguments;
mod article;
mod block;
mod capsule;
mod cells;
mod charset;
mod colophon;
mod dict;
mod entity;
mod error;
mod gate;
mod knowledge;
mod many;
mod mention;
mod moment;
mod part;
mod pipeline;
mod quote;
mod sentence;
mod settings;
mod show;
mod span;
mod table;
mod tables;
mod time_expression;
mod token;
mod tuple;
mod warning;

/// The native half of the package `copydesk`.
#[pyo3::pymodule(gil_used = false)]
mod _copydesk {
    #[pymodule_export]
    use super::article::Article;
    #[pymodule_export]
    use super::block::Block;
    #[pymodule_export]
    use super::charset::utf8;
    #[pymodule_export]
    use super::colophon::colophon;
    #[pymodule_export]
    use super::entity::Entity;
    #[pymodule_export]
    use super::many::Articles;
    #[pymodule_export]
    use super::mention::Mention;
    #[pymodule_export]
    use super::pipeline::{Pipeline, parse};
    #[pymodule_export]
    use super::quote::Quote;
    #[pymodule_export]
    use super::sentence::Sentence;
    #[pymodule_export]
    use super::span::Span;
    #[pymodule_export]
    use super::table::Table;
    #[pymodule_export]
    use super::tables::{Extraction, columns};
    #[pymodule_export]
    use super::time_expression::TimeExpression;
    #[pymodule_export]
    use super::token::Token;
    #[pymodule_export]
    use super::warning::Warning;

    #[pymodule_init]
    fn init(module: &pyo3::Bound<'_, pyo3::types::PyModule>) -> pyo3::PyResult<()> {
        super::gate::watch(module)
    }

    /// The package's version.
    #[pymodule_export]
    #[allow(non_upper_case_globals, reason = "the name is Python's")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
