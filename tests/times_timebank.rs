//! Dates against gold: TimeBank, scored as `eval/times.py` does, and the seed article. Skipped where the gold is absent.

use copydesk::article::{TimeKind, Timestamp};
use copydesk::pipeline::{Format, Given};
use copydesk::{Pipeline, Span};
use std::io::Read;

const GOLD: &str = "../shared/data/times/timebank.jsonl.gz";
/// Value F1 and span F1 that must not be lost again.
const FLOOR: (f64, f64) = (81.0, 90.0);

/// Start, end, kind and value, in code points.
type Time = (usize, usize, String, String);

fn overlap(a: &Time, b: &Time) -> usize {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

fn found(text: &str, published: &str) -> Vec<Time> {
    let given = Given { published: Timestamp::parse_iso(published), format: Some(Format::Prose), ..Given::default() };
    let article = Pipeline::default().parse(text, &given);
    let points = |span: Span| (text[..span.start as usize].chars().count(), text[..span.end as usize].chars().count());
    let kind = |kind: TimeKind| kind.as_str().to_owned();
    let time = |t: &copydesk::article::TimeExpression| {
        let (start, end) = points(t.span);
        (start, end, kind(t.kind), t.value.clone())
    };
    article.times.iter().map(time).collect()
}

#[test]
fn timebank() {
    let Ok(packed) = std::fs::File::open(GOLD) else {
        eprintln!("skipped: {GOLD} is not here");
        return;
    };
    let mut lines = String::new();
    flate2::read::GzDecoder::new(packed).read_to_string(&mut lines).unwrap();
    let show = std::env::var_os("SHOW").is_some();
    let [mut gold_n, mut pred_n, mut strict, mut relaxed, mut kinds, mut values] = [0usize; 6];
    for line in lines.lines() {
        let document: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = document["text"].as_str().unwrap();
        let published = document["published"].as_str().unwrap();
        let number = |v: &serde_json::Value| usize::try_from(v.as_u64().unwrap()).unwrap();
        let string = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
        let gold: Vec<Time> = document["times"]
            .as_array()
            .unwrap()
            .iter()
            .map(|t| (number(&t["start"]), number(&t["end"]), string(&t["type"]), string(&t["value"])))
            .collect();
        let guess = found(text, published);
        let chars: Vec<char> = text.chars().collect();
        let said = |from: usize, to: usize| -> String {
            chars[from.min(chars.len())..to.min(chars.len())]
                .iter()
                .map(|c| if *c == '\n' { ' ' } else { *c })
                .collect()
        };
        let context =
            |t: &Time| format!("{}[[{}]]{}", said(t.0.saturating_sub(45), t.0), said(t.0, t.1), said(t.1, t.1 + 30));
        gold_n += gold.len();
        pred_n += guess.len();
        strict += gold.iter().filter(|g| guess.iter().any(|p| (p.0, p.1) == (g.0, g.1))).count();
        let mut free = vec![true; guess.len()];
        for g in &gold {
            let hits = (0..guess.len()).filter(|&i| free[i] && overlap(g, &guess[i]) > 0);
            let Some(best) = hits.max_by_key(|&i| (guess[i].3 == g.3, overlap(g, &guess[i]))) else {
                if show {
                    println!("MISS\t{published}\t{} {}\t{}", g.2, g.3, context(g));
                }
                continue;
            };
            free[best] = false;
            let p = &guess[best];
            relaxed += 1;
            kinds += usize::from(p.2 == g.2);
            values += usize::from(p.3 == g.3);
            if show && p.3 != g.3 {
                println!("VALUE\t{published}\t{} {}\tnot {} {}\t{}", g.2, g.3, p.2, p.3, context(g));
            }
            if show && (p.0, p.1) != (g.0, g.1) {
                println!("SPAN\t{}\tnot {}", context(g), said(p.0, p.1));
            }
        }
        for (p, free) in guess.iter().zip(free) {
            if show && free {
                println!("EXTRA\t{published}\t{} {}\t{}", p.2, p.3, context(p));
            }
        }
    }
    let f1 = |n: usize| 200.0 * n as f64 / (gold_n + pred_n) as f64;
    println!(
        "gold {gold_n} found {pred_n} strict {:.1} relaxed {:.1} kind {:.1} value {:.1}",
        f1(strict),
        f1(relaxed),
        f1(kinds),
        f1(values)
    );
    assert!(f1(values) >= FLOOR.0 && f1(strict) >= FLOOR.1);
}

#[test]
fn seed() {
    let Ok(text) = std::fs::read_to_string("../shared/data/seed/article.txt") else {
        eprintln!("skipped: the seed article is not here");
        return;
    };
    let gold: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string("../shared/data/seed/gold.json").unwrap()).unwrap();
    let found = found(&text, gold["published"].as_str().unwrap());
    for time in gold["times"].as_array().unwrap().iter().filter(|time| time["optional"] == false) {
        let number = |i: usize| usize::try_from(time["span"][i].as_u64().unwrap()).unwrap();
        let string = |key: &str| time[key].as_str().unwrap().to_owned();
        let expected = (number(0), number(1), string("kind"), string("value"));
        assert!(found.contains(&expected), "{:?} {expected:?}, found {found:#?}", time["text"]);
    }
}
