//! AdaGrad: every weight has its own step size, smaller the more it has moved already.

/// Rows of `N` weights, with the sums of their squared gradients and of the weights to average.
pub(crate) struct Weights<const N: usize> {
    /// The weights.
    pub(crate) rows: Vec<[f32; N]>,
    squares: Vec<[f32; N]>,
    sums: Vec<[f32; N]>,
    summed: u32,
    /// Least denominator: holds back the first steps of a feature.
    floor: f32,
}

impl<const N: usize> Weights<N> {
    /// So many rows of nothing.
    pub(crate) fn new(count: usize, floor: f32) -> Self {
        let rows = vec![[0.0; N]; count];
        Self { squares: rows.clone(), sums: rows.clone(), rows, summed: 0, floor }
    }

    /// A step uphill.
    #[inline]
    pub(crate) fn step(&mut self, row: usize, gradient: &[f32; N], rate: f32) {
        let (weights, squares) = (&mut self.rows[row], &mut self.squares[row]);
        for i in 0..N {
            squares[i] += gradient[i] * gradient[i];
            weights[i] += rate * gradient[i] / squares[i].sqrt().max(self.floor);
        }
    }

    /// Counts the weights as they are now into the mean.
    pub(crate) fn sum(&mut self) {
        self.summed += 1;
        for (sum, row) in self.sums.iter_mut().zip(&self.rows) {
            for (sum, weight) in sum.iter_mut().zip(row) {
                *sum += weight;
            }
        }
    }

    /// The means of all times `sum` was called.
    pub(crate) fn mean(&self) -> impl Iterator<Item = [f32; N]> {
        let share = 1.0 / self.summed.max(1) as f32;
        self.sums.iter().map(move |sum| sum.map(|weight| weight * share))
    }
}

/// The step size after a share of the training: it falls to a fifth.
pub(crate) fn falling(rate: f32, progress: f32) -> f32 {
    rate * (1.0 - 0.8 * progress)
}
