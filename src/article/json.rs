//! Articles as JSON and back.
