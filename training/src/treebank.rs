//! The treebanks: sentences with parts of speech, inflections and lemmas.

use copydesk::Span;
use copydesk::article::{Article, Block, BlockKind, Pos, Sentence, Tag, Token};
use copydesk::tagger::tags;
use flate2::read::GzDecoder;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A sentence of a treebank, as an article of one sentence.
#[derive(Default)]
pub(crate) struct Tree {
    /// Text, sentence and tokens.
    pub(crate) article: Article,
    /// Index of each token's label in [`tags::LABELS`].
    pub(crate) labels: Vec<usize>,
    /// Part of speech of each token.
    pub(crate) pos: Vec<Pos>,
    /// Lemma of each token, lower-cased.
    pub(crate) lemmas: Vec<String>,
    /// Penn tag of each token.
    pub(crate) tags: Vec<String>,
    /// Head of each token, counted from 1; 0 for the root.
    pub(crate) heads: Vec<usize>,
    /// Relation of each token to its head, subtype included.
    pub(crate) relations: Vec<String>,
    /// Whether a paragraph begins with it.
    pub(crate) begins: bool,
}

/// All sentences of a CoNLL-U file.
pub(crate) fn read(path: &Path) -> Vec<Tree> {
    let mut text = String::new();
    let file = File::open(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    GzDecoder::new(file).read_to_string(&mut text).expect("text");
    text.split("\n\n").filter_map(tree).collect()
}

/// The sentences of both treebanks.
pub(crate) fn both(data: &Path, part: &str) -> Vec<Tree> {
    let file = |name| data.join(format!("treebank/{name}.{part}.conllu.gz"));
    ["ewt", "gum"].into_iter().flat_map(|name| read(&file(name))).collect()
}

fn tree(lines: &str) -> Option<Tree> {
    let begins = lines.lines().any(|line| line.starts_with("# newpar") || line.starts_with("# newdoc"));
    let mut tree = Tree { begins, ..Tree::default() };
    let mut glued_to = 0;
    let mut glue_behind = false;
    for line in lines.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, pos, xpos, _, head, relation, _, misc] = fields[..] else { continue };
        if let Some((_, last)) = id.split_once('-') {
            // The words of a contraction stand together.
            glued_to = last.parse().unwrap_or(0);
            glue_behind = misc.contains("SpaceAfter=No");
            continue;
        }
        let (Ok(number), Some(pos)) = (id.parse::<usize>(), Pos::from_name(pos)) else { continue };
        let start = tree.article.text.len();
        tree.article.text.push_str(form);
        let span = Span::new(start, start + form.len());
        let lower = tree.article.words.intern(&form.to_lowercase().replace('’', "'"));
        tree.article.tokens.push(Token::new(span, lower));
        let glue = number < glued_to || number == glued_to && glue_behind || misc.contains("SpaceAfter=No");
        if !glue {
            tree.article.text.push(' ');
        }
        tree.labels.push(tags::label(pos, Tag::from_name(xpos)));
        tree.pos.push(pos);
        tree.lemmas.push(lemma.to_lowercase().replace('’', "'"));
        tree.tags.push(xpos.to_owned());
        tree.heads.push(head.parse().unwrap_or(0));
        tree.relations.push(relation.to_owned());
    }
    let last = tree.article.tokens.last()?.span;
    let all = Span::new(0, last.end as usize);
    tree.article.blocks.push(Block::new(BlockKind::Paragraph, all));
    tree.article.sentences.push(Sentence::new(all, 0..tree.article.tokens.len() as u32, 0));
    Some(tree)
}
