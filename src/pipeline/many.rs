//! Many articles: threads that read them, and results in the order given.

use super::{Format, Given, Pipeline, Source};
use crate::Error;
use crate::article::{Article, Timestamp};
use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{io, process, thread};

/// Stack of a thread, in bytes: what the first thread of a program has on most systems, so that an article is read
/// alike on any.
const STACK: usize = 8 << 20;

/// What becomes of an article that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errors {
    /// It ends the work.
    Raise,
    /// It is left out.
    Skip,
    /// The error takes its place.
    Record,
}

impl Errors {
    /// Every choice.
    pub const ALL: &'static [Self] = &[Self::Raise, Self::Skip, Self::Record];

    /// The written name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Raise => "raise",
            Self::Skip => "skip",
            Self::Record => "record",
        }
    }
}

/// An article still to be read, with what is known about it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Unread {
    /// Its text or bytes.
    pub source: Text,
    /// Where it was found.
    pub url: Option<String>,
    /// What relative dates count from when the article does not say.
    pub published: Option<Timestamp>,
    /// How it is laid out; None to decide by looking.
    pub format: Option<Format>,
    /// The character set that the server declared: its name, or the whole Content-Type header.
    pub encoding: Option<String>,
}

/// A [`Source`] that owns its text, to go to another thread.
#[derive(Clone, Debug)]
pub enum Text {
    /// Bytes whose encoding has to be found out.
    Bytes(Vec<u8>),
    /// Text.
    Text(String),
}

impl Text {
    /// Length in bytes.
    pub fn len(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::Text(text) => text.len(),
        }
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Unread {
    /// An article of which only the text is known.
    pub fn new(source: Text) -> Self {
        Self { source, url: None, published: None, format: None, encoding: None }
    }

    /// Reads it.
    ///
    /// # Errors
    /// As [`Pipeline::try_parse`].
    pub fn read(&self, pipeline: &Pipeline) -> Result<Article, Error> {
        let given = Given {
            url: self.url.as_deref(),
            encoding: self.encoding.as_deref(),
            published: self.published,
            format: self.format,
        };
        match &self.source {
            Text::Bytes(bytes) => pipeline.try_parse(bytes.as_slice(), &given),
            Text::Text(text) => pipeline.try_parse(text.as_str(), &given),
        }
    }
}

impl Pipeline {
    /// Reads one article of many: a panic does not end the others.
    ///
    /// # Errors
    /// When it panicked, which is a bug.
    pub fn try_parse<'a>(&self, source: impl Into<Source<'a>>, given: &Given<'_>) -> Result<Article, Error> {
        catch(|| self.parse(source, given))
    }
}

/// Does it, and makes a panic an error.
pub(crate) fn catch<T>(work: impl FnOnce() -> T) -> Result<T, Error> {
    // What is left half done is dropped, and the pipeline holds nothing that changes.
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload: Box<dyn Any + Send>| {
        let said = payload.downcast_ref::<&str>().copied();
        let said = said.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        Error::new(format!("this is a bug in copydesk: {}", said.unwrap_or("it panicked")))
    })
}

/// Threads that do the same work on job after job and hand the results back in the order of the jobs.
///
/// They belong to this value, not to the program: there is no pool to find dead in a forked child, which makes threads
/// of its own, and dropping this value ends them without waiting for a job that is still in work.
#[derive(Debug)]
pub struct Workers<J, R> {
    /// Where jobs go in and results come out, numbered; None when the process turned out to be another.
    ends: Option<Ends<J, R>>,
    /// The results that are there, from the next one to be taken on.
    waiting: VecDeque<Option<Result<R, Error>>>,
    taken: usize,
    threads: usize,
    stop: Arc<AtomicBool>,
    process: u32,
}

type Ends<J, R> = (Sender<(usize, J)>, Receiver<(usize, Result<R, Error>)>);

impl<J: Send + 'static, R: Send + 'static> Workers<J, R> {
    /// That many threads, or as many as the processor runs at once; fewer if the system gives fewer. When `work` panics,
    /// that is the error of the job.
    ///
    /// # Errors
    /// When the system gives none.
    pub fn new(
        threads: Option<usize>,
        work: impl Fn(J) -> Result<R, Error> + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let wanted = threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from)).max(1);
        let (give, jobs) = mpsc::channel::<(usize, J)>();
        let (done, results) = mpsc::channel();
        let (jobs, work, stop) = (Arc::new(Mutex::new(jobs)), Arc::new(work), Arc::new(AtomicBool::new(false)));
        let mut threads = 0;
        for _ in 0..wanted {
            let (jobs, work, stop, done) = (Arc::clone(&jobs), Arc::clone(&work), Arc::clone(&stop), done.clone());
            let run = move || {
                let next = || jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
                while let Ok((number, job)) = next() {
                    if stop.load(Ordering::Relaxed) {
                        break;
                    }
                    let result = catch(|| work(job)).flatten();
                    if done.send((number, result)).is_err() {
                        break;
                    }
                }
            };
            match thread::Builder::new().name("copydesk".to_owned()).stack_size(STACK).spawn(run) {
                Ok(_) => threads += 1,
                Err(error) if threads == 0 => return Err(error),
                Err(_) => break,
            }
        }
        let ends = Some((give, results));
        Ok(Self { ends, waiting: VecDeque::new(), taken: 0, threads, stop, process: process::id() })
    }

    /// How many threads there are.
    pub fn threads(&self) -> usize {
        self.threads
    }

    /// How many results are still to be taken.
    pub fn outstanding(&self) -> usize {
        self.waiting.len()
    }

    /// Gives a job to whichever thread is free first.
    ///
    /// # Errors
    /// In a process that was forked off, where the threads are not.
    pub fn give(&mut self, job: J) -> Result<(), Error> {
        let number = self.taken + self.waiting.len();
        let (jobs, _) = self.ends()?;
        jobs.send((number, job)).map_err(|_| gone())?;
        self.waiting.push_back(None);
        Ok(())
    }

    /// Whether the next result is there.
    ///
    /// # Errors
    /// In a process that was forked off, where the threads are not.
    pub fn is_ready(&mut self) -> Result<bool, Error> {
        self.wait(Duration::ZERO)
    }

    /// The next result, in the order of the jobs; None when it is not there within that time, or nothing is
    /// outstanding.
    ///
    /// # Errors
    /// In a process that was forked off, where the threads are not.
    pub fn take(&mut self, patience: Duration) -> Result<Option<Result<R, Error>>, Error> {
        if !self.wait(patience)? {
            return Ok(None);
        }
        self.taken += 1;
        Ok(self.waiting.pop_front().flatten())
    }

    /// Receives results until the next one is there; false when that time ran out or nothing is outstanding.
    fn wait(&mut self, patience: Duration) -> Result<bool, Error> {
        // Also where a result is there already: what one process is given, no other gives again.
        self.ends()?;
        let until = Instant::now() + patience;
        while let Some(None) = self.waiting.front() {
            let (_, results) = self.ends()?;
            match results.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok((number, result)) => {
                    let place = number - self.taken;
                    self.waiting[place] = Some(result);
                }
                Err(RecvTimeoutError::Timeout) => return Ok(false),
                Err(RecvTimeoutError::Disconnected) => return Err(gone()),
            }
        }
        Ok(!self.waiting.is_empty())
    }

    fn ends(&self) -> Result<&Ends<J, R>, Error> {
        let here = self.ends.as_ref().filter(|_| self.process == process::id());
        here.ok_or_else(|| Error::new("reading was begun in another process: begin anew after the fork"))
    }
}

fn gone() -> Error {
    Error::new("the threads that read are gone")
}

impl<J, R> Drop for Workers<J, R> {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if self.process != process::id() {
            // A lock of the channels may have been held at the moment of the fork, so they must not be touched.
            std::mem::forget(self.ends.take());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Text, Unread, Workers};
    use crate::{Error, Pipeline};
    use std::time::{Duration, Instant};

    const PATIENCE: Duration = Duration::from_mins(1);

    #[test]
    fn results_come_in_the_order_of_the_jobs() {
        for threads in [1, 2, 7] {
            let mut workers = Workers::new(Some(threads), |n: u64| {
                std::thread::sleep(Duration::from_micros(n * 7919 % 300));
                Ok(n * 2)
            })
            .unwrap();
            (0..200).for_each(|n| workers.give(n).unwrap());
            let taken: Vec<_> = std::iter::from_fn(|| workers.take(PATIENCE).unwrap()).collect();
            assert_eq!(taken, (0..200).map(|n| Ok(n * 2)).collect::<Vec<_>>(), "{threads} threads");
            assert_eq!(workers.outstanding(), 0);
        }
    }

    #[test]
    fn a_panic_is_one_error_and_the_others_go_on() {
        let work = |n: u32| {
            assert!(n != 1, "at {n}");
            Ok(n)
        };
        let mut workers = Workers::new(Some(2), work).unwrap();
        (0..3).for_each(|n| workers.give(n).unwrap());
        let taken: Vec<_> = std::iter::from_fn(|| workers.take(PATIENCE).unwrap()).collect();
        assert_eq!(taken, [Ok(0), Err(Error::new("this is a bug in copydesk: at 1")), Ok(2)]);
    }

    #[test]
    fn dropping_does_not_wait() {
        let mut workers = Workers::new(Some(1), |()| {
            std::thread::sleep(PATIENCE);
            Ok(())
        })
        .unwrap();
        workers.give(()).unwrap();
        let begun = Instant::now();
        assert_eq!(workers.take(Duration::from_millis(1)), Ok(None));
        drop(workers);
        assert!(begun.elapsed() < PATIENCE / 2);
    }

    #[test]
    fn an_article_is_read_as_parse_reads_it() {
        let pipeline = Pipeline::default();
        let text = "“It will be built,” Mayor Ada Holm said.";
        for source in [Text::Text(text.to_owned()), Text::Bytes(text.as_bytes().to_vec())] {
            assert_eq!(Unread::new(source).read(&pipeline), Ok(crate::parse(text)));
        }
    }
}
