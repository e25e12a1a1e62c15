//! What the name model looks at. Training and reading share these templates, so they cannot drift apart.
//!
//! Two sorts: what a neighbouring form says by itself at its distance ([`alone`]), which is the same wherever the form
//! stands and is summed once per article; and what only the place says ([`Place::features`]): pairs of neighbours, the
//! run of capitalised words around, and how the word is written elsewhere in the article.

use super::forms::{Case, Form, Forms};
use super::hash;
use crate::article::{Article, Word};
use std::collections::HashSet;
use std::ops::Range;

/// How far a token looks to either side.
pub const REACH: usize = 4;
/// A sentence with more capitalised words among ten tells nothing by capitals: a headline.
const SHOUTING: usize = 7;

/// Templates are numbered; these are the first numbers of each sort.
const AT: u64 = 32;
const PAIRS: u64 = 400;
const RUNS: u64 = 440;
const ELSEWHERE: u64 = 480;
const CHAINS: u64 = 500;
const NETWORK: u64 = 2050;

/// What a form says to the token that stands `distance` before (negative) or after it. Distances are counted from the
/// token that is to be labelled: -1 is the form before it.
pub fn alone(form: &Form, distance: isize, see: &mut Vec<u64>) {
    let template = AT * REACH.saturating_add_signed(distance) as u64;
    see.push(hash::feature(template, form.lower));
    let far = distance.unsigned_abs();
    if far > 2 {
        return;
    }
    see.push(hash::feature(template + 1, form.short));
    let case = if far == 0 { form.case as u64 } else { u64::from(form.capital) };
    for (i, cluster) in form.clusters.into_iter().enumerate().filter(|(_, cluster)| *cluster > 0) {
        see.push(hash::feature(template + 2 + i as u64, hash::join(cluster, case)));
    }
    if far > 1 {
        return;
    }
    see.push(hash::feature(template + 8, form.surface));
    see.push(hash::feature(template + 9, form.case as u64));
    see.push(hash::feature(template + 10, form.suffixes[2]));
    if far > 0 {
        return;
    }
    see.push(hash::feature(template + 11, form.shape));
    for (i, affix) in form.prefixes.into_iter().chain(form.suffixes).enumerate().filter(|(_, affix)| *affix > 0) {
        see.push(hash::feature(template + 12 + i as u64, hash::join(affix, u64::from(form.capital))));
    }
}

/// How words are written in the whole article.
#[derive(Debug)]
pub struct Usage {
    // By word.
    in_lower_case: Vec<bool>,
    capitalised: Vec<bool>,
    // By word: the form before it where it ends a name of two to four words.
    before: Vec<Option<u32>>,
    // Hashes of the initials of names, in lower case.
    initials: HashSet<u64>,
}

impl Usage {
    /// Reads the article once.
    pub fn new(article: &Article, forms: &Forms) -> Self {
        let words = article.words.len();
        let mut usage = Self {
            in_lower_case: vec![false; words],
            capitalised: vec![false; words],
            before: vec![None; words],
            initials: HashSet::new(),
        };
        let mut letters = String::new();
        for sentence in &article.sentences {
            let tokens = sentence.token_range();
            let (capital, words) = capitals(forms, tokens.clone());
            let normal = 10 * capital <= SHOUTING * words;
            let mut run = 0;
            letters.clear();
            for at in tokens.clone() {
                let form = forms.of(at);
                let word = article.tokens[at].lower.index();
                if !form.capital {
                    usage.in_lower_case[word] |= form.case == Case::Lower;
                } else if normal && at > tokens.start {
                    usage.capitalised[word] = true;
                }
                if !normal {
                    continue;
                }
                if form.capital {
                    run += 1;
                    letters.push(form.initial);
                    let ends = at + 1 == tokens.end || !forms.of(at + 1).capital;
                    if ends && (2..=4).contains(&run) && usage.before[word].is_none() {
                        usage.before[word] = Some(forms.of_tokens()[at - 1]);
                    }
                } else {
                    run = 0;
                    let link =
                        matches!(article.words.get(article.tokens[at].lower), "of" | "and" | "for" | "the" | "&");
                    if !link {
                        usage.keep_initials(&mut letters);
                    }
                }
            }
            usage.keep_initials(&mut letters);
        }
        usage
    }

    fn keep_initials(&mut self, letters: &mut String) {
        let count = letters.chars().count();
        if (2..=6).contains(&count) {
            self.initials.insert(hash::text(letters.as_bytes()));
        }
        // The first word may only open the sentence.
        if (3..=7).contains(&count) {
            let rest = letters.chars().next().map_or(0, char::len_utf8);
            self.initials.insert(hash::text(&letters.as_bytes()[rest..]));
        }
        letters.clear();
    }
}

/// Whether the word may stand inside a name although it has no capital.
fn links(article: &Article, token: usize) -> bool {
    matches!(
        article.words.get(article.tokens[token].lower),
        "of" | "and" | "for" | "the" | "&" | "de" | "in" | "on" | "to"
    )
}

/// How many words are capitalised, and how many have a case at all.
fn capitals(forms: &Forms, tokens: Range<usize>) -> (usize, usize) {
    let cased = tokens.map(|at| forms.of(at)).filter(|form| !matches!(form.case, Case::Other | Case::Digits));
    cased.fold((0, 0), |(capitals, words), form| (capitals + usize::from(form.capital), words + 1))
}

/// A sentence, read for its features token by token.
#[derive(Debug)]
pub struct Place<'a> {
    forms: &'a Forms,
    usage: &'a Usage,
    words: Vec<Word>,
    tokens: Range<usize>,
    capitals: u64,
    // For each token, the run of capitalised tokens it is in; empty for others.
    runs: Vec<Range<usize>>,
    // The same for chains: runs that words such as "of the" link, and those words.
    chains: Vec<Range<usize>>,
}

impl<'a> Place<'a> {
    /// Before the first sentence.
    pub fn new(forms: &'a Forms, usage: &'a Usage) -> Self {
        Self { forms, usage, words: Vec::new(), tokens: 0..0, capitals: 0, runs: Vec::new(), chains: Vec::new() }
    }

    /// Goes to the sentence of these tokens.
    pub fn enter(&mut self, article: &Article, tokens: Range<usize>) {
        let (capital, words) = capitals(self.forms, tokens.clone());
        self.capitals = (5 * capital / words.max(1)) as u64;
        self.words.clear();
        self.words.extend(article.tokens[tokens.clone()].iter().map(|token| token.lower));
        self.runs.clear();
        let mut at = tokens.start;
        while at < tokens.end {
            let run = (at..tokens.end).take_while(|&i| self.forms.of(i).capital).count();
            self.runs.extend(std::iter::repeat_n(at..at + run, run));
            at += run;
            if at < tokens.end {
                self.runs.push(at..at);
                at += 1;
            }
        }
        self.chains.clear();
        let mut at = tokens.start;
        while at < tokens.end {
            let mut end = self.runs[at - tokens.start].end;
            if end == at {
                self.chains.push(at..at);
                at += 1;
                continue;
            }
            loop {
                let gap = (end..tokens.end.min(end + 2)).take_while(|&i| links(article, i)).count();
                match self.runs.get(end + gap - tokens.start).filter(|run| gap > 0 && !run.is_empty()) {
                    Some(run) => end = run.end,
                    None => break,
                }
            }
            self.chains.extend(std::iter::repeat_n(at..end, end - at));
            at = end;
        }
        self.tokens = tokens;
    }

    /// The form at a place of the sentence; the edge outside of it.
    #[inline]
    fn form(&self, at: isize) -> &'a Form {
        match usize::try_from(at) {
            Ok(at) if self.tokens.contains(&at) => self.forms.of(at),
            _ => self.forms.edge(),
        }
    }

    /// The features of a token, counted in the article, that depend on its place.
    pub fn features(&self, token: usize, see: &mut Vec<u64>) {
        let at = token.cast_signed();
        let [before, here, after] = [at - 1, at, at + 1].map(|i| self.form(i));
        let start = u64::from(token == self.tokens.start);
        let cases = hash::join(hash::join(before.case as u64, here.case as u64), after.case as u64);
        let values = [
            hash::join(before.lower, here.lower),
            hash::join(here.lower, after.lower),
            hash::join(before.lower, after.lower),
            hash::join(before.short, here.short),
            hash::join(here.short, after.short),
            cases,
            hash::join(self.capitals, here.case as u64),
            hash::join(start, here.case as u64),
            hash::join(before.cluster(), here.cluster()),
            hash::join(here.cluster(), after.cluster()),
        ];
        see.extend(hash::features(PAIRS, values));
        if here.capital {
            self.run(token, see);
            self.elsewhere(token, see);
        }
        self.chain(token, see);
    }

    /// What the network sees of the place of a token, besides its form: capitals in the sentence, the beginning of it,
    /// and how the word is written elsewhere.
    pub fn of_network(&self, token: usize, see: &mut Vec<u64>) {
        let here = self.forms.of(token);
        let start = u64::from(token == self.tokens.start);
        see.push(hash::feature(NETWORK, hash::join(start, here.case as u64)));
        see.push(hash::feature(NETWORK + 1, hash::join(self.capitals, here.case as u64)));
        if !here.capital {
            return;
        }
        let word = self.words[token - self.tokens.start].index();
        let seen = 2 * u64::from(self.usage.in_lower_case[word]) + u64::from(self.usage.capitalised[word]);
        see.push(hash::feature(NETWORK + 2, hash::join(seen, start)));
        if let Some(before) = self.usage.before[word] {
            let joined = u64::from(self.form(token.cast_signed() - 1).capital);
            see.push(hash::feature(NETWORK + 3, hash::join(self.forms.get(before).clusters[4], joined)));
        }
        if here.case == Case::Upper {
            let named = u64::from(self.usage.initials.contains(&here.lower));
            see.push(hash::feature(NETWORK + 4, named));
        }
    }

    /// The chain of linked runs around, where there is more than one: "Ministry of Health" to each of its words.
    fn chain(&self, token: usize, see: &mut Vec<u64>) {
        let at = token - self.tokens.start;
        let (run, chain) = (&self.runs[at], &self.chains[at]);
        if run == chain {
            return;
        }
        let [head, tail] = [chain.start, chain.end - 1].map(|i| self.forms.of(i));
        let sort = if run.is_empty() { 0 } else { 1 + u64::from(run.start > chain.start) };
        let values = [
            hash::join(head.lower, sort),
            hash::join(tail.lower, sort),
            hash::join(head.cluster(), hash::join(tail.cluster(), sort)),
            hash::join(chain.len().min(6) as u64, sort),
        ];
        see.extend(hash::features(CHAINS, values));
    }

    /// The run of capitalised words around, and what stands before and after it.
    fn run(&self, token: usize, see: &mut Vec<u64>) {
        let run = self.runs[token - self.tokens.start].clone();
        let (first, last) = (run.start.cast_signed(), run.end.cast_signed() - 1);
        let (from, to) = (token - run.start, run.end - 1 - token);
        let place = hash::join(from.min(3) as u64, to.min(3) as u64);
        let [before, after, second, penult] = [first - 1, last + 1, first - 2, last + 2].map(|i| self.form(i));
        let [head, tail] = [first, last].map(|i| self.form(i));
        let values = [
            before.lower,
            after.lower,
            hash::join(before.lower, after.lower),
            hash::join(second.lower, before.lower),
            hash::join(after.lower, penult.lower),
            place,
            hash::join(head.lower, from.min(3) as u64),
            hash::join(tail.lower, to.min(3) as u64),
            hash::join(before.cluster(), after.cluster()),
            hash::join(head.cluster(), tail.cluster()),
            hash::join(place, self.capitals),
        ];
        see.extend(hash::features(RUNS, values));
    }

    /// How the word is written in the rest of the article.
    fn elsewhere(&self, token: usize, see: &mut Vec<u64>) {
        let word = self.words[token - self.tokens.start].index();
        let here = self.forms.of(token);
        let start = u64::from(token == self.tokens.start);
        let seen = 2 * u64::from(self.usage.in_lower_case[word]) + u64::from(self.usage.capitalised[word]);
        see.push(hash::feature(ELSEWHERE, hash::join(seen, start)));
        see.push(hash::feature(ELSEWHERE + 1, hash::join(seen, here.case as u64)));
        if let Some(before) = self.usage.before[word] {
            let joined = u64::from(self.form(token.cast_signed() - 1).capital);
            let before = self.forms.get(before);
            see.push(hash::feature(ELSEWHERE + 2, hash::join(before.cluster(), joined)));
            see.push(hash::feature(ELSEWHERE + 3, hash::join(before.lower, joined)));
        }
        if here.case == Case::Upper {
            let named = u64::from(self.usage.initials.contains(&here.lower));
            see.push(hash::feature(ELSEWHERE + 4, hash::join(named, self.capitals)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::clusters::ClusterTable;
    use super::*;
    use crate::{layout, segment};
    use std::collections::BTreeSet;

    /// The features that depend on the place of the first token written so.
    fn seen(text: &str, surface: &str) -> BTreeSet<u64> {
        let mut article = layout::prose(text.to_owned());
        segment::segment(&mut article);
        let forms = Forms::new(&article, &ClusterTable::new(&[]));
        let usage = Usage::new(&article, &forms);
        let mut place = Place::new(&forms, &usage);
        let mut features = Vec::new();
        let token = article.tokens.iter().position(|token| token.span.of(text) == surface).expect("a token");
        let sentence = article.sentences.iter().find(|s| s.token_range().contains(&token)).expect("a sentence");
        place.enter(&article, sentence.token_range());
        place.features(token, &mut features);
        features.into_iter().collect()
    }

    #[test]
    fn what_stands_around_and_elsewhere_counts() {
        let table = [
            ("the sentence before says nothing", "It rained. Holm left.", "It snowed. Holm left.", "Holm", true),
            ("the word before does", "We saw Holm leave.", "We met Holm leave.", "Holm", false),
            ("the word written small elsewhere", "Rich left. A rich man.", "Rich left. A poor man.", "Rich", false),
            (
                "the full name elsewhere",
                "Holm left. We saw that Ada Holm left.",
                "Holm left. We saw that Ada Reed left.",
                "Holm",
                false,
            ),
            (
                "initials",
                "HBB met. So did the Harbour Board Brightwater here.",
                "HBB met. So did the Harbour Board here.",
                "HBB",
                false,
            ),
            ("the other end of a chain", "The Bank of Brightwater.", "The Port of Brightwater.", "Brightwater", false),
            (
                "no chain, no other end",
                "The bank here of Brightwater.",
                "The port here of Brightwater.",
                "Brightwater",
                true,
            ),
        ];
        for (why, one, other, surface, same) in table {
            assert_eq!(seen(one, surface) == seen(other, surface), same, "{why}");
        }
    }

    #[test]
    fn long_sentences_take_linear_time() {
        for text in ["Ada ".repeat(50_000), "Ada of ".repeat(50_000), "Ada of the of ".repeat(20_000)] {
            assert!(!seen(&text, "Ada").is_empty());
        }
    }
}
