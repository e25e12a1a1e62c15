//! A recurrent layer that reads a sentence from both ends: long short-term memory.

use super::arithmetic;
use super::dense::{Dense, Room};
use super::tensors::Tensors;
use crate::Error;

/// A layer for each direction.
#[derive(Clone, Debug)]
pub struct Lstm {
    ways: [Way; 2],
    units: usize,
}

#[derive(Clone, Debug)]
struct Way {
    // Four rows for each unit: all input gates, then forget gates, new values, output gates.
    inputs: Dense,
    states: Dense,
}

/// Room for one sentence, kept for the next.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    room: Room,
    given: Vec<f32>,
    gates: Vec<f32>,
    cells: Vec<f32>,
    state: Vec<f32>,
}

impl Lstm {
    /// The tensors NAME.forward.input (with .bias), NAME.forward.state, and the same of NAME.backward.
    ///
    /// # Errors
    /// When they are not there, or their numbers do not fit together; units come in eights.
    pub fn read(tensors: &Tensors<'_>, name: &str) -> Result<Self, Error> {
        let way = |side: &str| -> Result<Way, Error> {
            let inputs = Dense::read(tensors, &format!("{name}.{side}.input"))?;
            let states = Dense::without_bias(tensors, &format!("{name}.{side}.state"))?;
            let units = states.inputs();
            let fits = inputs.outputs() == 4 * units && states.outputs() == 4 * units && units.is_multiple_of(8);
            if !fits {
                let message = format!("tensors \"{name}.{side}\": {} gates of {units} units", inputs.outputs());
                return Err(tensors.error(message));
            }
            Ok(Way { inputs, states })
        };
        let ways = [way("forward")?, way("backward")?];
        let units = ways[0].states.inputs();
        if ways[1].states.inputs() != units || ways[0].inputs.inputs() != ways[1].inputs.inputs() {
            return Err(tensors.error(format!("tensors \"{name}\": the two directions differ in size")));
        }
        Ok(Self { ways, units })
    }

    /// How many inputs a token has.
    pub fn inputs(&self) -> usize {
        self.ways[0].inputs.inputs()
    }

    /// How many outputs a token has: those of both directions.
    pub fn outputs(&self) -> usize {
        2 * self.units
    }

    /// Reads a sentence: `inputs` has the numbers of one token after another. Of each token's `stride` numbers in `out`
    /// the first become the outputs of the way forward, then of the way back; the others stay.
    pub fn run(&self, inputs: &[f32], memory: &mut Memory, stride: usize, out: &mut [f32]) {
        let units = self.units;
        for (side, way) in self.ways.iter().enumerate() {
            way.inputs.run(inputs, &mut memory.room, &mut memory.given);
            let wide = way.inputs.wide();
            for (room, length) in [(&mut memory.gates, wide), (&mut memory.cells, units), (&mut memory.state, units)] {
                room.clear();
                room.resize(length, 0.0);
            }
            let tokens = memory.given.len() / wide;
            for step in 0..tokens {
                let token = if side == 0 { step } else { tokens - 1 - step };
                let given = &memory.given[token * wide..][..wide];
                way.states.add(&memory.state, given, &mut memory.room, &mut memory.gates);
                arithmetic::step(&memory.gates, &mut memory.cells, &mut memory.state);
                out[token * stride + side * units..][..units].copy_from_slice(&memory.state);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tensors::Builder;
    use super::*;

    fn logistic(x: f32) -> f32 {
        1.0 / (1.0 + (-x).exp())
    }

    #[test]
    fn both_ways_are_those_of_the_formulas() {
        let (inputs, units, tokens) = (3, 8, 5);
        let number = |i: usize| ((i * 61 % 83) as f32 - 41.0) / 40.0;
        let matrix = |from: usize, length: usize| (from..from + length).map(number).collect::<Vec<f32>>();
        let (weights, states, bias) =
            (matrix(0, 4 * units * inputs), matrix(7, 4 * units * units), matrix(3, 4 * units));
        let mut builder = Builder::default();
        for side in ["forward", "backward"] {
            builder.scaled(&format!("lstm.{side}.input"), inputs, &weights);
            builder.real(&format!("lstm.{side}.input.bias"), &bias);
            builder.scaled(&format!("lstm.{side}.state"), units, &states);
        }
        let section = builder.write();
        let lstm = Lstm::read(&Tensors::read("test", &section).unwrap(), "lstm").unwrap();
        let given = matrix(11, inputs * tokens);
        let mut out = vec![9.0; tokens * 17];
        lstm.run(&given, &mut Memory::default(), 17, &mut out);
        for side in 0..2 {
            let (mut cells, mut state) = (vec![0.0; units], vec![0.0; units]);
            for step in 0..tokens {
                let token = if side == 0 { step } else { tokens - 1 - step };
                let gate = |row: usize, state: &[f32]| {
                    let x: f32 = (0..inputs).map(|i| weights[row * inputs + i] * given[token * inputs + i]).sum();
                    x + bias[row] + (0..units).map(|i| states[row * units + i] * state[i]).sum::<f32>()
                };
                let before = state.clone();
                for unit in 0..units {
                    let [i, f, g, o] = [0, 1, 2, 3].map(|k| gate(k * units + unit, &before));
                    cells[unit] = logistic(f) * cells[unit] + logistic(i) * g.tanh();
                    state[unit] = logistic(o) * cells[unit].tanh();
                    let ours = out[token * 17 + side * units + unit];
                    assert!((ours - state[unit]).abs() < 0.02, "{ours} for {}", state[unit]);
                }
            }
        }
        assert!(out.iter().skip(16).step_by(17).all(|x| (*x - 9.0).abs() < 1e-9), "the rest stays");
    }
}
