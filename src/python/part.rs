//! What every part of an article shares: the article it belongs to, and its place in one of the article's lists.

use super::article::Article;
use super::dict::Dict;
use super::error::CopydeskError;
use crate::article as core;
use crate::article::json::Writer;
use pyo3::prelude::*;
use serde::Serialize;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// Something an article has a list of.
pub(super) trait Listed: Sized + 'static {
    /// The name of the list, as Python has it.
    const LIST: &'static str;

    /// The list.
    fn list(article: &core::Article) -> &[Self];
}

macro_rules! listed {
    ($($kind:ident in $list:ident),+ $(,)?) => {$(
        impl Listed for core::$kind {
            const LIST: &'static str = stringify!($list);

            fn list(article: &core::Article) -> &[Self] {
                &article.$list
            }
        }
    )+};
}

listed! {
    Block in blocks, Sentence in sentences, Token in tokens, Mention in mentions, Entity in entities,
    TimeExpression in times, Quote in quotes, Warning in warnings,
}

/// A place in one of an article's lists. Two are equal when they are the same place in equal articles.
pub(super) struct Part<T> {
    article: Py<Article>,
    index: usize,
    of: PhantomData<fn() -> T>,
}

impl<T: Listed> Part<T> {
    /// Number `index` of the article's list; an error when the list is shorter.
    pub(super) fn new(article: Py<Article>, index: usize) -> PyResult<Self> {
        let length = T::list(&article.get().read).len();
        if index < length {
            return Ok(Self { article, index, of: PhantomData });
        }
        Err(CopydeskError::new_err(format!("index must be below {length}, the number of {}, not {index}", T::LIST)))
    }

    /// Every one of the article's list.
    pub(super) fn all(article: &Bound<'_, Article>) -> impl Iterator<Item = Self> {
        let length = T::list(&article.get().read).len();
        (0..length).map(|index| Self { article: article.clone().unbind(), index, of: PhantomData })
    }

    /// Those of the article's list that have these numbers.
    pub(super) fn some(article: &Py<Article>, py: Python<'_>, indices: &[u32]) -> impl Iterator<Item = Self> {
        indices.iter().filter_map(move |&index| Self::new(article.clone_ref(py), index as usize).ok())
    }

    /// What the core says.
    pub(super) fn core(&self) -> &T {
        &T::list(&self.article().read)[self.index]
    }

    /// Its place in the list.
    pub(super) fn index(&self) -> usize {
        self.index
    }

    /// The article.
    pub(super) fn article(&self) -> &Article {
        self.article.get()
    }

    /// The article as Python holds it.
    pub(super) fn owner(&self) -> &Py<Article> {
        &self.article
    }

    /// What the part says as a `dict`, as it stands in the article's JSON.
    pub(super) fn dict<'a, 'py, F: Serialize>(
        &'a self,
        py: Python<'py>,
        form: impl FnOnce(&Writer<'a>, &'a T) -> F,
    ) -> PyResult<Dict<'py>> {
        Dict::of(py, &form(&self.article().writer(), self.core()))
    }

    /// What makes the same part again: the constructor's arguments.
    pub(super) fn arguments(&self, py: Python<'_>) -> (Py<Article>, usize) {
        (self.article.clone_ref(py), self.index)
    }
}

impl<T> PartialEq for Part<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index && self.article.get() == other.article.get()
    }
}

impl<T> Eq for Part<T> {}

impl<T> Hash for Part<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
        self.article.get().hash(state);
    }
}
