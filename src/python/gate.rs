//! The gate that a fork closes.
//!
//! What the library loads once (models, lists, regular expressions) is loaded by whichever thread needs it first. A
//! child that is forked off at that very moment has no such thread, and would wait for it for ever. So a fork waits until
//! no thread is at work, and while it forks none begins. The gate is one number and no lock, for a child may inherit a
//! lock held by a thread that it does not have.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use pyo3::wrap_pyfunction;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How many threads are inside; above them, how many forks are under way.
static GATE: AtomicU64 = AtomicU64::new(0);
const THREAD: u64 = 1;
const FORK: u64 = 1 << 32;

/// Between two looks at the gate.
const NAP: Duration = Duration::from_micros(100);
/// How long a fork waits at most. A thread that has been inside for longer reads a text of megabytes, and has long loaded
/// what it needs.
const PATIENCE: Duration = Duration::from_secs(10);

struct Inside;

impl Inside {
    fn enter() -> Self {
        loop {
            let now = GATE.load(Ordering::Relaxed);
            if now >= FORK {
                sleep(NAP);
            } else if GATE.compare_exchange_weak(now, now + THREAD, Ordering::Acquire, Ordering::Relaxed).is_ok() {
                return Self;
            }
        }
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        GATE.fetch_sub(THREAD, Ordering::Release);
    }
}

/// Does work that may load something. It must not hold the interpreter, which a fork under way needs to go on, nor call
/// Python, which may fork.
pub(super) fn inside<T>(work: impl FnOnce() -> T) -> T {
    let _inside = Inside::enter();
    work()
}

#[pyfunction]
fn close(py: Python<'_>) {
    GATE.fetch_add(FORK, Ordering::Relaxed);
    py.detach(|| {
        let until = Instant::now() + PATIENCE;
        while !GATE.load(Ordering::Acquire).is_multiple_of(FORK) && Instant::now() < until {
            sleep(NAP);
        }
    });
}

#[pyfunction]
fn open() {
    GATE.fetch_sub(FORK, Ordering::Release);
}

/// In the child: whoever else was inside or at the gate is not here.
#[pyfunction]
fn open_alone() {
    GATE.store(0, Ordering::Release);
}

/// Has every fork that Python knows of close the gate.
pub(super) fn watch(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let os = module.py().import("os")?;
    if !os.hasattr("register_at_fork")? {
        return Ok(()); // no fork there
    }
    let hooks = PyDict::new(module.py());
    hooks.set_item("before", wrap_pyfunction!(close, module)?)?;
    hooks.set_item("after_in_parent", wrap_pyfunction!(open, module)?)?;
    hooks.set_item("after_in_child", wrap_pyfunction!(open_alone, module)?)?;
    os.call_method("register_at_fork", (), Some(&hooks)).map(drop)
}
