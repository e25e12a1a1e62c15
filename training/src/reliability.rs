//! How far the confidence of mentions can be believed: of those given 0.9, nine in ten should be right.

use crate::corpus::{self, trim};
use crate::report::coarse;
use copydesk::Pipeline;
use copydesk::article::Form;
use copydesk::pipeline::{Format, Given};
use std::path::Path;

/// Where the rows of the table begin.
const STEPS: [f32; 10] = [0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01];

/// Prints, for names of persons, organisations and places in the development sets, how sure the pipeline is and how often
/// it is right.
pub(crate) fn table(data: &Path, pipeline: &Pipeline) {
    let mut answers = Vec::new();
    for name in ["worldwide.dev", "uner_ewt.dev", "crossner_politics.dev"] {
        let path = data.join(format!("ner/{name}.jsonl.gz"));
        let corpus = corpus::corpus_of(&path).expect("a known corpus");
        for passage in corpus::passages(&path) {
            let document = corpus::document(corpus, std::slice::from_ref(&passage));
            let gold: Vec<_> =
                document.gold.iter().flatten().filter_map(|(span, label)| Some((*span, coarse(label)?))).collect();
            let given = Given { format: Some(Format::Prose), ..Given::default() };
            let article = pipeline.parse(document.article.text.as_str(), &given);
            for mention in article.mentions.iter().filter(|mention| mention.form == Form::Name) {
                let Some(kind) = coarse(mention.kind.as_str()) else { continue };
                let right = gold.contains(&(trim(&article.text, mention.span), kind));
                answers.push((mention.confidence, kind, right));
            }
        }
    }
    println!("confidence\tmean\tnames\tright\tpersons\torganisations\tplaces");
    for range in STEPS.windows(2) {
        let among = |kind: Option<usize>| {
            let within = answers
                .iter()
                .filter(|(c, k, _)| (range[0]..range[1]).contains(c) && kind.is_none_or(|kind| kind == *k));
            within.fold((0, 0, 0.0), |(right, all, sum), (c, _, r)| (right + usize::from(*r), all + 1, sum + c))
        };
        let share = |kind| {
            let (right, all, _) = among(kind);
            format!("{:.0} % of {all}", 100.0 * right as f32 / (all as f32).max(1.0))
        };
        let (_, all, sum) = among(None);
        println!(
            "{:.2} to {:.2}\t{:.2}\t{all}\t{}\t{}\t{}\t{}",
            range[0],
            range[1].min(1.0),
            sum / (all as f32).max(1.0),
            share(None),
            share(Some(0)),
            share(Some(1)),
            share(Some(2))
        );
    }
    let (factor, summand) = fit(&answers);
    println!("log odds fit best times {factor:.2}, plus {summand:.2}");
}

/// The factor and summand of the log odds under which what came true is likeliest: logistic regression, by Newton's method.
fn fit(answers: &[(f32, usize, bool)]) -> (f64, f64) {
    let (mut factor, mut summand) = (1.0, 0.0);
    for _ in 0..20 {
        let (mut slope, mut bend) = ([0.0; 2], [0.0; 3]);
        for (confidence, _, right) in answers {
            let share = f64::from(confidence.clamp(1e-4, 1.0 - 1e-4));
            let odds = (share / (1.0 - share)).ln();
            let guess = 1.0 / (1.0 + (-factor * odds - summand).exp());
            let (miss, spread) = (f64::from(u8::from(*right)) - guess, guess * (1.0 - guess));
            slope = [slope[0] + miss * odds, slope[1] + miss];
            bend = [bend[0] + spread * odds * odds, bend[1] + spread * odds, bend[2] + spread];
        }
        let whole = bend[0] * bend[2] - bend[1] * bend[1];
        factor += (bend[2] * slope[0] - bend[1] * slope[1]) / whole;
        summand += (bend[0] * slope[1] - bend[1] * slope[0]) / whole;
    }
    (factor, summand)
}
