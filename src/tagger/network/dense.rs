//! Layers that look at one token: sums of all inputs, and what evens them out.

use super::arithmetic::{self, Block, LANES, TOGETHER};
use super::tensors::{Sort, Tensors};
use crate::Error;

/// Every output is a weighted sum of all inputs and a number of its own.
#[derive(Clone, Debug)]
pub struct Dense {
    inputs: usize,
    outputs: usize,
    weights: Vec<Block>,
    scale: Vec<[f32; LANES]>,
    bias: Vec<[f32; LANES]>,
}

impl Dense {
    /// The tensors NAME, a row of weights for each output, and NAME.bias.
    ///
    /// # Errors
    /// When they are not there, or of different lengths.
    pub fn read(tensors: &Tensors<'_>, name: &str) -> Result<Self, Error> {
        let mut dense = Self::without_bias(tensors, name)?;
        let bias = tensors.numbers(&format!("{name}.bias"), dense.outputs)?;
        dense.bias = lanes(&bias);
        Ok(dense)
    }

    /// The same from NAME alone; the numbers of their own are 0.
    ///
    /// # Errors
    /// When it is not there or has no rows or columns.
    pub fn without_bias(tensors: &Tensors<'_>, name: &str) -> Result<Self, Error> {
        let tensor = tensors.get(name, Sort::Scaled)?;
        let (outputs, inputs) = (tensor.rows, tensor.columns);
        if outputs == 0 || inputs == 0 {
            return Err(tensors.error(format!("tensor {name:?} is empty")));
        }
        let (rows, scales) = tensors.of(tensor).split_at(outputs * inputs);
        let weight = |output: usize, input: usize| {
            let known = output < outputs && input < inputs;
            if known { rows[output * inputs + input].cast_signed() } else { 0 }
        };
        let mut weights = Vec::new();
        for output in (0..outputs).step_by(LANES) {
            let pair = |input| std::array::from_fn(|i| [weight(output + i, input), weight(output + i, input + 1)]);
            weights.extend((0..inputs).step_by(2).map(pair));
        }
        let scale: Vec<f32> = scales.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect();
        let scale = lanes(&scale);
        Ok(Self { inputs, outputs, weights, bias: vec![[0.0; LANES]; scale.len()], scale })
    }

    /// How many inputs a token has.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// How many outputs a token has.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Outputs with those that fill the last lanes: what [`run`](Self::run) writes for each token.
    pub fn wide(&self) -> usize {
        self.scale.len() * LANES
    }

    /// The outputs of tokens, [`wide`](Self::wide) numbers each, of which the first [`outputs`](Self::outputs) count.
    /// `inputs` has those of one token after another.
    pub fn run(&self, inputs: &[f32], room: &mut Room, out: &mut Vec<f32>) {
        let (wide, together) = (self.wide(), inputs.len().div_ceil(TOGETHER * self.inputs));
        out.clear();
        out.resize(together * TOGETHER * wide, 0.0);
        for (inputs, out) in inputs.chunks(TOGETHER * self.inputs).zip(out.chunks_exact_mut(TOGETHER * wide)) {
            // Where there are fewer tokens than go together, the others are empty.
            room.fit(TOGETHER, self.inputs);
            let mut units = [0.0; TOGETHER];
            let size = self.inputs.div_ceil(2);
            let rooms = room.pairs.chunks_exact_mut(size);
            for ((inputs, pairs), unit) in inputs.chunks_exact(self.inputs).zip(rooms).zip(&mut units) {
                *unit = arithmetic::squeeze(inputs, pairs);
            }
            let inputs = std::array::from_fn(|i| &room.pairs[i * size..][..size]);
            arithmetic::weigh_tokens(&self.weights, inputs, units, &self.scale, &self.bias, out.as_chunks_mut().0);
        }
        out.truncate(inputs.len() / self.inputs * wide);
    }

    /// Adds to the numbers given what the outputs of a recurrent layer, between -1 and 1, say.
    pub(super) fn add(&self, states: &[f32], given: &[f32], room: &mut Room, out: &mut [f32]) {
        room.fit(1, self.inputs);
        let unit = arithmetic::squeeze_states(states, &mut room.pairs);
        let (given, out) = (given.as_chunks().0, out.as_chunks_mut().0);
        arithmetic::weigh(&self.weights, &room.pairs, unit, &self.scale, given, out);
    }
}

/// Room to work in, kept from one sentence to the next.
#[derive(Clone, Debug, Default)]
pub struct Room {
    pairs: Vec<[i16; 2]>,
}

impl Room {
    fn fit(&mut self, tokens: usize, inputs: usize) {
        self.pairs.clear();
        self.pairs.resize(tokens * inputs.div_ceil(2), [0; 2]);
    }
}

/// The numbers of a token evened out: mean 0 and spread 1, then a scale and a shift for each.
#[derive(Clone, Debug)]
pub struct Norm {
    scale: Vec<f32>,
    shift: Vec<f32>,
}

impl Norm {
    /// The tensors NAME.scale and NAME.shift, of that length.
    ///
    /// # Errors
    /// When they are not there, or of another length.
    pub fn read(tensors: &Tensors<'_>, name: &str, length: usize) -> Result<Self, Error> {
        let numbers = |part| tensors.numbers(&format!("{name}.{part}"), length);
        Ok(Self { scale: numbers("scale")?, shift: numbers("shift")? })
    }

    /// Evens out the numbers of one token after another.
    pub fn run(&self, values: &mut [f32]) {
        let share = 1.0 / self.scale.len() as f32;
        for token in values.chunks_exact_mut(self.scale.len().max(1)) {
            let mean = sum(token, |x| x) * share;
            let spread = sum(token, |x| (x - mean) * (x - mean)) * share;
            let size = 1.0 / (spread + 1e-5).sqrt();
            for ((value, scale), shift) in token.iter_mut().zip(&self.scale).zip(&self.shift) {
                *value = (*value - mean) * size * scale + shift;
            }
        }
    }
}

/// The sum in an order that does not depend on the processor: eight sums side by side.
fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let (eights, rest) = values.as_chunks::<8>();
    let mut sums = [0.0; 8];
    for eight in eights {
        for (sum, value) in sums.iter_mut().zip(eight) {
            *sum += of(*value);
        }
    }
    sums.iter().sum::<f32>() + rest.iter().map(|value| of(*value)).sum::<f32>()
}

fn lanes(numbers: &[f32]) -> Vec<[f32; LANES]> {
    let lane = |chunk: &[f32]| std::array::from_fn(|i| chunk.get(i).copied().unwrap_or(0.0));
    numbers.chunks(LANES).map(lane).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tensors::Builder;
    use super::*;

    #[test]
    fn sums_are_those_of_the_numbers() {
        let (inputs, outputs) = (5, 34);
        let weight = |i: usize| ((i * 37 % 41) as f32 - 20.0) / 10.0;
        let matrix: Vec<f32> = (0..inputs * outputs).map(weight).collect();
        let bias: Vec<f32> = (0..outputs).map(|i| i as f32).collect();
        let mut builder = Builder::default();
        builder.scaled("layer", inputs, &matrix);
        builder.real("layer.bias", &bias);
        let section = builder.write();
        let dense = Dense::read(&Tensors::read("test", &section).unwrap(), "layer").unwrap();
        let given = [1.0, -0.5, 0.25, 3.0, -2.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        let mut out = Vec::new();
        dense.run(&given, &mut Room::default(), &mut out);
        assert_eq!(out.len(), 2 * dense.wide());
        for i in 0..outputs {
            let sum: f32 = (0..inputs).map(|j| given[j] * matrix[i * inputs + j]).sum::<f32>() + bias[i];
            assert!((out[i] - sum).abs() < 0.05, "{} for {sum}", out[i]);
            assert_eq!(out[dense.wide() + i].to_bits(), bias[i].to_bits());
        }
    }

    #[test]
    fn evened_out() {
        let norm = Norm { scale: vec![2.0; 9], shift: vec![1.0; 9] };
        let mut values: Vec<f32> = (0..9_u8).map(f32::from).collect();
        norm.run(&mut values);
        let mean = values.iter().sum::<f32>() / 9.0;
        let spread = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f32>() / 9.0;
        assert!((mean - 1.0).abs() < 1e-5 && (spread - 4.0).abs() < 1e-3, "{mean} {spread}");
    }
}
