//! How much the article is about each entity, and their order.

use super::page::Page;
use crate::article::{BlockKind, Entity, Mention, Quote};

/// What a mention weighs by the block it stands in.
fn weight(block: Option<BlockKind>) -> f32 {
    match block {
        Some(BlockKind::Headline) => 4.0,
        Some(BlockKind::Standfirst) => 2.0,
        Some(BlockKind::Byline | BlockKind::Credit | BlockKind::Note | BlockKind::Section | BlockKind::Timestamp) => {
            0.1
        }
        _ => 1.0,
    }
}

/// What each quotation adds to its speakers' weight.
const QUOTED: f32 = 0.5;

/// Fills in salience, sorts entities by it, and makes both sides of every link point to the new order.
///
/// An entity's weight w is the sum over its mentions of 4 in the headline, 2 in the standfirst, 0.1 in bylines, credits
/// and notes, 1 elsewhere, halved for pronouns and descriptions; each counts up to half as much again the nearer it
/// stands to the beginning. Every quotation of its adds 1/2. Salience is w / (w + 4): 0.2 for one mention in passing, 0.8 for the person it is about.
pub(super) fn rank(page: &Page<'_>, mentions: &mut [Mention], entities: &mut Vec<Entity>, quotes: &mut [Quote]) {
    let length = page.text.len().max(1) as f32;
    let mut weights = vec![0.0_f32; entities.len()];
    for entity in entities.iter_mut() {
        entity.mentions.clear();
    }
    let places = page.locate(mentions.iter().map(|m| m.span));
    for (i, (mention, place)) in mentions.iter().zip(&places).enumerate() {
        let Some(entity) = mention.entity.map(|e| e as usize).filter(|&e| e < entities.len()) else { continue };
        let early = 1.5 - 0.5 * (mention.span.start as f32 / length).min(1.0);
        let form = if mention.form == crate::article::Form::Name { 1.0 } else { 0.5 };
        weights[entity] += weight(page.block(place.sentence)) * early * form;
        entities[entity].mentions.push(i as u32);
    }
    for &speaker in quotes.iter().flat_map(|quote| &quote.speakers) {
        if let Some(weight) = weights.get_mut(speaker as usize) {
            *weight += QUOTED;
        }
    }
    for (entity, weight) in entities.iter_mut().zip(&weights) {
        entity.salience = weight / (weight + 4.0);
    }
    let mut order: Vec<u32> = (0..entities.len() as u32).collect();
    let first = |e: u32| entities[e as usize].mentions.first().copied().unwrap_or(u32::MAX);
    order.sort_by(|&a, &b| {
        entities[b as usize].salience.total_cmp(&entities[a as usize].salience).then(first(a).cmp(&first(b)))
    });
    let mut ranks = vec![0_u32; order.len()];
    for (rank, &old) in order.iter().enumerate() {
        ranks[old as usize] = rank as u32;
    }
    let mut unsorted: Vec<Option<Entity>> = std::mem::take(entities).into_iter().map(Some).collect();
    entities.extend(order.iter().filter_map(|&old| unsorted[old as usize].take()));
    for speaker in quotes.iter_mut().flat_map(|quote| &mut quote.speakers) {
        *speaker = ranks.get(*speaker as usize).copied().unwrap_or(*speaker);
    }
    for mention in mentions {
        mention.entity = mention.entity.and_then(|e| ranks.get(e as usize).copied());
    }
}
