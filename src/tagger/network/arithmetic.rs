//! The inner loops, chosen for the processor when the program runs.
//!
//! Every processor gives the same answer: products are summed as integers, where order does not matter, and what is
//! not an integer is added, multiplied and divided one by one, without fused operations.

use multiversion::multiversion;

/// Outputs that are worked out together: as many as stay in registers.
pub(super) const LANES: usize = 32;

/// Weights of two inputs that follow one another, for each of the outputs.
pub(super) type Block = [[i16; 2]; LANES];

/// What a layer says: `out[i] = given[i] + unit * scale[i] * (weights of i · inputs)`.
///
/// `weights` has one block for each pair of inputs, for as many outputs at a time as there are lanes; `scale`, `given` and
/// `out` are as long as all lanes together.
#[multiversion(targets("x86_64+avx2"))]
pub(super) fn weigh(
    weights: &[Block],
    inputs: &[[i16; 2]],
    unit: f32,
    scale: &[[f32; LANES]],
    given: &[[f32; LANES]],
    out: &mut [[f32; LANES]],
) {
    let outputs = scale.iter().zip(given).zip(out);
    for (blocks, ((scale, given), out)) in weights.chunks_exact(inputs.len().max(1)).zip(outputs) {
        let sums = multiversion::target::match_target! {
            "x86_64+avx2" => wide(blocks, inputs),
            _ => plain(blocks, inputs),
        };
        for (((out, given), scale), sum) in out.iter_mut().zip(given).zip(scale).zip(sums) {
            *out = given + unit * scale * sum as f32;
        }
    }
}

/// Adds rows of bytes: `sums[i] += scale * row[i]`.
#[multiversion(targets("x86_64+avx2"))]
pub(super) fn add(row: &[u8], scale: f32, sums: &mut [f32]) {
    for (sum, byte) in sums.iter_mut().zip(row) {
        *sum += scale * f32::from(byte.cast_signed());
    }
}

#[inline]
fn plain(blocks: &[Block], inputs: &[[i16; 2]]) -> [i32; LANES] {
    let mut sums = [0; LANES];
    for (weights, [one, other]) in blocks.iter().zip(inputs) {
        for (sum, weights) in sums.iter_mut().zip(weights) {
            *sum += i32::from(weights[0]) * i32::from(*one) + i32::from(weights[1]) * i32::from(*other);
        }
    }
    sums
}

/// The same with the instruction that multiplies and adds pairs, which compilers do not find here: three times as fast.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn wide(blocks: &[Block], inputs: &[[i16; 2]]) -> [i32; LANES] {
    use std::arch::x86_64::{
        _mm256_add_epi32, _mm256_extract_epi32, _mm256_madd_epi16, _mm256_set1_epi32, _mm256_setr_epi32,
        _mm256_setzero_si256,
    };
    let pair = |[one, other]: [i16; 2]| i32::from(one.cast_unsigned()) | i32::from(other) << 16;
    let mut sums = [_mm256_setzero_si256(); LANES / 8];
    for (weights, input) in blocks.iter().zip(inputs) {
        let input = _mm256_set1_epi32(pair(*input));
        for (sum, weights) in sums.iter_mut().zip(weights.as_chunks::<8>().0) {
            // One load: the compiler sees that the eight stand side by side.
            let w = weights.map(pair);
            let weights = _mm256_setr_epi32(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7]);
            *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(weights, input));
        }
    }
    let mut out = [0; LANES];
    for (out, sum) in out.as_chunks_mut::<8>().0.iter_mut().zip(sums) {
        *out = [
            _mm256_extract_epi32::<0>(sum),
            _mm256_extract_epi32::<1>(sum),
            _mm256_extract_epi32::<2>(sum),
            _mm256_extract_epi32::<3>(sum),
            _mm256_extract_epi32::<4>(sum),
            _mm256_extract_epi32::<5>(sum),
            _mm256_extract_epi32::<6>(sum),
            _mm256_extract_epi32::<7>(sum),
        ];
    }
    out
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
        let inputs: Vec<[i16; 2]> = (0..45).map(|i| [number(i), number(i + 100)]).collect();
        let weights: Vec<Block> = (0..90)
            .map(|b| std::array::from_fn(|j| [number(b * 64 + j) % 128, number(b * 64 + j + 32) % 128]))
            .collect();
        let (scale, given) = ([[0.5; LANES]; 2], [[1.0; LANES]; 2]);
        let mut out = [[0.0; LANES]; 2];
        weigh(&weights, &inputs, 0.25, &scale, &given, &mut out);
        for (out, weights) in out.iter().zip(weights.chunks(45)) {
            let sums = plain(weights, &inputs);
            assert_eq!(out.map(f32::to_bits), sums.map(|sum| (1.0 + 0.125 * sum as f32).to_bits()));
        }
        let sum: i32 = weights[45..]
            .iter()
            .zip(&inputs)
            .map(|(w, x)| i32::from(w[3][0]) * i32::from(x[0]) + i32::from(w[3][1]) * i32::from(x[1]))
            .sum();
        assert_eq!(out[1][3].to_bits(), (1.0 + 0.125 * sum as f32).to_bits());
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
