//! Named tensors in a section of the model file.
//!
//! ```text
//! byte 0   number of tensors, u64
//!      8   one entry of 56 bytes for each: name (32 bytes, padded with 0), sort (u32), rows (u32), columns (u32),
//!          nothing (u32), first byte (u64)
//!          … the tensors, each from a multiple of 64 on
//! ```
//!
//! | sort | | bytes |
//! |---|---|---|
//! | 0 | whole numbers, each row with a scale | rows · columns i8, row by row; then rows f32 |
//! | 1 | numbers | rows · columns f32 |
//! | 2 | whole numbers | rows · columns u32 |
//!
//! Lengths are checked when a section is opened; what is large stays where it lies.

use crate::Error;
use std::ops::Range;

const ENTRY: usize = 56;
const NAME: usize = 32;
const ALIGNED: usize = 64;

/// What a tensor consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Bytes, each row with a scale.
    Scaled = 0,
    /// Numbers.
    Real = 1,
    /// Whole numbers.
    Whole = 2,
}

/// A tensor and where its bytes lie.
#[derive(Clone, Debug)]
pub struct Tensor {
    name: String,
    sort: Sort,
    /// How many rows.
    pub rows: usize,
    /// How many columns.
    pub columns: usize,
    /// Its bytes in the section.
    pub bytes: Range<usize>,
}

/// The tensors of a section.
#[derive(Clone, Debug)]
pub struct Tensors<'m> {
    section: &'static str,
    bytes: &'m [u8],
    list: Vec<Tensor>,
}

impl<'m> Tensors<'m> {
    /// Reads the list of them; `section` is what errors call it.
    ///
    /// # Errors
    /// When the list breaks off or a tensor lies outside; the message says which.
    pub fn read(section: &'static str, bytes: &'m [u8]) -> Result<Self, Error> {
        let wrong = |what: String| Err(Error::new(format!("section \"{section}\": {what}")));
        let Some(count) = long(bytes, 0) else {
            return wrong(format!("breaks off at byte {}, before the number of tensors", bytes.len()));
        };
        let mut tensors = Vec::new();
        for i in 0..usize::try_from(count).unwrap_or(usize::MAX) {
            let at = i.saturating_mul(ENTRY).saturating_add(8);
            let Some(entry) = bytes.get(at..).and_then(|rest| rest.first_chunk::<ENTRY>()) else {
                return wrong(format!("the list of {count} tensors breaks off at byte {}", bytes.len()));
            };
            let name = entry[..NAME].split(|b| *b == 0).next().unwrap_or_default();
            let name = String::from_utf8_lossy(name).into_owned();
            let word = |at: usize| entry[at..].first_chunk().map_or(0, |four| u32::from_le_bytes(*four));
            let [sort, rows, columns] = [word(NAME), word(NAME + 4), word(NAME + 8)];
            let (sort, each) = match sort {
                0 => (Sort::Scaled, 1),
                1 => (Sort::Real, 4),
                2 => (Sort::Whole, 4),
                _ => return wrong(format!("tensor {name:?} (byte {at}) is of sort {sort}; this library reads 0 to 2")),
            };
            let scales = if sort == Sort::Scaled { 4 * u64::from(rows) } else { 0 };
            let length = u64::from(rows).saturating_mul(u64::from(columns)).saturating_mul(each).saturating_add(scales);
            let start = long(entry, 48).unwrap_or(u64::MAX);
            let range = usize::try_from(start).ok().zip(usize::try_from(start.saturating_add(length)).ok());
            let Some((start, end)) = range.filter(|&(_, end)| end <= bytes.len()) else {
                return wrong(format!(
                    "tensor {name:?} (byte {at}), {rows} by {columns} from byte {start}, ends behind the last byte, {}",
                    bytes.len()
                ));
            };
            tensors.push(Tensor { name, sort, rows: rows as usize, columns: columns as usize, bytes: start..end });
        }
        Ok(Self { section, bytes, list: tensors })
    }

    /// The tensor of that name and sort.
    ///
    /// # Errors
    /// When there is none.
    pub fn get(&self, name: &str, sort: Sort) -> Result<&Tensor, Error> {
        let found = self.list.iter().find(|tensor| tensor.name == name && tensor.sort == sort);
        found.ok_or_else(|| self.error(format!("there is no tensor {name:?} of sort {}", sort as u32)))
    }

    /// The numbers of a tensor that has so many; copied.
    ///
    /// # Errors
    /// When there is no such tensor, or of another length.
    pub fn numbers(&self, name: &str, length: usize) -> Result<Vec<f32>, Error> {
        let tensor = self.get(name, Sort::Real)?;
        if tensor.rows * tensor.columns != length {
            return Err(self.error(format!("tensor {name:?} has {} by {}, not {length}", tensor.rows, tensor.columns)));
        }
        Ok(self.of(tensor).as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect())
    }

    /// The bytes of a tensor.
    pub fn of(&self, tensor: &Tensor) -> &'m [u8] {
        self.bytes.get(tensor.bytes.clone()).unwrap_or_default()
    }

    /// An error in this section.
    pub fn error(&self, what: impl std::fmt::Display) -> Error {
        Error::new(format!("section \"{}\": {what}", self.section))
    }
}

/// Builds a section.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    tensors: Vec<(String, Sort, usize, usize, Vec<u8>)>,
}

impl Builder {
    /// Adds a matrix, rounded to bytes: each row by its largest number.
    pub fn scaled(&mut self, name: &str, columns: usize, numbers: &[f32]) {
        let (mut bytes, mut scales) = (Vec::with_capacity(numbers.len()), Vec::new());
        for row in numbers.chunks_exact(columns) {
            let top = row.iter().fold(0.0_f32, |top, x| top.max(x.abs()));
            let scale = top / 127.0;
            bytes.extend(row.iter().map(|x| {
                let whole = if scale > 0.0 { (x / scale).round() } else { 0.0 };
                (whole.clamp(-127.0, 127.0) as i8).cast_unsigned()
            }));
            scales.extend(scale.to_le_bytes());
        }
        let rows = scales.len() / 4;
        bytes.extend(scales);
        self.add(name, Sort::Scaled, rows, columns, bytes);
    }

    /// Adds numbers as they are.
    pub fn real(&mut self, name: &str, numbers: &[f32]) {
        let bytes = numbers.iter().flat_map(|x| x.to_le_bytes()).collect();
        self.add(name, Sort::Real, 1, numbers.len(), bytes);
    }

    /// Adds whole numbers.
    pub fn whole(&mut self, name: &str, numbers: &[u32]) {
        let bytes = numbers.iter().flat_map(|x| x.to_le_bytes()).collect();
        self.add(name, Sort::Whole, 1, numbers.len(), bytes);
    }

    fn add(&mut self, name: &str, sort: Sort, rows: usize, columns: usize, bytes: Vec<u8>) {
        assert!(name.len() <= NAME, "{name:?} is longer than {NAME} bytes");
        self.tensors.push((name.to_owned(), sort, rows, columns, bytes));
    }

    /// The bytes of the section.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = (self.tensors.len() as u64).to_le_bytes().to_vec();
        let mut start = (8 + ENTRY * self.tensors.len()).next_multiple_of(ALIGNED);
        for (name, sort, rows, columns, content) in &self.tensors {
            let mut label = [0; NAME];
            label[..name.len()].copy_from_slice(name.as_bytes());
            bytes.extend(label);
            for number in [*sort as u32, *rows as u32, *columns as u32, 0] {
                bytes.extend(number.to_le_bytes());
            }
            bytes.extend((start as u64).to_le_bytes());
            start = (start + content.len()).next_multiple_of(ALIGNED);
        }
        for (.., content) in &self.tensors {
            bytes.resize(bytes.len().next_multiple_of(ALIGNED), 0);
            bytes.extend(content);
        }
        bytes
    }
}

fn long(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).map(|eight| u64::from_le_bytes(*eight))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Vec<u8> {
        let mut builder = Builder::default();
        builder.scaled("rows", 3, &[1.0, -0.5, 0.25, 0.0, 0.0, 0.0]);
        builder.real("bias", &[0.5, -2.0]);
        builder.whole("places", &[7, 8, 9]);
        builder.write()
    }

    #[test]
    fn what_is_written_is_read() {
        let bytes = small();
        let tensors = Tensors::read("test", &bytes).unwrap();
        assert_eq!(tensors.numbers("bias", 2).unwrap(), [0.5, -2.0]);
        let rows = tensors.get("rows", Sort::Scaled).unwrap();
        assert_eq!((rows.rows, rows.columns, &tensors.of(rows)[..3]), (2, 3, &[127, 192, 32][..]));
        assert_eq!(tensors.get("places", Sort::Whole).unwrap().columns, 3);
    }

    #[test]
    fn cut_and_foreign_sections_are_errors() {
        let whole = small();
        for end in 0..whole.len() {
            let error = Tensors::read("test", &whole[..end]).unwrap_err().to_string();
            assert!(error.contains("section \"test\"") && error.contains("byte"), "{error}");
        }
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x81;
            // No panic; what is wrong with the numbers themselves, the checksum of the file says.
            let _ = Tensors::read("test", &bytes);
        }
        let tensors = Tensors::read("test", &whole).unwrap();
        for (name, length, message) in
            [("bias", 3, "has 1 by 2, not 3"), ("rows", 6, "no tensor \"rows\" of sort 1"), ("other", 1, "no tensor")]
        {
            assert!(tensors.numbers(name, length).unwrap_err().to_string().contains(message), "{name}");
        }
    }
}
