//! Addresses as pages write them to absolute ones.

/// `href` as an absolute address, seen from the page at `base`; None when that needs a base and there is none.
pub(super) fn join(base: Option<&str>, href: &str) -> Option<String> {
    let href = href.trim();
    if href.is_empty() {
        return None;
    }
    if has_scheme(href) {
        return href.starts_with("http").then(|| href.to_owned());
    }
    let base = base?.trim();
    let (scheme, rest) = base.split_once("://")?;
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(host_end);
    let path = &path[..path.find(['?', '#']).unwrap_or(path.len())];
    if let Some(rest) = href.strip_prefix("//") {
        return Some(format!("{scheme}://{rest}"));
    }
    let (of_path, tail) = href.split_at(href.find(['?', '#']).unwrap_or(href.len()));
    let joined = match of_path {
        "" => path.to_owned(),
        absolute if absolute.starts_with('/') => without_dots(absolute),
        relative => without_dots(&format!("{}/{relative}", &path[..path.rfind('/').unwrap_or(0)])),
    };
    let slash = if joined.starts_with('/') { "" } else { "/" };
    Some(format!("{scheme}://{host}{slash}{joined}{tail}"))
}

fn has_scheme(href: &str) -> bool {
    href.find(':').is_some_and(|at| {
        at > 1
            && href.starts_with(|c: char| c.is_ascii_alphabetic())
            && href[..at].bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    })
}

/// A path without `.` and `..`.
fn without_dots(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    if path.ends_with("/.") || path.ends_with("/..") {
        parts.push("");
    }
    format!("/{}", parts.join("/"))
}

/// The host of an address without `www.`.
pub(super) fn host(address: &str) -> Option<&str> {
    let rest = address.split_once("://")?.1;
    let host = &rest[..rest.find(['/', '?', '#', ':']).unwrap_or(rest.len())];
    Some(host.strip_prefix("www.").unwrap_or(host))
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn addresses_are_joined() {
        for (base, href, expected, why) in [
            (Some("https://n.example/a/b?x"), "https://m.example/c", Some("https://m.example/c"), "absolute"),
            (Some("https://n.example/a/b?x"), "/c?d#e", Some("https://n.example/c?d#e"), "from the root"),
            (Some("https://n.example/a/b?x"), "c", Some("https://n.example/a/c"), "from the folder"),
            (Some("https://n.example/a/b/"), "../c/./d", Some("https://n.example/a/c/d"), "dots"),
            (Some("https://n.example"), "c", Some("https://n.example/c"), "no path"),
            (Some("https://n.example/a"), "//cdn.example/i.jpg", Some("https://cdn.example/i.jpg"), "same scheme"),
            (Some("https://n.example/a?b"), "?c", Some("https://n.example/a?c"), "query"),
            (Some("https://n.example/a/b"), "2025:01/x", Some("https://n.example/a/2025:01/x"), "no scheme"),
            (None, "/c", None, "no base"),
            (Some("https://n.example/a"), "javascript:x", None, "no address"),
            (Some("https://n.example/a"), " ", None, "empty"),
        ] {
            assert_eq!(join(base, href).as_deref(), expected, "{why}");
        }
    }
}
