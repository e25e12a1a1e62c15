//! What a network learned, as Python writes it, to a section of the model file.
//!
//! The file: for each tensor a line "NAME ROWS COLUMNS", then its numbers, f32, little-endian. A tensor of one row is kept
//! as it is (biases, norms); of others each row is rounded to bytes; `bag` is the rows of the features in `vocabulary`.

use copydesk::tagger::network::{Bag, Builder};
use std::path::Path;

/// The section of the tensors in a file. `vocabulary` has the features of the bag, u64, little-endian.
pub(crate) fn section(tensors: &Path, vocabulary: &Path) -> Vec<u8> {
    with_bags(tensors, &[("bag", vocabulary)])
}

/// The same of several bags, each with its name and the features of its rows.
pub(crate) fn with_bags(tensors: &Path, bags: &[(&str, &Path)]) -> Vec<u8> {
    let read = |path: &Path| std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let bytes = read(tensors);
    let mut builder = Builder::default();
    let mut rest = bytes.as_slice();
    while let Some(end) = rest.iter().position(|&b| b == b'\n') {
        let line = std::str::from_utf8(&rest[..end]).expect("a name and two numbers");
        let fields: Vec<&str> = line.split(' ').collect();
        let [name, rows, columns] = fields[..] else { panic!("{line:?} is no name and two numbers") };
        let size = |field: &str| field.parse::<usize>().unwrap_or_else(|_| panic!("{line:?}: {field:?} is no number"));
        let (rows, columns) = (size(rows), size(columns));
        let (numbers, behind) = rest[end + 1..].split_at(4 * rows * columns);
        let numbers: Vec<f32> = numbers.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect();
        rest = behind;
        match bags.iter().find(|bag| bag.0 == name) {
            Some((_, vocabulary)) => {
                let features = read(vocabulary);
                let features: Vec<u64> =
                    features.as_chunks().0.iter().map(|eight| u64::from_le_bytes(*eight)).collect();
                assert_eq!(features.len(), rows, "one row for each feature of the vocabulary");
                Bag::write(&mut builder, name, &features, columns, &numbers);
            }
            None if rows == 1 => builder.real(name, &numbers),
            None => builder.scaled(name, columns, &numbers),
        }
    }
    builder.write()
}
