//! What this build of the library is, for bug reports.

use crate::tagger::Model;
use crate::{html, quotes};

/// The commit it was built from, where whoever built it said so.
const COMMIT: Option<&str> = option_env!("COPYDESK_COMMIT");

/// For which machine, how, and from what: "x86_64-linux, release, commit 1a2b3c4".
pub fn build() -> String {
    let profile = if cfg!(debug_assertions) { "debug" } else { "release" };
    let commit = COMMIT.map(|commit| format!(", commit {commit}")).unwrap_or_default();
    format!("{}-{}, {profile}{commit}", std::env::consts::ARCH, std::env::consts::OS)
}

/// The models that are compiled in: the name of the file, and its bytes.
pub fn models() -> [(&'static str, &'static [u8]); 3] {
    [
        ("english.bin", Model::embedded_bytes()),
        ("html.bin", html::Model::embedded_bytes()),
        ("quotes.bin", quotes::Network::embedded_bytes()),
    ]
}
