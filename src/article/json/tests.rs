use crate::article::{
    Access, Article, Block, BlockKind, Entity, EntityKind, Form, Gender, Mention, Pos, Quote, QuoteKind, Sentence, Tag,
    TimeExpression, TimeKind, Timestamp, Token, Warning, WarningKind,
};
use crate::span::Span;
use proptest::prelude::*;

/// An article over `text` that has one of everything wherever `cuts`, wrapped round the text, say.
fn article(text: &str, cuts: &[usize], share: f32) -> Article {
    let borders: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let mut article = Article::new(text.to_owned());
    let mut spans: Vec<Span> = cuts
        .chunks_exact(2)
        .map(|c| (borders[c[0] % borders.len()], borders[c[1] % borders.len()]))
        .map(|(a, b)| Span::new(a.min(b), a.max(b)))
        .collect();
    for (i, &span) in spans.iter().enumerate() {
        let kind = EntityKind::ALL[i % EntityKind::ALL.len()];
        let mut mention = Mention::new(span, kind, Form::ALL[i % Form::ALL.len()], share);
        mention.entity = (i % 3 > 0).then_some(i as u32);
        article.mentions.push(mention);
        let mut entity = Entity::new(span.of(text), kind);
        entity.aliases = vec!["a\"b\\c\u{1}".into(); i % 3];
        entity.roles = vec![text.into(); i % 2];
        entity.affiliation = (i % 2 == 0).then(|| "é".into());
        entity.wikidata = (i % 2 == 0).then(|| "Q145".into());
        entity.gender = Gender::ALL.get(i).copied();
        entity.mentions = vec![i as u32];
        entity.salience = share;
        article.entities.push(entity);
        article.times.push(TimeExpression::new(span, TimeKind::ALL[i % TimeKind::ALL.len()], text));
        let mut quote = Quote::new(QuoteKind::ALL[i % QuoteKind::ALL.len()], spans.clone());
        quote.quoted = spans.clone();
        quote.cue = (i % 2 == 0).then_some(span);
        quote.source = (i % 3 == 0).then_some(span);
        quote.via = (i % 5 == 0).then_some(span);
        quote.speakers = vec![0; i % 3];
        quote.confidence = share;
        quote.rule = text.to_owned().into();
        article.quotes.push(quote);
        article.warnings.push(Warning::new(WarningKind::ALL[i % WarningKind::ALL.len()], text.to_owned()));
    }
    spans.sort_unstable();
    for span in spans {
        if !span.is_empty() && span.start >= article.blocks.last().map_or(0, |b| b.span.end) {
            let i = article.blocks.len();
            article.blocks.push(Block::new(BlockKind::ALL[i % BlockKind::ALL.len()], span));
            let lower = article.words.intern(&span.of(text).to_lowercase());
            let lemma = article.words.intern("lemma");
            article.tokens.push(Token {
                lemma,
                pos: Pos::ALL[i % Pos::ALL.len()],
                tag: Tag::ALL.get(i).copied(),
                ..Token::new(span, lower)
            });
            article.sentences.push(Sentence::new(span, i as u32..i as u32 + 1, i as u32));
        }
    }
    let metadata = &mut article.metadata;
    metadata.authors = vec![text.into()];
    metadata.keywords = vec![String::new(), text.into()];
    metadata.publisher = Some(text.into());
    metadata.published = Timestamp::parse_iso("2025-02-24T08:00:00.123+01:00");
    metadata.modified = Timestamp::parse_iso("2025-02-24");
    metadata.access = Some(Access::Metered);
    article
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        text in "\\PC{0,60}",
        cuts in prop::collection::vec(0_usize..100, 0..20),
        share in 0_f32..=1.0,
    ) {
        let article = article(&text, &cuts, share);
        let json = article.to_json();
        let back = Article::from_json(json.as_bytes());
        let brief = Article::from_json(article.to_brief_json().as_bytes());
        prop_assert_eq!(brief.as_ref(), Ok(&article));
        prop_assert_eq!(back.as_ref(), Ok(&article));
        prop_assert_eq!(back.map(|a| a.to_json()), Ok(json));
    }

    #[test]
    fn anything_else_is_refused_without_panic(json in "[\\[\\]{}\":,0-9a-z]{0,80}") {
        prop_assert!(Article::from_json(json.as_bytes()).is_err());
    }
}

#[test]
fn what_is_wrong_is_named() {
    let good = article("“Zoë” 😀 said so", &[0, 5, 6, 7, 8, 12, 13, 15], 0.9).to_json();
    assert!(Article::from_json(good.as_bytes()).is_ok());
    for (from, to, message) in [
        (r#""copydesk":1"#, r#""copydesk":2"#, "version must be 1, not 2"),
        (r#""copydesk":1"#, r#""c":1"#, "missing field `copydesk`"),
        (r#""blocks":[{"kind":"section""#, r#""blocks":[{"kind":"song""#, "unknown variant `song`, expected one of"),
        (
            r#""blocks":[{"kind":"section","start":0"#,
            r#""blocks":[{"kind":"section","start":9"#,
            "blocks[0] from 9 to 5",
        ),
        (r#""start":13,"end":15"#, r#""start":13,"end":99"#, "does not lie in the text of 15 characters"),
        (r#""speakers":[0,0]"#, r#""speakers":[0,7]"#, "quotes[2] has speaker 7, but there are 4"),
        (r#""entity":1"#, r#""entity":4"#, "mentions[1] has entity 4, but there are 4"),
        (r#""mentions":[3]"#, r#""mentions":[4]"#, "entities[3] has mention 4, but there are 4"),
        (r#""block":1"#, r#""block":-1"#, "invalid value: integer `-1`"),
        (r#""block":1"#, r#""block":5"#, "sentences[1] has block 5, but there are 4"),
        (r#""tokens":[1,2]"#, r#""tokens":[2,1]"#, "sentences[1] has tokens 2 to 1, but there are 4"),
        (r#""salience":0.9"#, r#""salience":1.5"#, "entities[0] has salience 1.5, which is not between 0 and 1"),
        (r#""confidence":0.9"#, r#""confidence":null"#, "invalid type: null, expected f64"),
        (r#""modified":"2025-02-24""#, r#""modified":"soon""#, "modified must be an ISO date, not \"soon\""),
    ] {
        assert!(good.contains(from), "{from} is in the JSON: {good}");
        let error = Article::from_json(good.replacen(from, to, 1).as_bytes()).expect_err(to).to_string();
        assert!(error.starts_with("article JSON: ") && error.contains(message), "{to}: {error}");
    }
    for (json, message) in [
        (String::new(), "EOF while parsing"),
        ("[".repeat(100_000), "invalid type: sequence"),
        (format!(r#"{{"copydesk":1,"extra":{}"#, "[".repeat(100_000)), "EOF while parsing a list"),
        ("{\"copydesk\":1,\"text\":\"\u{1}".to_owned(), "control character"),
    ] {
        let error = Article::from_json(json.as_bytes()).expect_err(&json).to_string();
        assert!(error.contains(message), "{error}");
    }
}
