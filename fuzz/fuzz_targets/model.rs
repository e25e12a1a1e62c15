//! A model file in which something is wrong, and its checksum right: it is refused, or it reads an article.

#![no_main]

use arbitrary::Arbitrary;
use copydesk::Pipeline;
use copydesk::article::Article;
use copydesk::pipeline::Given;
use copydesk::tagger::Model;
use copydesk::tagger::model::{Section, checksum, write};
use copydesk::tagger::parser;
use std::sync::{Arc, LazyLock};

static EMBEDDED: LazyLock<Arc<Model>> = LazyLock::new(Model::embedded);
const TEXT: &str = "“It will be built,” Mayor Ada Holm of Northby said on Monday. The Bridge Trust was against it.";
/// Of sections that are looked up by hashes, so much is enough.
const BUCKETS: usize = 64 * 8;

#[derive(Arbitrary, Debug)]
struct Wrong {
    /// The networks are large, so most of the time there is but one of them or none.
    networks: u8,
    changes: Vec<Change>,
    header: Vec<(u8, u8)>,
    shorter: Option<u16>,
}

#[derive(Arbitrary, Debug)]
struct Change {
    section: u8,
    what: What,
}

#[derive(Arbitrary, Debug)]
enum What {
    /// The list of tensors is at the beginning.
    Early(u16, u8),
    Anywhere(u32, u8),
    Cut(u32),
    Instead(Vec<u8>),
}

fn section(section: Section, wrong: &Wrong) -> Vec<u8> {
    let whole = EMBEDDED.section(section);
    let network = |bit: u8| wrong.networks & 7 == bit;
    let mut bytes = match section {
        Section::Clusters | Section::NameWeights | Section::TagWeights => whole[..BUCKETS].to_vec(),
        Section::NameNetwork if !network(1) => Vec::new(),
        Section::Parser if !network(2) => Vec::new(),
        _ => whole.to_vec(),
    };
    for change in
        wrong.changes.iter().filter(|change| usize::from(change.section) % Section::ALL.len() == section as usize)
    {
        let length = bytes.len();
        match &change.what {
            What::Early(at, byte) if length > 0 => bytes[usize::from(*at) % length.min(2048)] = *byte,
            What::Anywhere(at, byte) if length > 0 => bytes[*at as usize % length] = *byte,
            What::Cut(at) if length > 0 => bytes.truncate(*at as usize % length),
            What::Instead(instead) => bytes.clone_from(instead),
            _ => {}
        }
    }
    bytes
}

fn file(wrong: &Wrong) -> Vec<u8> {
    let sections: Vec<_> = Section::ALL.into_iter().map(|s| (s, section(s, wrong))).collect();
    let mut bytes = write(&sections);
    for &(at, byte) in &wrong.header {
        // Behind the checksum, which is made right again.
        bytes[24 + usize::from(at)] = byte;
    }
    if let Some(cut) = wrong.shorter {
        bytes.truncate(bytes.len().saturating_sub(usize::from(cut)));
    }
    if bytes.len() >= 24 {
        let sum = checksum(&bytes);
        bytes[16..24].copy_from_slice(&sum.to_le_bytes());
    }
    bytes
}

libfuzzer_sys::fuzz_target!(|wrong: Wrong| {
    let Ok(model) = Model::from_bytes(file(&wrong)) else { return };
    let pipeline = Pipeline { model: Arc::new(model), ..Pipeline::default() };
    let article: Article = pipeline.parse(TEXT, &Given::default());
    copydesk_fuzz::check(&article);
    let _ = parser::parse(&article, &pipeline.model);
});
