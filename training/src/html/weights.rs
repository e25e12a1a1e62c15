//! Weights of class words: a logistic regression over the words around each block.

use super::pages::Page;
use std::collections::{HashMap, HashSet};

/// Words of fewer sites are no news about another.
const SITES: usize = 4;
const PASSES: usize = 6;
const RATE: f32 = 0.1;
/// Pull towards nothing, a step and unit of weight.
const DECAY: f32 = 2e-5;
/// Weights nearer to nothing than this are not kept.
const LEAST: f32 = 0.06;
/// What a weight of 1 is in the file, and how many levels a word has (`src/html/classes.rs`).
const ONE: f32 = 16.0;
const LEVELS: usize = 5;

/// Learns from these pages; the bytes as the library reads them.
pub(super) fn learn<'p>(pages: impl Iterator<Item = &'p Page> + Clone) -> Vec<u8> {
    let mut sites: HashMap<u32, HashSet<u64>> = HashMap::new();
    for page in pages.clone() {
        let words: HashSet<u32> = page.classes.iter().flatten().copied().collect();
        for word in words {
            let of_word = sites.entry(word).or_default();
            if of_word.len() < SITES {
                of_word.insert(page.site);
            }
        }
    }
    let mut kept: Vec<u32> = sites.iter().filter(|(_, sites)| sites.len() >= SITES).map(|(word, _)| *word).collect();
    kept.sort_unstable();
    let place: HashMap<u32, u32> = kept.iter().enumerate().map(|(i, word)| (*word, i as u32)).collect();
    // Words by place, one list for all blocks: a word counts as often as it stands there.
    let (mut words, mut blocks) = (Vec::<u32>::new(), Vec::new());
    for page in pages {
        for ((classes, &label), &weight) in page.classes.iter().zip(&page.labels).zip(&page.weights) {
            let start = words.len();
            words.extend(classes.iter().filter_map(|word| place.get(word).copied()));
            if weight > 0.0 {
                blocks.push((start..words.len(), label, weight));
            }
        }
    }
    let mut weights = vec![0.0_f32; kept.len()];
    let (mut squares, mut sums, mut summed) = (weights.clone(), vec![0.0_f64; kept.len()], 0.0);
    // Steps so far, and at which step a word was last pulled.
    let mut bias = -2.0;
    let mut at = 0;
    for pass in 0..PASSES {
        let rate = RATE * (1.0 - 0.8 * pass as f32 / PASSES as f32);
        // A walk that visits each block once, far from the last: the step has no factor in common with the count.
        let count = blocks.len();
        let step = (count * 618 / 1000) | 1;
        let step = (step..step + count).find(|s| gcd(*s, count) == 1).unwrap_or(1);
        for _ in 0..count {
            at = (at + step) % count;
            let (range, label, weight) = &blocks[at];
            let of_block = &words[range.clone()];
            let sum: f32 = bias + of_block.iter().map(|&w| weights[w as usize]).sum::<f32>();
            let gradient = weight * (f32::from(u8::from(*label)) - 1.0 / (1.0 + (-sum).exp()));
            bias += 0.01 * gradient;
            for &word in of_block {
                let word = word as usize;
                let slope = gradient - DECAY * weights[word];
                squares[word] += slope * slope;
                weights[word] += rate * slope / squares[word].sqrt().max(1.0);
            }
        }
        if pass >= PASSES / 2 {
            summed += 1.0;
            sums.iter_mut().zip(&weights).for_each(|(sum, &w)| *sum += f64::from(w));
        }
    }
    let mut entries: HashMap<u32, [i8; LEVELS]> = HashMap::new();
    for (word, sum) in kept.iter().zip(sums) {
        let weight = (sum / summed) as f32;
        if weight.abs() >= LEAST {
            entries.entry(word >> 3).or_default()[(word & 7) as usize] =
                (weight * ONE).round().clamp(-127.0, 127.0) as i8;
        }
    }
    let mut entries: Vec<_> = entries.into_iter().collect();
    entries.sort_unstable();
    eprintln!("{} class words of {}", entries.len(), kept.len());
    let bytes = entries
        .iter()
        .flat_map(|(word, weights)| word.to_le_bytes().into_iter().chain(weights.iter().map(|w| w.cast_unsigned())));
    bytes.collect()
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}
