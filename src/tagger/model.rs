//! The model file: named sections of bytes, used where they lie.
//!
//! ```text
//! byte  0  "copydesk"
//!       8  version of this layout, u32
//!      12  version of the feature set, u32
//!      16  checksum of everything from byte 24 on, u64
//!      24  length of the file, u64
//!      32  number of sections, u64
//!      40  one entry of 32 bytes for each section: name (16 bytes, padded with 0), first byte (u64), length (u64)
//!          … the sections, each from a multiple of 64 on
//! ```
//!
//! Numbers are little-endian. Nothing is copied or built when a model is opened, only lengths are checked; the
//! checksum, which has to read every byte, is left out for the embedded model, which came with the library.

use super::clusters::ClusterTable;
use super::forms::Forms;
use super::lemma::Lemmas;
use super::name_network::NameNetwork;
use super::rows::{BUCKET, Rows};
use super::{crf, hash, parser, tags};
use crate::Error;
use crate::article::Article;
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, LazyLock, OnceLock};

/// The first bytes of every model file.
pub const MAGIC: &[u8; 8] = b"copydesk";
/// Version of the layout.
pub const VERSION: u32 = 3;
/// Version of the feature set: hashes, templates, labels. Weights trained for another are of no use.
pub const FEATURES: u32 = 1;

const HEADER: usize = 40;
const ENTRY: usize = 32;
const NAME: usize = 16;

/// The sections, by their names in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What the model is, for people: one line of text.
    About,
    /// Word clusters.
    Clusters,
    /// Weights of the features of names.
    NameWeights,
    /// Weights of one name label after another.
    NameSteps,
    /// Weights of the features of parts of speech.
    TagWeights,
    /// Words with a part of speech, and how their lemmas are made.
    LemmaWords,
    /// Endings with a part of speech, and how lemmas are made of them.
    LemmaEndings,
    /// The ways to make a lemma.
    LemmaEdits,
    /// The network that gives a second opinion on names; may be missing.
    NameNetwork,
    /// The network that finds dependencies; may be missing.
    Parser,
    /// Words with a part of speech that have another Penn tag than most with it; may be missing.
    TagWords,
    /// The same of endings; may be missing.
    TagEndings,
}

impl Section {
    /// All of them, in the order of the file.
    pub const ALL: [Self; 12] = [
        Self::About,
        Self::Clusters,
        Self::NameWeights,
        Self::NameSteps,
        Self::TagWeights,
        Self::LemmaWords,
        Self::LemmaEndings,
        Self::LemmaEdits,
        Self::NameNetwork,
        Self::Parser,
        Self::TagWords,
        Self::TagEndings,
    ];

    /// The name in the file, at most 16 bytes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::Clusters => "clusters",
            Self::NameWeights => "name-weights",
            Self::NameSteps => "name-steps",
            Self::TagWeights => "tag-weights",
            Self::LemmaWords => "lemma-words",
            Self::LemmaEndings => "lemma-endings",
            Self::LemmaEdits => "lemma-edits",
            Self::NameNetwork => "name-network",
            Self::Parser => "parser",
            Self::TagWords => "tag-words",
            Self::TagEndings => "tag-endings",
        }
    }

    /// Whether a model may do without: parts trained apart from the rest, which are put into the file later.
    pub const fn is_optional(self) -> bool {
        matches!(self, Self::NameNetwork | Self::Parser | Self::TagWords | Self::TagEndings)
    }

    // What every length is a multiple of.
    const fn unit(self) -> usize {
        match self {
            Self::About | Self::LemmaEdits | Self::NameNetwork | Self::Parser => 1,
            Self::Clusters | Self::NameWeights | Self::TagWeights => BUCKET,
            Self::NameSteps => 2,
            Self::LemmaWords | Self::LemmaEndings | Self::TagWords | Self::TagEndings => 6,
        }
    }
}

/// Trained weights, ready to use.
#[derive(Clone, Debug)]
pub struct Model {
    bytes: Cow<'static, [u8]>,
    sections: [Range<usize>; Section::ALL.len()],
    steps: crf::Steps,
    lemmas: Lemmas,
    /// Made when first asked for: most articles are never parsed.
    parser: OnceLock<Option<parser::Network>>,
    name_network: Option<NameNetwork>,
}

// Aligned, so that a bucket of 64 bytes is one cache line.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static ENGLISH: &Aligned<[u8]> = &Aligned(*include_bytes!("../../models/english.bin"));

impl Default for Model {
    /// A model that knows nothing.
    fn default() -> Self {
        Self {
            bytes: Cow::Borrowed(&[]),
            sections: std::array::from_fn(|_| 0..0),
            steps: crf::Steps::default(),
            lemmas: Lemmas::default(),
            parser: OnceLock::new(),
            name_network: None,
        }
    }
}

impl Model {
    /// The bytes of the English model that is compiled in.
    pub fn embedded_bytes() -> &'static [u8] {
        &ENGLISH.0
    }

    /// The English model that is compiled in.
    pub fn embedded() -> Arc<Self> {
        // That the embedded file is sound is for a test to say, not for every start.
        static MODEL: LazyLock<Arc<Model>> =
            LazyLock::new(|| Arc::new(Model::read(Cow::Borrowed(&ENGLISH.0)).unwrap_or_default()));
        Arc::clone(&MODEL)
    }

    /// The model in a file.
    ///
    /// # Errors
    /// When the file cannot be read or is no sound model; the message says which section and byte.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|e| Error::new(format!("model {}: {e}", path.display())))?;
        Self::from_bytes(bytes).map_err(|e| Error::new(format!("model {}: {e}", path.display())))
    }

    /// The model in these bytes.
    ///
    /// # Errors
    /// When they are no sound model; the message says which section and byte.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, Error> {
        let bytes = bytes.into();
        let model = Self::read(bytes)?;
        let stored = number(&model.bytes, 16, "checksum")?;
        let found = checksum(&model.bytes);
        if stored != found {
            return Err(Error::new(format!("the checksum at byte 16 says {stored:016x}, the bytes give {found:016x}")));
        }
        let section = model.section(Section::Parser);
        let parser = if section.is_empty() { None } else { Some(parser::Network::read(section)?) };
        Ok(Self { parser: OnceLock::from(parser), ..model })
    }

    /// The same without looking at the checksum.
    fn read(bytes: Cow<'static, [u8]>) -> Result<Self, Error> {
        if bytes.first_chunk::<8>() != Some(MAGIC) {
            return Err(Error::new("not a copydesk model: it does not begin with \"copydesk\""));
        }
        for (at, what, known) in [(8, "layout", VERSION), (12, "feature set", FEATURES)] {
            let version = number(&bytes, at, "versions")? >> (8 * (at % 8)) & 0xFFFF_FFFF;
            if version != u64::from(known) {
                return Err(Error::new(format!("{what} version {version} at byte {at}; this library reads {known}")));
            }
        }
        let length = number(&bytes, 24, "length")?;
        if length != bytes.len() as u64 {
            return Err(Error::new(format!(
                "the file says it has {length} bytes (at byte 24), it has {}",
                bytes.len()
            )));
        }
        let count = number(&bytes, 32, "number of sections")?;
        let mut sections: [Option<Range<usize>>; Section::ALL.len()] = std::array::from_fn(|_| None);
        for i in 0..usize::try_from(count).unwrap_or(usize::MAX) {
            let (section, range) = entry(&bytes, i)?;
            // A section this version does not know is no error, so that later ones can add to the file.
            if let Some(section) = section {
                sections[section as usize] = Some(range);
            }
        }
        for section in Section::ALL {
            if sections[section as usize].is_none() && !section.is_optional() {
                return Err(Error::new(format!("there is no section \"{}\"", section.name())));
            }
        }
        let sections = sections.map(Option::unwrap_or_default);
        let part = |section: Section| &bytes[sections[section as usize].clone()];
        let steps = crf::Steps::read(part(Section::NameSteps))?;
        let lemmas = Lemmas::read(part(Section::LemmaEdits))?;
        let name_network = NameNetwork::read(part(Section::NameNetwork))?;
        Ok(Self { bytes, sections, steps, lemmas, name_network, parser: OnceLock::new() })
    }

    /// The bytes of a section.
    pub fn section(&self, section: Section) -> &[u8] {
        self.bytes.get(self.sections[section as usize].clone()).unwrap_or_default()
    }

    /// What the model says of itself.
    pub fn about(&self) -> &str {
        std::str::from_utf8(self.section(Section::About)).unwrap_or_default()
    }

    /// The forms of an article, for finding names without tagging it first.
    pub fn forms(&self, article: &Article) -> Forms {
        Forms::new(article, &self.clusters())
    }

    pub(super) fn clusters(&self) -> ClusterTable<'_> {
        ClusterTable::new(self.section(Section::Clusters))
    }

    pub(super) fn name_weights(&self) -> Rows<'_, { crf::WIDE }> {
        Rows::new(self.section(Section::NameWeights))
    }

    /// Scores of one name label after another.
    pub fn name_steps(&self) -> &crf::Steps {
        &self.steps
    }

    pub(super) fn name_network(&self) -> Option<&NameNetwork> {
        self.name_network.as_ref()
    }

    pub(super) fn tag_weights(&self) -> Rows<'_, { tags::WIDE }> {
        Rows::new(self.section(Section::TagWeights))
    }

    /// The parser and the section it was read from; None in a model without one.
    pub(super) fn parser(&self) -> Option<(&parser::Network, &[u8])> {
        let section = self.section(Section::Parser);
        let read = || if section.is_empty() { None } else { parser::Network::read(section).ok() };
        self.parser.get_or_init(read).as_ref().map(|network| (network, section))
    }

    pub(super) fn lemmas(&self) -> &Lemmas {
        &self.lemmas
    }
}

/// The bytes of a model with these sections in place of its own.
pub fn replace(model: &Model, sections: Vec<(Section, Vec<u8>)>) -> Vec<u8> {
    let kept = Section::ALL.into_iter().filter(|section| sections.iter().all(|(new, _)| new != section));
    let kept: Vec<_> = kept.map(|section| (section, model.section(section).to_vec())).collect();
    write(&[kept, sections].concat())
}

/// The bytes of a model of these sections; those left out are empty.
pub fn write(sections: &[(Section, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = vec![0; (HEADER + ENTRY * Section::ALL.len()).next_multiple_of(BUCKET)];
    for (i, section) in Section::ALL.into_iter().enumerate() {
        let content = sections.iter().find(|(s, _)| *s == section).map_or(&[][..], |(_, content)| content);
        let entry = HEADER + ENTRY * i;
        let start = bytes.len() as u64;
        bytes[entry..entry + section.name().len()].copy_from_slice(section.name().as_bytes());
        bytes[entry + NAME..entry + NAME + 8].copy_from_slice(&start.to_le_bytes());
        bytes[entry + NAME + 8..entry + ENTRY].copy_from_slice(&(content.len() as u64).to_le_bytes());
        bytes.extend(content);
        bytes.resize(bytes.len().next_multiple_of(BUCKET), 0);
    }
    bytes[..8].copy_from_slice(MAGIC);
    bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
    bytes[12..16].copy_from_slice(&FEATURES.to_le_bytes());
    let length = bytes.len() as u64;
    bytes[24..32].copy_from_slice(&length.to_le_bytes());
    bytes[32..40].copy_from_slice(&(Section::ALL.len() as u64).to_le_bytes());
    let checksum = checksum(&bytes);
    bytes[16..24].copy_from_slice(&checksum.to_le_bytes());
    bytes
}

/// The checksum of a whole file: of all that stands behind it.
pub fn checksum(bytes: &[u8]) -> u64 {
    // Blocks first, so that the hashes of two blocks do not wait for one another.
    bytes.get(24..).unwrap_or_default().chunks(4096).fold(0, |sum, block| hash::join(sum, hash::text(block)))
}

/// A section and where it lies; None for one this version does not know.
fn entry(bytes: &[u8], index: usize) -> Result<(Option<Section>, Range<usize>), Error> {
    let at = index.saturating_mul(ENTRY).saturating_add(HEADER);
    let Some(name) = bytes.get(at..).and_then(|rest| rest.first_chunk::<NAME>()) else {
        return Err(Error::new(format!("the table of sections breaks off at byte {}", bytes.len())));
    };
    let name = name.split(|b| *b == 0).next().unwrap_or_default();
    let label = String::from_utf8_lossy(name);
    let start = number(bytes, at + NAME, &label)?;
    let length = number(bytes, at + NAME + 8, &label)?;
    let wrong = |why: &str| {
        Err(Error::new(format!(
            "section \"{label}\" (entry at byte {at}): {why}; it starts at {start}, length {length}"
        )))
    };
    let range = match (usize::try_from(start), usize::try_from(length)) {
        (Ok(start), Ok(length)) => start..start.saturating_add(length),
        _ => return wrong("too large for this machine"),
    };
    if range.end > bytes.len() {
        return wrong(&format!("ends behind the last byte, {}", bytes.len()));
    }
    let section = Section::ALL.into_iter().find(|s| s.name().as_bytes() == name);
    if let Some(section) = section
        && range.len() % section.unit() != 0
    {
        return wrong(&format!("length is no multiple of {}", section.unit()));
    }
    Ok((section, range))
}

fn number(bytes: &[u8], at: usize, what: &str) -> Result<u64, Error> {
    // Two u32 share a word: the reader shifts.
    let place = at / 8 * 8;
    match bytes.get(place..).and_then(|rest| rest.first_chunk::<8>()) {
        Some(eight) => Ok(u64::from_le_bytes(*eight)),
        None => Err(Error::new(format!("{what}: the file breaks off at byte {}, before byte {}", bytes.len(), at + 8))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Vec<u8> {
        write(&[
            (Section::About, b"a model for tests".to_vec()),
            (Section::Clusters, vec![7; BUCKET]),
            (Section::NameWeights, vec![9; 3 * BUCKET]),
            (Section::NameSteps, crf::Steps::default().write()),
            (Section::LemmaEdits, b"0\t\n1\t\n".to_vec()),
        ])
    }

    #[test]
    fn what_is_written_is_read() {
        let model = Model::from_bytes(small()).unwrap();
        assert_eq!(model.about(), "a model for tests");
        assert_eq!(model.section(Section::NameWeights), vec![9; 3 * BUCKET]);
    }

    #[test]
    fn one_section_is_replaced() {
        let model = Model::from_bytes(small()).unwrap();
        let other = replace(&model, vec![(Section::NameNetwork, vec![]), (Section::Clusters, vec![5; 2 * BUCKET])]);
        let other = Model::from_bytes(other).unwrap();
        assert_eq!(other.section(Section::Clusters), vec![5; 2 * BUCKET]);
        assert_eq!(other.section(Section::NameWeights), model.section(Section::NameWeights));
        assert_eq!(other.about(), "a model for tests");
    }

    #[test]
    fn the_embedded_model_is_sound() {
        Model::from_bytes(&ENGLISH.0).unwrap();
    }

    #[test]
    fn nothing_is_missing_in_the_embedded_model() {
        for section in Section::ALL.into_iter().filter(|section| !section.is_optional()) {
            assert!(!Model::embedded().section(section).is_empty(), "{} is empty", section.name());
        }
    }

    #[test]
    fn another_layout_or_feature_set_is_named_with_ours() {
        for (at, message) in [
            (8, format!("layout version 9 at byte 8; this library reads {VERSION}")),
            (12, format!("feature set version 9 at byte 12; this library reads {FEATURES}")),
        ] {
            let mut bytes = small();
            bytes[at] = 9;
            assert_eq!(Model::from_bytes(bytes).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn no_cut_or_changed_file_is_taken() {
        let whole = small();
        for end in 0..whole.len() {
            let error = Model::from_bytes(whole[..end].to_vec()).unwrap_err().to_string();
            assert!(error.contains("byte") || error.contains("begin"), "{error}");
        }
        for at in 0..whole.len() {
            for bit in [0, 3, 7] {
                let mut bytes = whole.clone();
                bytes[at] ^= 1 << bit;
                assert!(Model::from_bytes(bytes).is_err(), "a change at byte {at} went unnoticed");
            }
        }
    }

    #[test]
    fn foreign_files_are_named_as_such() {
        let cases: [(&str, Vec<u8>, &str); 6] = [
            ("nothing", vec![], "does not begin with"),
            ("text", b"This is a page about models.".to_vec(), "does not begin with"),
            ("magic alone", MAGIC.to_vec(), "versions: the file breaks off at byte 8"),
            ("another layout", [&MAGIC[..], &[9, 0, 0, 0, 1, 0, 0, 0]].concat(), "layout version 9 at byte 8"),
            ("no length", [&MAGIC[..], &[3, 0, 0, 0, 1, 0, 0, 0]].concat(), "length: the file breaks off"),
            ("cut", small()[..1000].to_vec(), "it has 1000"),
        ];
        for (what, bytes, message) in cases {
            let error = Model::from_bytes(bytes).unwrap_err().to_string();
            assert!(error.contains(message), "{what}: {error}");
        }
    }

    #[test]
    fn sections_must_lie_inside() {
        // The number of sections, then start and length of the first one, made absurd.
        for (at, value) in [(32, u64::MAX), (32, 1 << 40), (56, u64::MAX), (64, u64::MAX), (64, 1 << 33), (32, 0)] {
            let mut bytes = small();
            bytes[at..at + 8].copy_from_slice(&value.to_le_bytes());
            let sum = checksum(&bytes);
            bytes[16..24].copy_from_slice(&sum.to_le_bytes());
            let error = Model::from_bytes(bytes).unwrap_err().to_string();
            assert!(error.contains("section"), "{error}");
        }
    }
}
