//! Whether the time something takes grows faster than what it is given.

use std::time::Duration;

/// Twice the input may take so many times as much.
pub(crate) const MOST: f64 = 2.2;
/// Times below this say nothing.
const SHORT: Duration = Duration::from_millis(if cfg!(debug_assertions) { 60 } else { 20 });
/// Other programs run on the machine too, and share its caches.
const TRIES: usize = 12;

/// The times of one, two and four sizes where they grow faster than the input; None where they do not. Time must grow too
/// fast at two doublings in a row: what fits a cache and then does not makes one step, and something squared makes every
/// one. Each size takes its least of several tries, turn by turn, so that a busy moment hits all alike.
pub(crate) fn growth(time: impl Fn(usize) -> Duration) -> Option<String> {
    let grew = |from: Duration, to: Duration| to >= SHORT && to > from.mul_f64(MOST);
    let (mut one, mut two) = (time(1), time(2));
    if !grew(one, two) {
        return None;
    }
    let mut four = time(4);
    for _ in 0..TRIES {
        if !grew(one, two) || !grew(two, four) {
            return None;
        }
        (one, two, four) = (one.min(time(1)), two.min(time(2)), four.min(time(4)));
    }
    Some(format!("{one:?}, {two:?}, {four:?} for each doubling"))
}
