//! JSON as pages have it: comments, stray commas, raw line breaks and quotes in strings, escaped as HTML, cut off.

use crate::html::references::resolve;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::cell::Cell;
use std::fmt;

/// Reads the first value in a script; None where there is no JSON at all. Values beyond the `budget` become null, so
/// that memory stays within a few times the script whatever it is made of.
pub(super) fn read(script: &str, budget: &Cell<usize>) -> Option<Result<Value, serde_json::Error>> {
    let unescaped = if !script.contains('"') && script.contains("&quot;") { Some(resolve(script)) } else { None };
    let script = unescaped.as_deref().unwrap_or(script);
    let start = script.find(['{', '['])?;
    // `<![CDATA[` has brackets of its own.
    let start = if script[..start].ends_with("<!") {
        let after = script[start..].find("CDATA[").map_or(start, |n| start + n + 6);
        after + script[after..].find(['{', '['])?
    } else {
        start
    };
    let first = |text: &str| Within(budget).deserialize(&mut serde_json::Deserializer::from_str(text));
    let before = budget.get();
    let found = first(&script[start..]);
    Some(found.or_else(|_| {
        budget.set(before);
        first(&mended(&script[start..]))
    }))
}

/// Builds values until the budget is spent.
struct Within<'b>(&'b Cell<usize>);

impl<'de> DeserializeSeed<'de> for Within<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let left = self.0.get();
        if left == 0 {
            return IgnoredAny::deserialize_in(deserializer).map(|_| Value::Null);
        }
        self.0.set(left - 1);
        deserializer.deserialize_any(self)
    }
}

/// `IgnoredAny` by its own name, since both traits have a `deserialize`.
trait Ignore {
    fn deserialize_in<'de, D: Deserializer<'de>>(deserializer: D) -> Result<IgnoredAny, D::Error>;
}

impl Ignore for IgnoredAny {
    fn deserialize_in<'de, D: Deserializer<'de>>(deserializer: D) -> Result<IgnoredAny, D::Error> {
        serde::Deserialize::deserialize(deserializer)
    }
}

impl<'de> Visitor<'de> for Within<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element_seed(Within(self.0))? {
            if self.0.get() > 0 || all.is_empty() {
                all.push(item);
            }
        }
        Ok(Value::Array(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut all = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(Within(self.0))?;
            if self.0.get() > 0 || all.is_empty() {
                all.insert(key, value);
            }
        }
        Ok(Value::Object(all))
    }
}

/// JSON that a strict reader takes, as near as one pass can come to what was meant.
fn mended(json: &str) -> String {
    let bytes = json.as_bytes();
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len() + 16);
    let mut open: Vec<u8> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at = string(bytes, at + 1, &mut out);
                continue;
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = json[at + 2..].find("*/").map_or(bytes.len(), |n| at + n + 4);
                continue;
            }
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                at = json[at..].find('\n').map_or(bytes.len(), |n| at + n);
                continue;
            }
            byte @ (b'{' | b'[') => {
                open.push(if byte == b'{' { b'}' } else { b']' });
                out.push(byte);
            }
            byte @ (b'}' | b']') => {
                without_comma(&mut out);
                out.push(byte);
                if open.pop().is_none() || open.is_empty() {
                    break;
                }
            }
            b',' => {
                without_comma(&mut out);
                out.push(b',');
            }
            byte if byte.is_ascii_alphabetic() => {
                let length = bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
                let word = &bytes[at..at + length];
                // `undefined`, `NaN`.
                let known = matches!(word, b"true" | b"false" | b"null" | b"e" | b"E");
                out.extend_from_slice(if known { word } else { b"null" });
                at += length;
                continue;
            }
            byte => out.push(byte),
        }
        at += 1;
    }
    // What was cut off in the middle is closed as it stands.
    if !open.is_empty() {
        without_comma(&mut out);
        if out.last() == Some(&b':') {
            out.extend_from_slice(b"null");
        }
        out.extend(open.into_iter().rev());
    }
    String::from_utf8(out).unwrap_or_default()
}

/// Drops a comma that nothing stands behind.
fn without_comma(out: &mut Vec<u8>) {
    let solid = out.iter().rposition(|b| !b.is_ascii_whitespace());
    if let Some(at) = solid.filter(|&at| out[at] == b',') {
        out.truncate(at);
    }
}

/// Copies a string from behind its opening quote, and says where it ends. A quote that nothing follows which may follow
/// a string belongs to it.
fn string(bytes: &[u8], mut at: usize, out: &mut Vec<u8>) -> usize {
    out.push(b'"');
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => match bytes.get(at + 1) {
                Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                    out.extend_from_slice(&bytes[at..at + 2]);
                    at += 1;
                }
                Some(b'u') if bytes.len() > at + 5 && bytes[at + 2..at + 6].iter().all(u8::is_ascii_hexdigit) => {
                    out.extend_from_slice(b"\\u");
                    at += 1;
                }
                _ => {}
            },
            b'"' if ends_string(bytes, at + 1) => {
                out.push(b'"');
                return at + 1;
            }
            b'"' => out.extend_from_slice(b"\\\""),
            byte if byte < b' ' => out.push(b' '),
            byte => out.push(byte),
        }
        at += 1;
    }
    out.push(b'"');
    at
}

/// White space looked over for what follows a string.
const LOOKED_AT: usize = 80;

fn ends_string(bytes: &[u8], at: usize) -> bool {
    let rest = &bytes[at..bytes.len().min(at + LOOKED_AT)];
    let mut solid = rest.iter().copied().filter(|b| !b.is_ascii_whitespace());
    match solid.next() {
        None | Some(b':' | b'}' | b']' | b'/') => true,
        Some(b',') => {
            solid.next().is_none_or(|b| b"\"{[]}-/,".contains(&b) || b.is_ascii_digit() || b"tfn".contains(&b))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_json_is_read_as_it_was_meant() {
        for (script, expected, why) in [
            (r#"{"a":"x"}"#, r#"{"a":"x"}"#, "sound"),
            (r#"{"a":["x",],}"#, r#"{"a":["x"]}"#, "trailing commas"),
            (r#"{"a":1,,"b":2}"#, r#"{"a":1,"b":2}"#, "a comma too many"),
            ("{\"a\":\"x\ny\"}", r#"{"a":"x y"}"#, "a line break in a string"),
            (r#"{"a":"the "bay" bridge","b":1}"#, r#"{"a":"the \"bay\" bridge","b":1}"#, "quotes in a string"),
            (r#"{"a":"it\'s"}"#, r#"{"a":"it's"}"#, "an escape that is none"),
            ("{/* one */\"a\":1 // two\n}", r#"{"a":1}"#, "comments"),
            (r#"{"a":"https://n.example/"}"#, r#"{"a":"https://n.example/"}"#, "an address is no comment"),
            ("<!--\n{\"a\":1}\n-->", r#"{"a":1}"#, "a comment around it"),
            ("//<![CDATA[\n{\"a\":1}\n//]]>", r#"{"a":1}"#, "CDATA"),
            ("{&quot;a&quot;:&quot;x &amp; y&quot;}", r#"{"a":"x & y"}"#, "escaped as HTML"),
            (r#"{"a":1};"#, r#"{"a":1}"#, "text behind it"),
            (r#"{"a":{"b":"x"#, r#"{"a":{"b":"x"}}"#, "cut off in a string"),
            (r#"{"a":[1,{"b":"#, r#"{"a":[1,{"b":null}]}"#, "cut off before a value"),
            (r#"{"a":undefined,"b":NaN}"#, r#"{"a":null,"b":null}"#, "no values"),
        ] {
            let value = read(script, &Cell::new(100)).expect(why).expect(why);
            assert_eq!(value.to_string(), expected, "{why}");
        }
        assert!(read("no json", &Cell::new(100)).is_none());
        assert!(read(&"[".repeat(100_000), &Cell::new(1000)).is_some_and(|r| r.is_err()), "nested too deep");
    }

    #[test]
    fn beyond_the_budget_nothing_is_kept() {
        let many = format!("[{}1]", "1,".repeat(1_000_000));
        let value = read(&many, &Cell::new(50)).expect("JSON").expect("sound");
        assert!(value.as_array().expect("an array").len() <= 50);
    }
}
