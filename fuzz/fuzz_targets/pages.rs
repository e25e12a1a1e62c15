//! The model that reads pages, changed anywhere: it is refused, or it reads a page.

#![no_main]

use arbitrary::Arbitrary;
use copydesk::html::{self, MAGIC, Model};

const SOUND: &[u8] = include_bytes!("../../models/html.bin");
const PAGE: &str = include_str!("../../examples/article.html");

#[derive(Arbitrary, Debug)]
struct Wrong {
    /// The three sections begin close to the front, so that is where half of the changes go.
    early: Vec<(u16, u8)>,
    anywhere: Vec<(u32, u8)>,
    length: Option<u32>,
    /// Instead of a section of a sound model.
    sections: [Option<Vec<u8>>; 3],
}

fn file(wrong: &Wrong) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    let mut rest = &SOUND[MAGIC.len()..];
    for instead in &wrong.sections {
        let length = u32::from_le_bytes([rest[0], rest[1], rest[2], rest[3]]) as usize;
        let section = instead.as_deref().unwrap_or(&rest[4..4 + length]);
        bytes.extend((section.len() as u32).to_le_bytes());
        bytes.extend(section);
        rest = &rest[4 + length..];
    }
    for &(at, byte) in &wrong.early {
        let length = bytes.len();
        bytes[usize::from(at) % length] = byte;
    }
    for &(at, byte) in &wrong.anywhere {
        let length = bytes.len();
        bytes[at as usize % length] = byte;
    }
    if let Some(length) = wrong.length {
        bytes.truncate(length as usize % (bytes.len() + 1));
    }
    bytes
}

libfuzzer_sys::fuzz_target!(|wrong: Wrong| {
    if let Some(model) = Model::read(&file(&wrong)) {
        copydesk_fuzz::check(&html::read_with(PAGE, None, &model));
    }
});
