//! How long something takes, however busy the machine is.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// How long this thread has run: where Linux counts it, other programs and tests do not count.
pub(crate) fn time_on_core() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = counted.and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}
