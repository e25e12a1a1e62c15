//! Sums of money, percentages and measurements: "$5 million", "€3.2bn", "4.5%", "20 kilometres".
//!
//! Tokens are cut into atoms (a sign, a number, a word, whichever way the text writes them together), and a small
//! grammar is tried wherever an amount may begin. An amount has at most [`LONGEST`] atoms, so reading is linear.

use crate::article::{Article, EntityKind};
use crate::span::Span;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Most atoms in one amount: "between" two long numbers in words.
const LONGEST: usize = 16;

/// What a piece of a token is to an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Atom {
    /// Figures: "3.2".
    Figures,
    /// A number in words.
    Number,
    /// "million".
    Magnitude,
    /// "$", before a number.
    Sign,
    /// "euros", behind a number.
    Money,
    /// "%".
    Percent,
    /// "square".
    Power,
    /// "kilometres".
    Unit,
    /// "-", "–", "to": between two numbers.
    Through,
    /// "a", "per", "points", "and", "half": words with a part to play in one place.
    Word(&'static str),
    /// Anything else.
    Other,
}

static WORDS: LazyLock<HashMap<&str, Atom>> = LazyLock::new(|| {
    let rows = include_str!("amounts.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t'))
        .map(|(word, what)| {
            let atom = match what {
                "number" => Atom::Number,
                "magnitude" => Atom::Magnitude,
                "sign" | "code" => Atom::Sign,
                "money" => Atom::Money,
                "percent" => Atom::Percent,
                "power" => Atom::Power,
                _ => Atom::Unit,
            };
            (word, atom)
        })
        .chain(["a", "an", "per", "cent", "points", "point", "and", "half", "s"].map(|word| (word, Atom::Word(word))))
        .chain(["-", "–", "to"].map(|word| (word, Atom::Through)))
        .collect()
});

/// The amounts of an article, in reading order.
pub(super) fn find(article: &Article) -> Vec<(Span, EntityKind)> {
    let by_word = article.words.map(|word| WORDS.get(word).copied().unwrap_or(Atom::Other));
    let mut atoms = Vec::new();
    let mut found = Vec::new();
    for sentence in &article.sentences {
        atoms.clear();
        let mut hope = false;
        for token in &article.tokens[sentence.token_range()] {
            match by_word[token.lower.index()] {
                Atom::Other => cut(&article.text, token.span, &mut atoms),
                // "B", "M" and "K" are magnitudes only when they are glued to figures.
                Atom::Magnitude if token.span.len() == 1 => atoms.push((Atom::Other, token.span)),
                atom => atoms.push((atom, token.span)),
            }
            hope |= matches!(
                atoms.last(),
                Some((Atom::Sign | Atom::Money | Atom::Percent | Atom::Unit | Atom::Word("cent"), _))
            );
        }
        if hope {
            read(&atoms, &mut found);
        }
    }
    found
}

/// Cuts a token that is no known word into sign, figures and what is glued to them.
fn cut(text: &str, span: Span, atoms: &mut Vec<(Atom, Span)>) {
    let word = span.of(text);
    let Some(first) = word.find(|c: char| c.is_ascii_digit()) else {
        atoms.push((Atom::Other, span));
        return;
    };
    let figures = word[first..].bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
    let figures = word[first..first + figures].trim_end_matches(['.', ',']).len();
    let start = span.start as usize;
    let part = |range: Range<usize>| Span::new(start + range.start, start + range.end);
    let known = |range: Range<usize>| {
        let piece = &word[range];
        WORDS.get(piece).or_else(|| WORDS.get(piece.to_lowercase().as_str())).copied().unwrap_or(Atom::Other)
    };
    if first > 0 {
        atoms.push((known(0..first), part(0..first)));
    }
    atoms.push((Atom::Figures, part(first..first + figures)));
    let rest = first + figures;
    if rest < word.len() {
        // "10.5m" is money or people more often than metres; "bn" and "km" say what they are.
        let atom = known(rest..word.len());
        atoms.push((atom, part(rest..word.len())));
    }
}

/// Finds the amounts in the atoms of a sentence.
fn read(atoms: &[(Atom, Span)], found: &mut Vec<(Span, EntityKind)>) {
    let mut at = 0;
    while at < atoms.len() {
        let window = &atoms[at..(at + LONGEST).min(atoms.len())];
        match amount(window) {
            Some((length, kind)) => {
                found.push((atoms[at].1.cover(atoms[at + length - 1].1), kind));
                at += length;
            }
            None => at += 1,
        }
    }
}

/// The amount that begins with the first atom: its length and kind.
fn amount(atoms: &[(Atom, Span)]) -> Option<(usize, EntityKind)> {
    let is = |at: usize, atom: Atom| atoms.get(at).is_some_and(|(a, _)| *a == atom);
    if is(0, Atom::Sign) {
        let end = number(atoms, 1)?;
        // "$5-10 million", "$5 to $10".
        if is(end, Atom::Through) {
            let second = if is(end + 1, Atom::Sign) { end + 2 } else { end + 1 };
            if let Some(end) = number(atoms, second) {
                return Some((end, EntityKind::Money));
            }
        }
        return Some((end, EntityKind::Money));
    }
    let mut end = number(atoms, 0)?;
    if is(end, Atom::Through)
        && let Some(second) = number(atoms, end + 1)
    {
        end = second;
    }
    if let Some((end, kind)) = unit(atoms, end) {
        return Some((end, kind));
    }
    // "20-kilometre".
    if is(end, Atom::Through) {
        return unit(atoms, end + 1).filter(|(_, kind)| *kind == EntityKind::Quantity);
    }
    // "3 percent to 5 percent" begins again at the second number.
    None
}

/// Where the unit ends that begins here.
fn unit(atoms: &[(Atom, Span)], at: usize) -> Option<(usize, EntityKind)> {
    let kind = |at: usize| atoms.get(at).map(|(atom, _)| *atom);
    match kind(at)? {
        Atom::Money => Some((at + 1, EntityKind::Money)),
        Atom::Percent => {
            let points = matches!(kind(at + 1), Some(Atom::Word("points" | "point")));
            Some((at + 1 + usize::from(points), EntityKind::Percent))
        }
        Atom::Word("per") if kind(at + 1) == Some(Atom::Word("cent")) => Some((at + 2, EntityKind::Percent)),
        Atom::Unit => {
            let more = (at + 1..atoms.len()).take_while(|&i| kind(i) == Some(Atom::Unit)).count();
            Some((at + 1 + more, EntityKind::Quantity))
        }
        Atom::Power if kind(at + 1) == Some(Atom::Unit) => Some((at + 2, EntityKind::Quantity)),
        // "5 million U.S. dollars", "300 Hong Kong dollars".
        Atom::Other => (at + 1..at + 3)
            .take_while(|&i| matches!(kind(i - 1), Some(Atom::Other)))
            .find(|&i| kind(i) == Some(Atom::Money))
            .filter(|_| atoms[at].1.len() > 1)
            .map(|i| (i + 1, EntityKind::Money)),
        _ => None,
    }
}

/// Where the number ends that begins here: figures or words, with magnitudes.
fn number(atoms: &[(Atom, Span)], start: usize) -> Option<usize> {
    let kind = |at: usize| atoms.get(at).map(|(atom, _)| *atom);
    let mut at = start;
    match kind(at)? {
        Atom::Figures => at += 1,
        Atom::Number => {
            at += 1;
            // "twenty-five".
            while matches!(kind(at), Some(Atom::Number))
                || kind(at) == Some(Atom::Through) && kind(at + 1) == Some(Atom::Number)
            {
                at += if kind(at) == Some(Atom::Number) { 1 } else { 2 };
            }
        }
        Atom::Word("half") if matches!(kind(at + 1), Some(Atom::Word("a"))) => at += 2,
        Atom::Word("a" | "an") => {
            at += 1;
            if kind(at) != Some(Atom::Magnitude) {
                // "a dollar", "a mile".
                return matches!(kind(at), Some(Atom::Money | Atom::Unit)).then_some(at);
            }
        }
        _ => return None,
    }
    while kind(at) == Some(Atom::Magnitude) {
        at += 1;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{layout, segment};
    use std::collections::HashSet;

    #[test]
    fn amounts_in_news() {
        let table: &[(&str, &[(&str, EntityKind)])] = &[
            ("It cost $5 million.", &[("$5 million", EntityKind::Money)]),
            ("Profits of €3.2bn were a record.", &[("€3.2bn", EntityKind::Money)]),
            ("Rates rose to 4.5% on Monday.", &[("4.5%", EntityKind::Percent)]),
            ("It grew 12 percent.", &[("12 percent", EntityKind::Percent)]),
            ("It grew 12 per cent.", &[("12 per cent", EntityKind::Percent)]),
            ("The bridge is 20 kilometres long.", &[("20 kilometres", EntityKind::Quantity)]),
            ("A 20-kilometre queue.", &[("20-kilometre", EntityKind::Quantity)]),
            ("Some 300 square miles burned.", &[("300 square miles", EntityKind::Quantity)]),
            ("It paid 5 million U.S. dollars.", &[("5 million U.S. dollars", EntityKind::Money)]),
            ("It paid twenty-five thousand pounds.", &[("twenty-five thousand pounds", EntityKind::Money)]),
            ("Between $5 and $10 each", &[("$5", EntityKind::Money), ("$10", EntityKind::Money)]),
            ("It costs $5 to $10 each.", &[("$5 to $10", EntityKind::Money)]),
            ("Up by 0.25 percentage points", &[("0.25 percentage points", EntityKind::Percent)]),
            ("They won 12 seats in 2024.", &[]),
            ("Five people walked to the dock.", &[]),
            ("She won.", &[]),
            ("", &[]),
        ];
        for (text, expected) in table {
            let mut article = layout::prose((*text).to_owned());
            segment::segment(&mut article);
            let found: Vec<_> = find(&article).iter().map(|&(span, kind)| (span.of(text), kind)).collect();
            assert_eq!(&found, expected, "{text}");
        }
    }

    #[test]
    fn the_list_is_well_formed() {
        let kinds = ["number", "magnitude", "sign", "code", "money", "percent", "power", "unit"];
        let mut seen = HashSet::new();
        for row in include_str!("amounts.tsv").lines().filter(|line| !line.starts_with('#')) {
            let (word, what) = row.split_once('\t').unwrap_or_default();
            assert!(kinds.contains(&what), "{row:?}");
            assert!(seen.insert(word), "{word} stands twice");
            assert!(what == "sign" || word == word.to_lowercase(), "{word}");
        }
    }
}
