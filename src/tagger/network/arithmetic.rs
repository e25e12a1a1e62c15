//! The inner loops, chosen for the processor when the program runs.
//!
//! Every processor gives the same answer: products are summed as integers, where order does not matter, and what is
//! not an integer is added, multiplied and divided one by one, without fused operations.

use multiversion::multiversion;

/// Outputs that stand side by side in a block of weights.
pub(super) const LANES: usize = 16;

/// Tokens, or blocks of outputs of one token, that are worked out together: as many as hide how long a product takes.
/// Weights are fetched once for all of the tokens.
pub(super) const TOGETHER: usize = 4;

/// Weights of two inputs that follow one another, for each of the outputs.
pub(super) type Block = [[i8; 2]; LANES];

/// Sums for the outputs of a block, for each of those worked out together.
type Sums = [[i32; LANES]; TOGETHER];

/// What a layer says to [`TOGETHER`] tokens: `out[i] = base[i] + unit * scale[i] * (weights of i · inputs)`.
///
/// `weights` has one block for each pair of inputs, for as many outputs at a time as there are lanes; `scale` and `base`
/// are as long as all lanes together. `inputs` and `out` have those of one token after another, `units` what a whole
/// number is worth in each.
#[multiversion(targets("x86_64+avx2"))]
pub(super) fn weigh_tokens(
    weights: &[Block],
    inputs: [&[[i16; 2]]; TOGETHER],
    units: [f32; TOGETHER],
    scale: &[[f32; LANES]],
    base: &[[f32; LANES]],
    out: &mut [[f32; LANES]],
) {
    let count = scale.len().max(1);
    let columns = weights.chunks_exact(inputs[0].len().max(1)).zip(scale.iter().zip(base));
    for (column, (blocks, (scale, base))) in columns.enumerate() {
        let sums = multiversion::target::match_target! {
            "x86_64+avx2" => wide::tokens(blocks, inputs),
            _ => plain::tokens(blocks, inputs),
        };
        for (out, (unit, sums)) in out.chunks_exact_mut(count).zip(units.iter().zip(&sums)) {
            scaled(&mut out[column], base, *unit, scale, sums);
        }
    }
}

/// The same for one token.
#[multiversion(targets("x86_64+avx2"))]
pub(super) fn weigh(
    weights: &[Block],
    inputs: &[[i16; 2]],
    unit: f32,
    scale: &[[f32; LANES]],
    base: &[[f32; LANES]],
    out: &mut [[f32; LANES]],
) {
    let pairs = inputs.len().max(1);
    let columns = scale.chunks(TOGETHER).zip(base.chunks(TOGETHER)).zip(out.chunks_mut(TOGETHER));
    for (blocks, ((scale, base), out)) in weights.chunks(TOGETHER * pairs).zip(columns) {
        // Of fewer columns than go together the last is worked out again; few layers have such.
        let columns = std::array::from_fn(|i| {
            let last = (blocks.len() / pairs).saturating_sub(1);
            &blocks[pairs * i.min(last)..][..inputs.len()]
        });
        let sums = multiversion::target::match_target! {
            "x86_64+avx2" => wide::columns(columns, inputs),
            _ => plain::columns(columns, inputs),
        };
        for ((out, base), (scale, sums)) in out.iter_mut().zip(base).zip(scale.iter().zip(&sums)) {
            scaled(out, base, unit, scale, sums);
        }
    }
}

#[inline]
fn scaled(out: &mut [f32; LANES], base: &[f32; LANES], unit: f32, scale: &[f32; LANES], sums: &[i32; LANES]) {
    // All sixteen are made before any is written, so that they are made at once.
    *out = std::array::from_fn(|i| base[i] + unit * scale[i] * sums[i] as f32);
}

/// Adds rows of bytes: `sums[i] += scale * row[i]`.
#[multiversion(targets("x86_64+avx2"))]
pub(super) fn add(row: &[u8], scale: f32, sums: &mut [f32]) {
    for (sum, byte) in sums.iter_mut().zip(row) {
        *sum += scale * f32::from(byte.cast_signed());
    }
}

/// Sums of products as any processor makes them.
mod plain {
    use super::{Block, LANES, Sums, TOGETHER};

    /// One column of blocks, several tokens.
    #[inline]
    pub(super) fn tokens(blocks: &[Block], inputs: [&[[i16; 2]]; TOGETHER]) -> Sums {
        inputs.map(|inputs| sums(blocks, inputs))
    }

    /// Several columns of blocks, one token.
    #[inline]
    pub(super) fn columns(columns: [&[Block]; TOGETHER], inputs: &[[i16; 2]]) -> Sums {
        columns.map(|blocks| sums(blocks, inputs))
    }

    fn sums(blocks: &[Block], inputs: &[[i16; 2]]) -> [i32; LANES] {
        let mut sums = [0; LANES];
        for (weights, [one, other]) in blocks.iter().zip(inputs) {
            for (sum, weights) in sums.iter_mut().zip(weights) {
                *sum += i32::from(weights[0]) * i32::from(*one) + i32::from(weights[1]) * i32::from(*other);
            }
        }
        sums
    }
}

/// The bytes of a block, four by four; of those that stand side by side the compiler makes one load.
#[cfg(target_arch = "x86_64")]
#[inline]
fn fours(block: &Block) -> [i32; LANES / 2] {
    std::array::from_fn(|i| {
        let [[a, b], [c, d]] = [block[2 * i], block[2 * i + 1]];
        i32::from_le_bytes([a, b, c, d].map(i8::cast_unsigned))
    })
}

/// Both inputs of a pair as one number.
#[cfg(target_arch = "x86_64")]
#[inline]
fn both([one, other]: [i16; 2]) -> i32 {
    i32::from(one.cast_unsigned()) | i32::from(other) << 16
}

/// The same with the instruction that multiplies and adds pairs, which compilers do not find here: three times as fast.
#[cfg(target_arch = "x86_64")]
mod wide {
    use super::{Block, LANES, Sums, TOGETHER, both, fours};
    use std::arch::x86_64::{
        __m256i, _mm_setr_epi32, _mm256_add_epi32, _mm256_cvtepi8_epi16, _mm256_extract_epi64, _mm256_madd_epi16,
        _mm256_set1_epi32, _mm256_setzero_si256,
    };

    #[target_feature(enable = "avx2")]
    #[inline]
    pub(super) fn tokens(blocks: &[Block], [a, b, c, d]: [&[[i16; 2]]; TOGETHER]) -> Sums {
        let mut sums = [[_mm256_setzero_si256(); 2]; TOGETHER];
        for (block, (((a, b), c), d)) in blocks.iter().zip(a.iter().zip(b).zip(c).zip(d)) {
            let weights = load(block);
            add(&mut sums[0], weights, *a);
            add(&mut sums[1], weights, *b);
            add(&mut sums[2], weights, *c);
            add(&mut sums[3], weights, *d);
        }
        numbers(&sums)
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    pub(super) fn columns([a, b, c, d]: [&[Block]; TOGETHER], inputs: &[[i16; 2]]) -> Sums {
        let mut sums = [[_mm256_setzero_si256(); 2]; TOGETHER];
        for (pair, (((a, b), c), d)) in inputs.iter().zip(a.iter().zip(b).zip(c).zip(d)) {
            add(&mut sums[0], load(a), *pair);
            add(&mut sums[1], load(b), *pair);
            add(&mut sums[2], load(c), *pair);
            add(&mut sums[3], load(d), *pair);
        }
        numbers(&sums)
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    fn load(block: &Block) -> [__m256i; 2] {
        let four = fours(block);
        [
            _mm256_cvtepi8_epi16(_mm_setr_epi32(four[0], four[1], four[2], four[3])),
            _mm256_cvtepi8_epi16(_mm_setr_epi32(four[4], four[5], four[6], four[7])),
        ]
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    fn add(sums: &mut [__m256i; 2], weights: [__m256i; 2], pair: [i16; 2]) {
        let input = _mm256_set1_epi32(both(pair));
        sums[0] = _mm256_add_epi32(sums[0], _mm256_madd_epi16(weights[0], input));
        sums[1] = _mm256_add_epi32(sums[1], _mm256_madd_epi16(weights[1], input));
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    fn numbers(sums: &[[__m256i; 2]; TOGETHER]) -> Sums {
        let mut out = [[0; LANES]; TOGETHER];
        for (out, sums) in out.iter_mut().zip(sums) {
            for (out, sum) in out.as_chunks_mut::<8>().0.iter_mut().zip(*sums) {
                for (out, two) in out.as_chunks_mut::<2>().0.iter_mut().zip([
                    _mm256_extract_epi64::<0>(sum),
                    _mm256_extract_epi64::<1>(sum),
                    _mm256_extract_epi64::<2>(sum),
                    _mm256_extract_epi64::<3>(sum),
                ]) {
                    *out = [two as i32, (two >> 32) as i32];
                }
            }
        }
        out
    }
}

/// One step of a recurrent layer. `gates` has four numbers for each unit: all input gates, then the forget gates, the new
/// values and the output gates. Changes `cells` and sets `states`.
#[multiversion(targets("x86_64+avx2"))]
pub(super) fn step(gates: &[f32], cells: &mut [f32], states: &mut [f32]) {
    let units = cells.len();
    let [inputs, forgets, news, outputs] = [0, 1, 2, 3].map(|gate| &gates[gate * units..][..units]);
    let states = &mut states[..units];
    for i in 0..units {
        cells[i] = sigmoid(forgets[i]) * cells[i] + sigmoid(inputs[i]) * tanh(news[i]);
        states[i] = sigmoid(outputs[i]) * tanh(cells[i]);
    }
}

/// The largest whole number an input becomes.
const WHOLE: f32 = 32_767.0;

/// Numbers as whole ones, as fine as sixteen bits allow; what one unit of them is worth.
#[multiversion(targets("x86_64+avx2"))]
pub(super) fn squeeze(values: &[f32], out: &mut [[i16; 2]]) -> f32 {
    let top = values.iter().fold(0.0_f32, |top, value| if value.abs() > top { value.abs() } else { top });
    let scale = if top > 0.0 { WHOLE / top } else { 0.0 };
    for (out, value) in out.as_flattened_mut().iter_mut().zip(values) {
        *out = whole(value * scale);
    }
    top / WHOLE
}

/// The same of numbers between -1 and 1, without a look at which is the largest.
#[multiversion(targets("x86_64+avx2"))]
pub(super) fn squeeze_states(values: &[f32], out: &mut [[i16; 2]]) -> f32 {
    for (out, value) in out.as_flattened_mut().iter_mut().zip(values) {
        *out = whole(value * WHOLE);
    }
    1.0 / WHOLE
}

/// The nearest whole number, of one that has sixteen bits at most.
#[inline]
fn whole(value: f32) -> i16 {
    // Added to 1.5 · 2^23, the last bits of the sum are the whole number; far cheaper than a conversion that watches
    // for what cannot happen here.
    (value + 12_582_912.0).to_bits() as i16
}

/// Within 0.0002 of the hyperbolic tangent: Lambert's continued fraction, cut off.
#[inline]
fn tanh(x: f32) -> f32 {
    let x = x.clamp(-4.97, 4.97);
    let square = x * x;
    let over = x * (135_135.0 + square * (17_325.0 + square * (378.0 + square)));
    let under = 135_135.0 + square * (62_370.0 + square * (3_150.0 + square * 28.0));
    over / under
}

#[inline]
fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_processor_sums_the_same() {
        let number = |i: usize| ((i * 7919 % 65_536) as u16).cast_signed();
        let weight = |i: usize| (number(i) % 128) as i8;
        let weights: Vec<Block> = (0..90)
            .map(|b| std::array::from_fn(|j| [weight(b * 2 * LANES + j), weight((b * 2 + 1) * LANES + j)]))
            .collect();
        let (scale, base) = ([[0.5; LANES]; 2], [[1.0; LANES]; 2]);
        let inputs: Vec<[i16; 2]> = (0..45 * TOGETHER).map(|i| [number(i), number(i + 100)]).collect();
        let tokens: [&[[i16; 2]]; TOGETHER] = std::array::from_fn(|i| &inputs[45 * i..][..45]);
        let mut out = [[0.0; LANES]; 2 * TOGETHER];
        weigh_tokens(&weights, tokens, [0.25; TOGETHER], &scale, &base, &mut out);
        for (inputs, out) in tokens.into_iter().zip(out.chunks(2)) {
            let mut alone = [[0.0; LANES]; 2];
            weigh(&weights, inputs, 0.25, &scale, &base, &mut alone);
            for (lane, weights) in weights.chunks(45).enumerate() {
                let [sums, ..] = plain::columns([weights; TOGETHER], inputs);
                let sums = sums.map(|sum| (1.0 + 0.125 * sum as f32).to_bits());
                assert_eq!(out[lane].map(f32::to_bits), sums);
                assert_eq!(alone[lane].map(f32::to_bits), sums);
            }
            let last = weights[45..].iter().zip(inputs);
            let sum: i32 =
                last.map(|(w, x)| i32::from(w[3][0]) * i32::from(x[0]) + i32::from(w[3][1]) * i32::from(x[1])).sum();
            assert_eq!(out[1][3].to_bits(), (1.0 + 0.125 * sum as f32).to_bits());
        }
    }

    #[test]
    fn curves_are_close() {
        for i in -1000..=1000 {
            let x = i as f32 / 100.0;
            assert!((tanh(x) - x.tanh()).abs() < 2e-4, "{x}: {} {}", tanh(x), x.tanh());
            assert!((sigmoid(x) - 1.0 / (1.0 + (-x).exp())).abs() < 1e-4, "{x}");
        }
    }

    #[test]
    fn squeezed_numbers_come_back() {
        for values in [vec![0.0; 4], vec![0.5, -3.0, 2.9, 1e-6], vec![1e20, -1e20, 0.0, 5e19]] {
            let mut whole = [[0; 2]; 2];
            let unit = squeeze(&values, &mut whole);
            for (value, whole) in values.iter().zip(whole.as_flattened()) {
                let top = values.iter().fold(0.0_f32, |top, v| top.max(v.abs()));
                assert!((value - f32::from(*whole) * unit).abs() <= top / 60_000.0, "{values:?}");
            }
        }
    }
}
