//! The hash that names a feature. Part of the model format: a change here makes every trained model unreadable, so it
//! goes with a new [`FEATURES`](super::model::FEATURES).

const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
const FINISH: u64 = 0xD6E8_FEB8_6659_FD93;

/// The hash of a string, a word at a time.
#[inline]
pub fn text(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut hash = bytes.len() as u64;
    for word in words {
        hash = (hash ^ u64::from_le_bytes(*word)).wrapping_mul(STEP).rotate_left(29);
    }
    let mut last = [0; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    finish((hash ^ u64::from_le_bytes(last)).wrapping_mul(STEP))
}

/// Two hashes, or a hash and a small number, become one; order matters.
#[inline]
pub const fn join(a: u64, b: u64) -> u64 {
    (a.rotate_left(23) ^ b).wrapping_mul(STEP)
}

/// A feature: the template's number and what it saw.
#[inline]
pub const fn feature(template: u64, value: u64) -> u64 {
    finish(join(value, template))
}

/// Features of templates that follow one another, by what each of them saw.
#[inline]
pub fn features<const N: usize>(first: u64, values: [u64; N]) -> impl Iterator<Item = u64> {
    values.into_iter().zip(first..).map(|(value, template)| feature(template, value))
}

/// Spreads every bit over all others, so that any of them may choose a place in a table.
#[inline]
const fn finish(mut hash: u64) -> u64 {
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(FINISH);
    hash ^ (hash >> 29)
}

/// One of `count` places, from the upper half of the hash.
#[inline]
pub const fn place(hash: u64, count: usize) -> usize {
    (((hash >> 32) * count as u64) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_part_of_the_format() {
        // Changing these numbers means changing the version of the feature set.
        assert_eq!(text(b""), text(b""));
        let words: Vec<u64> = ["", "a", "b", "ab", "ba", "minister", "ministers", "eight by", "eight by "]
            .iter()
            .map(|word| text(word.as_bytes()))
            .collect();
        for (i, one) in words.iter().enumerate() {
            assert!(words[i + 1..].iter().all(|other| other != one));
        }
        assert_ne!(join(1, 2), join(2, 1));
        assert_ne!(feature(1, 2), feature(2, 1));
    }

    #[test]
    fn places_are_even_and_within() {
        let mut counts = [0; 7];
        for i in 0..7000_u64 {
            counts[place(feature(3, i), 7)] += 1;
        }
        assert!(counts.iter().all(|&n| (800..1200).contains(&n)), "{counts:?}");
    }
}
