//! Word clusters: from the two lists to one table.

use copydesk::tagger::{ClusterTable, Clusters, hash};
use flate2::read::GzDecoder;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// The table for the model file.
pub(crate) fn build(data: &Path) -> Vec<u8> {
    let mut words: BTreeMap<String, Clusters> = BTreeMap::new();
    read(&data.join("words/brown_clusters.tsv.gz"), |word, fields| {
        let path = fields.iter().find_map(|f| f.strip_prefix("bf")).and_then(|n| n.parse().ok());
        words.entry(word.to_owned()).or_default().brown = path.unwrap_or(0);
    });
    read(&data.join("words/embedding_clusters.tsv.gz"), |word, fields| {
        let id = |name: &str| fields.iter().find_map(|f| f.strip_prefix(name)).and_then(|n| n.parse::<u16>().ok());
        if let (Some(a), Some(b), Some(c)) = (id("*e64_"), id("e512_"), id("e2k_")) {
            words.entry(word.to_owned()).or_default().vector = [a + 1, b + 1, c + 1];
        }
    });
    eprintln!("clusters: {} words", words.len());
    let words: Vec<_> = words.iter().map(|(word, clusters)| (hash::text(word.as_bytes()), *clusters)).collect();
    ClusterTable::write(&words)
}

fn read(path: &Path, mut line: impl FnMut(&str, &[&str])) {
    let file = File::open(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    for text in BufReader::new(GzDecoder::new(file)).lines() {
        let text = text.expect("text");
        let fields: Vec<&str> = text.split('\t').collect();
        line(fields[0], &fields[1..]);
    }
}
