//! Who said what.
//!
//! ```text
//! marks ─ wording ─ direct ┐
//!   cues ─ view ─ phrases ─┼─ indirect ┐
//!          view ─ reading ─┴───────────┴─ agreement ─ ranker ─ speakers ─ family, polarity, confidence
//! ```
//!
//! [`turns`] takes out the talks. [`marks`] finds what stands in quotation marks, [`wording`] tells speech from titles and
//! names. By rules, [`direct`] gives every quotation that stands on its own its speaker, and [`indirect`] reads the rest
//! cue by cue; both look at the words through [`view`] and find noun phrases and subjects with [`phrases`]. A network
//! reads the sentences that may report something ([`reading`]), [`agreement`] brings the two together, and [`ranker`]
//! thinks again about doubtful speakers. Last, [`speakers`] says which entity a source is, and [`family`] and
//! [`polarity`] what kind of report it is, and [`voices`] whom "I" and "we" stand for.

mod agreement;
mod attribution;
mod candidates;
mod confidence;
mod content;
mod cues;
mod direct;
mod explanation;
mod family;
mod indirect;
mod marks;
mod phrases;
mod polarity;
mod ranker;
mod reading;
mod repeats;
mod sample;
mod speakers;
mod turns;
mod view;
mod voices;
mod wording;

pub use explanation::explain;
pub use family::is_speech;
pub use ranker::Choice;
pub use reading::{FEATURES, LABELS, Label, Network, Pair, Part, Role, Stretch, WORDS};
pub use sample::Sample;

use crate::Error;
use crate::article::{Article, Quote, QuoteKind};
use crate::span::Span;
use crate::tagger::{Effort, Forms};
use attribution::Attribution;
use cues::Lexicon;
use direct::Speech;
use reading::{Group, Reading};
use speakers::Speakers;
use std::sync::Arc;
use view::{Class, View, may_speak};
use wording::Wording;

/// What to look for, and how.
#[derive(Clone, Debug)]
pub struct Settings {
    kinds: Vec<QuoteKind>,
    cues: Vec<String>,
    /// The lexicon with the user's verbs; None where there are none and the built-in one serves.
    own: Option<Arc<Lexicon>>,
}

impl Settings {
    /// `kinds` are the kinds to find, the others are not computed; `cues` are verbs that count as verbs of saying, in
    /// their dictionary form: "whinge".
    ///
    /// # Errors
    /// When a cue is empty or more than one word.
    pub fn new(kinds: Vec<QuoteKind>, cues: Vec<String>) -> Result<Self, Error> {
        if let Some(wrong) = cues.iter().find(|cue| cue.split_whitespace().count() != 1) {
            return Err(Error::new(format!("cues must be single verbs in their dictionary form, not {wrong:?}")));
        }
        let own = (!cues.is_empty()).then(|| Arc::new(Lexicon::with_verbs(&cues)));
        Ok(Self { kinds, cues, own })
    }

    /// The kinds to find.
    #[must_use]
    pub fn kinds(&self) -> &[QuoteKind] {
        &self.kinds
    }

    /// The verbs added, as given.
    #[must_use]
    pub fn cues(&self) -> &[String] {
        &self.cues
    }

    fn lexicon(&self) -> &Lexicon {
        self.own.as_deref().unwrap_or_else(|| Lexicon::standard())
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self { kinds: QuoteKind::ALL.to_vec(), cues: Vec::new(), own: None }
    }
}

/// Fills `quotes`; with [`Effort::Fast`] by rules alone.
pub fn find(article: &mut Article, forms: &Forms, effort: Effort, settings: &Settings) {
    if settings.kinds.is_empty() {
        return;
    }
    let network = Network::embedded().filter(|_| effort != Effort::Fast);
    let paragraphs: Vec<Span> = article.blocks.iter().map(|b| b.span).collect();
    let regions = marks::regions(&article.text, &paragraphs);
    let mut view = View::new(article, &regions, settings.lexicon());
    let (mut found, wordings) = attributions(&mut view, settings, |view| {
        let network = network?;
        Some(Reading::new(view, forms).groups(network))
    });
    ranker::review(&view, network.is_some(), &mut found);
    repeats::attribute(&view, &mut found);
    let speakers = Speakers::new(view.article);
    let owners = owners(&view, &found);
    let mut quotes: Vec<Quote> = found
        .into_iter()
        .filter_map(|a| quote(&view, &speakers, &wordings, &owners, network.is_none(), &a))
        .filter(|q| settings.kinds.contains(&q.kind))
        .collect();
    quotes.sort_by_key(|q| (q.extent().start, u32::MAX - q.extent().end));
    keep_apart(&mut quotes);
    article.quotes = quotes;
    voices::hear(article);
}

/// Every attribution, and how each region was read; `read` asks the network, where there is one.
fn attributions(
    view: &mut View<'_>,
    settings: &Settings,
    read: impl FnOnce(&View<'_>) -> Option<Vec<Group>>,
) -> (Vec<Attribution>, Vec<Wording>) {
    let mut found = turns::attribute(view);
    let talks = found.len();
    let mut wordings = vec![Wording::Part; view.regions.len()];
    let mut speeches = Vec::new();
    for (number, region) in view.regions.iter().enumerate().filter(|(_, r)| r.depth == 0) {
        let tokens = view.tokens_of(region.span);
        let kind = view.article.blocks.get(view.block_of(tokens.start)).map(|b| b.kind);
        if tokens.is_empty() || view.is_sealed(tokens.start) || !kind.is_some_and(may_speak) {
            wordings[number] = Wording::Name;
            continue;
        }
        wordings[number] = wording::judge(view, region, &tokens);
        if wordings[number] == Wording::Name {
            view.name(tokens.clone());
        }
        if wordings[number] == Wording::Speech {
            view.seal(tokens.clone());
            speeches.push(Speech { region: number, tokens });
        }
    }
    found.extend(direct::attribute(view, &speeches));
    // Parts in marks may turn out to be direct once the sentence around them is read.
    let parts = (0..view.regions.len()).any(|r| view.regions[r].depth == 0 && wordings[r] == Wording::Part);
    if parts || settings.kinds.iter().any(|&k| k != QuoteKind::Direct) {
        let reported = indirect::attribute(view, &found);
        found.extend(reported);
        leftovers(view, &wordings, &mut found);
    }
    if let Some(groups) = read(view) {
        found = agreement::agree(view, &found, talks, groups, &wordings);
    }
    (found, wordings)
}

/// Parts in quotation marks that no cue claimed: three words or more are somebody's, and the sentence may say whose.
fn leftovers(view: &View<'_>, wordings: &[Wording], found: &mut Vec<Attribution>) {
    let mut claimed: Vec<(Span, usize)> =
        found.iter().enumerate().flat_map(|(n, a)| a.content.iter().map(move |&s| (s, n))).collect();
    claimed.sort_unstable();
    let (mut furthest, mut next, mut last) = (0, 0, None);
    for (number, region) in view.regions.iter().enumerate().filter(|(_, r)| r.depth == 0) {
        while next < claimed.len() && claimed[next].0.start <= region.span.start {
            furthest = furthest.max(claimed[next].0.end);
            last = Some(claimed[next].1);
            next += 1;
        }
        if wordings[number] != Wording::Part || furthest >= region.inner.end {
            continue;
        }
        let tokens = view.tokens_of(region.span);
        let words = tokens.clone().filter(|&i| view.written(i).starts_with(char::is_alphanumeric)).take(3).count();
        if words < 3 {
            continue;
        }
        let sentence = view.sentence(tokens.start);
        let floor = sentence.start.max(tokens.start.saturating_sub(48));
        // The same sentence has a voice already, before or after.
        let neighbours = last.into_iter().chain(claimed.get(next).map(|c| c.1));
        let voice = neighbours.map(|n| &found[n]).find(|a| {
            a.source.is_some() && a.cue.as_ref().or(a.source.as_ref()).is_some_and(|c| sentence.contains(&c.start))
        });
        let (cue, source) = if let Some(voice) = voice {
            (voice.cue.clone(), voice.source.clone())
        } else {
            let free = |i: &usize| !view.is_sealed(*i);
            let cue = (floor..tokens.start).rev().filter(free).find(|&i| view.verb(i).is_some());
            let spoke = last.map(|n| &found[n]).filter(|a| cue.is_none() && a.source.is_some());
            let spoke =
                spoke.filter(|a| a.block(view) == Some(view.block_of(tokens.start))).and_then(|a| a.source.clone());
            let verb = cue.or_else(|| (floor..tokens.start).rev().filter(free).find(|&i| view.class(i) == Class::Verb));
            let source =
                verb.and_then(|v| view.subject(v, sentence.start).or_else(|| view.earlier_subject(v, sentence.start)));
            (verb.map(|v| v..v + 1), spoke.or(source).or_else(|| view.main_subject(&sentence)))
        };

        let confidence = if source.is_some() { 0.4 } else { 0.2 };
        let rule = "part of N's sentence in quotation marks";
        found.push(Attribution { cue, source, via: None, content: vec![region.span], confidence, rule, learned: None });
    }
}

/// Drops a direct quotation that another cuts: broken marks can be read two ways, and the first is believed.
fn keep_apart(quotes: &mut Vec<Quote>) {
    let mut open: Vec<Span> = Vec::new();
    quotes.retain(|quote| {
        let direct = quote.kind == QuoteKind::Direct;
        let cut = direct
            && quote.spans.iter().any(|s| open.iter().any(|o| o.overlaps(*s) && !o.contains(*s) && !s.contains(*o)));
        if direct && !cut {
            open.retain(|o| o.end > quote.extent().start);
            open.extend(&quote.spans);
        }
        !cut
    });
}

/// Whose words the regions are: of every attribution that holds words of a region, the shortest one's cue. Words in
/// marks that somebody else is reported to have said, inside the content, do not make that content a mixed one.
fn owners(view: &View<'_>, found: &[Attribution]) -> Vec<Option<Span>> {
    let mut owners: Vec<Option<(u32, Span)>> = vec![None; view.regions.len()];
    for attribution in found {
        let Some(cue) = attribution.cue.as_ref().map(|c| view.span(c)) else { continue };
        let length = attribution.content.iter().map(|s| s.end - s.start).sum();
        for &span in &attribution.content {
            let tokens = view.tokens_of(span);
            let mut at = tokens.start;
            while at < tokens.end {
                let Some(region) = view.region(at) else {
                    at += 1;
                    continue;
                };
                if owners[region].is_none_or(|(least, _)| length < least) {
                    owners[region] = Some((length, cue));
                }
                at = view.tokens_of(view.regions[region].span).end.max(at + 1);
            }
        }
    }
    owners.into_iter().map(|owner| owner.map(|(_, cue)| cue)).collect()
}

/// None when there is no word in it, or nothing but a name in quotation marks. `rules` says whether they are alone.
fn quote(
    view: &View<'_>,
    speakers: &Speakers<'_>,
    wordings: &[Wording],
    owners: &[Option<Span>],
    rules: bool,
    found: &Attribution,
) -> Option<Quote> {
    let (family, polarity) = (family::family(view, found), polarity::polarity(view, found));
    let mut quoted = Vec::new();
    let (mut inside, mut outside, mut named) = (0usize, 0usize, 0usize);
    let mut spans: Vec<Span> = Vec::with_capacity(found.content.len());
    for &span in &found.content {
        let start = spans.last().map_or(span.start, |last| span.start.max(last.end));
        if start < span.end {
            spans.push(Span { start, ..span });
        }
    }
    let somebody_elses = |region: usize| owners[region].is_some_and(|cue| spans.iter().any(|s| s.contains(cue)));
    for &span in &spans {
        let mut last = None;
        let words = view.tokens_of(span).filter(|&i| view.written(i).contains(char::is_alphanumeric));
        for i in words {
            let region = view.region(i).filter(|&r| Some(r) == last || !somebody_elses(r));
            if region.is_some() && region != last {
                quoted.extend(region.map(|r| clip(view.regions[r].span, span)));
            }
            last = region;
            named += usize::from(region.is_some_and(|r| wordings[r] == Wording::Name));
            *(if region.is_some() { &mut inside } else { &mut outside }) += 1;
        }
    }
    let kind = match (inside, outside) {
        (inside, 0) if inside == named => return None,
        (0, _) => QuoteKind::Indirect,
        (_, 0) => QuoteKind::Direct,
        _ => QuoteKind::Mixed,
    };
    let span = |tokens: &std::ops::Range<usize>| view.span(tokens);
    let mut quote = Quote::new(kind, spans);
    quote.quoted = quoted;
    quote.cue = found.cue.as_ref().map(span);
    quote.source = found.source.as_ref().map(span).filter(|s| !s.is_empty());
    quote.via = found.via.as_ref().map(span);
    quote.speakers = quote.source.map_or_else(Vec::new, |s| speakers.of(s));
    quote.confidence = confidence::calibrated(kind, found.confidence, found.learned.as_ref(), rules);
    quote.polarity = polarity;
    quote.rule = family::reason(family, found.rule);
    Some(quote)
}

fn clip(span: Span, to: Span) -> Span {
    Span { start: span.start.max(to.start), end: span.end.min(to.end) }
}
