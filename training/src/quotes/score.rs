//! Figures by class, as `eval/quotes.py` counts them, over our own tokens: how many of the quotations that are hard for
//! everybody are found with the right speaker.

use super::gold::{Document, Quote, tokens_of};
use copydesk::Span;
use copydesk::article::Article;
use std::collections::BTreeSet;
use std::ops::Range;

/// The words of a quotation, by token.
type Words = BTreeSet<usize>;

/// Words in marks of fewer words than this are left out.
const LEAST: usize = 3;

/// Prints the figures of some articles.
pub(crate) fn classes(documents: &[Document]) {
    let mut classes: [(&str, usize, usize); 7] = [
        ("all words in marks", 0, 0),
        ("cue is say, said, says", 0, 0),
        ("cues other than say", 0, 0),
        ("whole sentences", 0, 0),
        ("fragments inside a sentence", 0, 0),
        ("speaker in the same paragraph", 0, 0),
        ("speaker in another paragraph", 0, 0),
    ];
    for document in documents {
        let article = &document.article;
        let found = segments(article, &document.marked, article.quotes.iter().map(|quote| quote.spans.as_slice()));
        let gold = segments(article, &document.marked, document.quotes.iter().map(|quote| quote.content.as_slice()));
        let mut taken = BTreeSet::new();
        for (words, number) in gold {
            let quote = &document.quotes[number];
            let Some(source) = quote.source.first() else { continue };
            let best = found
                .iter()
                .filter(|(other, _)| !taken.contains(&other.first()))
                .max_by(|a, b| shared(&words, &a.0).total_cmp(&shared(&words, &b.0)));
            let best = best.filter(|(other, _)| shared(&words, other) >= 0.8);
            let right = best.is_some_and(|(other, guess)| {
                taken.insert(other.first());
                let guess = &article.quotes[*guess];
                speaker_is_right(article, quote, guess.source, article.speaker(guess))
            });
            let place = |span: Span| article.blocks.partition_point(|block| block.span.end <= span.start);
            let first = words.first().map(|&token| article.tokens[token].span).unwrap_or_default();
            let says = quote.cue.iter().any(|cue| matches!(cue.of(&article.text), "say" | "said" | "says"));
            let content: usize =
                quote.content.iter().map(|&span| alphanumeric(article, tokens_of(article, span)).len()).sum();
            let marked: usize = segments(article, &document.marked, std::iter::once(quote.content.as_slice()))
                .iter()
                .map(|(words, _)| words.len())
                .sum();
            let fragment = content > marked;
            let away = place(*source) != place(first);
            for class in [0, 1 + usize::from(!says), 3 + usize::from(fragment), 5 + usize::from(away)] {
                classes[class].1 += 1;
                classes[class].2 += usize::from(right);
            }
        }
    }
    for (name, all, right) in classes {
        println!("{name:32}{:5.1} % of {all} found with the right speaker", 100.0 * right as f32 / all.max(1) as f32);
    }
}

/// Whole quotations whose words are right, word Jaccard of 0.8, of those with a cue of speech alone.
pub(crate) fn speech(documents: &[Document]) {
    let (mut gold, mut guessed, mut right) = (0, 0, 0);
    for document in documents {
        let article = &document.article;
        let speech = |cue: Option<&Span>| cue.is_some_and(|cue| copydesk::quotes::is_speech(cue.of(&article.text)));
        let words = |spans: &[Span]| -> Words {
            spans.iter().flat_map(|&span| alphanumeric(article, tokens_of(article, span))).collect()
        };
        let wanted: Vec<Words> =
            document.quotes.iter().filter(|q| speech(q.cue.first())).map(|q| words(&q.content)).collect();
        let found: Vec<Words> =
            article.quotes.iter().filter(|q| speech(q.cue.as_ref())).map(|q| words(&q.spans)).collect();
        gold += wanted.len();
        guessed += found.len();
        right += wanted.iter().filter(|one| found.iter().any(|other| shared(one, other) >= 0.8)).count();
    }
    let [p, r] = [guessed, gold].map(|all| 100.0 * right as f32 / all.max(1) as f32);
    println!("cues of speech, every kind: precision {p:.1}, recall {r:.1}, F1 {:.1} of {gold}", 2.0 * p * r / (p + r));
}

/// The words of each quotation's pieces in marks, with the number of the quotation; each stretch once.
fn segments<'a>(article: &Article, marked: &[Span], contents: impl Iterator<Item = &'a [Span]>) -> Vec<(Words, usize)> {
    let mut found: Vec<(Words, usize)> = Vec::new();
    for (number, content) in contents.enumerate() {
        for region in marked {
            let cut = content.iter().filter_map(|span| {
                let cut = Span { start: span.start.max(region.start), end: span.end.min(region.end) };
                (cut.start < cut.end).then_some(cut)
            });
            let words: Words = cut.flat_map(|span| alphanumeric(article, tokens_of(article, span))).collect();
            if words.len() >= LEAST && found.iter().all(|(other, _)| *other != words) {
                found.push((words, number));
            }
        }
    }
    found
}

fn alphanumeric(article: &Article, tokens: Range<usize>) -> Vec<usize> {
    let word = |i: &usize| article.tokens[*i].span.of(&article.text).starts_with(char::is_alphanumeric);
    tokens.filter(word).collect()
}

/// Word Jaccard.
fn shared(one: &Words, other: &Words) -> f32 {
    one.intersection(other).count() as f32 / one.union(other).count().max(1) as f32
}

/// Whether the source lies in the gold's, or has the last name of the gold's.
fn speaker_is_right(article: &Article, gold: &Quote, source: Option<Span>, speaker: Option<String>) -> bool {
    if source.is_some_and(|source| gold.source.iter().any(|span| span.overlaps(source))) {
        return true;
    }
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
    };
    let head: String = gold.source.iter().map(|span| span.of(&article.text)).collect::<Vec<_>>().join(" ");
    let head = words(head.split(',').next().unwrap_or_default());
    let named = head.iter().rev().find(|word| word.starts_with(char::is_uppercase) && !TITLES.contains(&word.as_str()));
    let said = format!("{} {}", source.map_or("", |span| span.of(&article.text)), speaker.unwrap_or_default());
    named.is_some_and(|name| words(&said).iter().any(|word| word.eq_ignore_ascii_case(name)))
}

/// What is no name.
const TITLES: [&str; 16] = [
    "The",
    "A",
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "President",
    "Sen",
    "Rep",
    "Gov",
    "Senator",
    "Governor",
    "Secretary",
    "Former",
    "State",
    "Of",
];

/// Whether the words and the speaker are both right: what `confidence` speaks of.
fn is_right(document: &Document, guess: &copydesk::article::Quote) -> bool {
    let article = &document.article;
    let words = |spans: &[Span]| -> Words {
        spans.iter().flat_map(|&span| alphanumeric(article, tokens_of(article, span))).collect()
    };
    let found = words(&guess.spans);
    document.quotes.iter().any(|quote| {
        let near = quote.content.iter().any(|span| guess.spans.iter().any(|other| span.overlaps(*other)));
        near && shared(&words(&quote.content), &found) >= 0.8
            && (quote.source.is_empty() && guess.source.is_none()
                || speaker_is_right(article, quote, guess.source, article.speaker(guess)))
    })
}

/// How sure the pipeline says it is, and how often it is right.
pub(crate) fn reliability(documents: &[Document]) {
    let borders = [0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01];
    let mut bins = [(0, 0, 0.0); 8];
    for document in documents {
        for quote in &document.article.quotes {
            let bin = borders.iter().position(|&border| quote.confidence < border).unwrap_or(7);
            bins[bin].0 += 1;
            bins[bin].1 += usize::from(is_right(document, quote));
            bins[bin].2 += quote.confidence;
        }
    }
    println!("| confidence | its mean | quotations | right |\n|---|---|---|---|");
    for (border, (all, right, sum)) in borders.iter().zip(bins) {
        let (share, mean) = (100.0 * right as f32 / all.max(1) as f32, sum / all.max(1) as f32);
        println!("| below {border:.2} | {mean:.2} | {all} | {share:.0} % |");
    }
}
