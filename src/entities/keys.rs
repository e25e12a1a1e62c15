//! The keys under which names of things are looked up: "University of Oxford" and "Oxford University" are one, "NHA" is
//! short for "National Harbour Agency", "Boeing" for "Boeing Company".

use super::group::Class;
use super::person::fold;
use crate::article::EntityKind;
use crate::names::lists;

/// Most words a name may have to leave keys for shorter ones.
const LONGEST: usize = 12;

/// The words of a name, folded, without a leading article, a trailing possessive and the stops of "U.N.".
pub(super) fn words(name: &str) -> Vec<String> {
    let name = name.trim();
    let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
    let mut words: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        // "People 's Republic", in texts that were cut into words.
        if let (Some(owner), "'s" | "’s") = (words.last_mut(), word) {
            owner.push_str("'s");
            continue;
        }
        let word = word.trim_matches(|c: char| matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'' | '(' | ')' | ',' | '`'));
        let mut word = fold(word);
        if word.ends_with('.') && (word.len() > 2 || !words.is_empty()) && !word[..word.len() - 1].contains('.') {
            word.pop();
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    words
}

/// The keys of a name.
pub(super) struct Keys {
    /// Its words without stops and the forms of companies.
    pub(super) whole: String,
    /// The same without small words, sorted: "University of Oxford" and "Oxford University".
    pub(super) content: String,
    /// What it may be called for short.
    pub(super) shorts: Vec<String>,
}

impl Keys {
    pub(super) fn of(class: Class, words: &[String]) -> Self {
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        if let [only] = words.as_mut_slice()
            && (class == Class::People || lists::group(only))
        {
            *only = only.strip_suffix('s').unwrap_or(only);
        }
        while words.len() > 1 && words.last().is_some_and(|w| lists::is_company_form(w)) {
            words.pop();
        }
        turn(&mut words);
        let whole = if words.len() == 1 { words[0].replace(['.', '-'], "") } else { words.join(" ") };
        let whole = whole.replace('\'', "");
        if words.len() > LONGEST {
            return Self { content: whole.clone(), whole, shorts: Vec::new() };
        }
        let shorts = if words.len() > 1 { shorts(class, &words) } else { Vec::new() };
        Self { content: content(&words), whole, shorts }
    }
}

/// "Western Ukraine" is West Ukraine, but Southern Africa is not South Africa.
fn turn(words: &mut [&str]) {
    let Some(first) = words.first().copied().filter(|_| words.len() > 1) else { return };
    let Some(side) = first.strip_suffix("ern").filter(|side| matches!(*side, "north" | "south" | "east" | "west"))
    else {
        return;
    };
    words[0] = side;
    if lists::country(&words.join(" ")).is_some() {
        words[0] = first;
    }
}

/// The large words, sorted. The country is told apart by where it stands: "U.S. Army" is the United States Army and
/// "Senegalese National Theatre" the National Theatre of Senegal, but the Bank of America is no U.S. Bank.
fn content(words: &[&str]) -> String {
    let front = (1..words.len().min(4)).rev().find_map(|n| {
        let name = words[..n].join(" ");
        let country = lists::country(&name).map(|country| ("@", country));
        Some((n, country.or_else(|| lists::people(&name).map(|country| ("#", country)))?))
    });
    let (rest, land) = match (front, of_place(words)) {
        (Some((n, land)), _) => (&words[n..], Some(land)),
        (None, Some((rest, place))) => match lists::country(&place) {
            Some(country) => (rest, Some(("#", country))),
            None => (words, None),
        },
        (None, None) => (words, None),
    };
    let mut large: Vec<&str> = rest.iter().copied().filter(|w| !is_small(w)).collect();
    large.sort_unstable();
    if let Some((side, country)) = land {
        large.extend([side, country.name]);
    }
    large.join(" ").replace('\'', "")
}

/// What a name of several words may be called for short.
fn shorts(class: Class, words: &[&str]) -> Vec<String> {
    let mut shorts = Vec::new();
    let own = without_place(words);
    let home = of_place(words).map(|(rest, _)| rest);
    for words in [Some(words), own, home].into_iter().flatten() {
        let large: Vec<&str> = words.iter().copied().filter(|w| !is_small(w)).collect();
        shorts.extend([initials(&large), initials(words)]);
    }
    shorts.retain(|short| short.chars().count() > 1);
    // "Supreme Court" of "United States Supreme Court" and of "Supreme Court of Denmark".
    shorts.extend([own, home].into_iter().flatten().filter(|words| words.len() > 1).map(|words| words.join(" ")));
    let last = words[words.len() - 1];
    // "the Court", in capitals.
    if class != Class::Place && lists::head(last).is_some() {
        shorts.push(last.to_owned());
    }
    // "the Association" of "Association of Harbours".
    let joined = words.get(1).is_some_and(|&w| matches!(w, "of" | "for" | "against" | "on"));
    if class != Class::Place && joined && (lists::head(words[0]).is_some() || words[0] == "house") {
        shorts.push(words[0].to_owned());
    }
    // "Karelia" of "Republic of Karelia".
    let realm = words.iter().position(|&w| w == "of").filter(|&of| of > 0 && is_realm(words[of - 1]));
    if let Some(of) = realm.filter(|&of| class == Class::Place && of + 1 < words.len()) {
        shorts.push(words[of + 1..].join(" "));
    }
    // "Royals" of "Kansas City Royals".
    if class == Class::Organisation && last.len() > 3 && last.ends_with('s') && is_place(&words[..words.len() - 1]) {
        shorts.push(last.to_owned());
    }
    // "Boeing" of "Boeing Company", unless the rest is a place: "Oxford" is not the university.
    let mut front = words.len();
    while front > 1 && shortens(class, words[front - 1]) {
        front -= 1;
        let short = words[..front].join(" ");
        if lists::place(&short).is_none() && !lists::group(&short) && lists::people(&short).is_none() {
            shorts.push(short);
        }
    }
    shorts
}

/// The first letter of every word, numbers whole: "tf104" of "Task Force 104".
fn initials(words: &[&str]) -> String {
    let mut letters = String::new();
    for part in words.iter().flat_map(|w| w.split('-')) {
        if part.bytes().all(|c| c.is_ascii_digit()) {
            letters.push_str(part);
        } else {
            letters.extend(part.chars().next().filter(|c| c.is_alphanumeric()));
        }
    }
    letters
}

/// What a country or a part of one calls itself.
pub(super) fn is_realm(word: &str) -> bool {
    matches!(word, "republic" | "kingdom" | "state" | "commonwealth" | "emirate" | "sultanate" | "principality")
}

fn is_place(words: &[&str]) -> bool {
    let name = words.join(" ");
    words.len() < 4 && (lists::place(&name).is_some() || lists::people(&name).is_some())
}

/// The words before "of Denmark", and the place.
fn of_place<'a, 'b>(words: &'b [&'a str]) -> Option<(&'b [&'a str], String)> {
    let of = words.iter().rposition(|&w| w == "of").filter(|&of| of > 0 && of + 5 > words.len())?;
    let place = &words[of + 1..];
    let place = place.strip_prefix(&["the"]).unwrap_or(place).join(" ");
    lists::place(&place).is_some().then(|| (&words[..of], place))
}

/// The words behind the country, state or city that a name begins with, when there are at least two.
fn without_place<'a, 'b>(words: &'b [&'a str]) -> Option<&'b [&'a str]> {
    let most = words.len().saturating_sub(2).min(3);
    (1..=most).rev().find(|&n| is_place(&words[..n])).map(|n| &words[n..])
}

/// Whether a name may be used without that last word.
fn shortens(class: Class, last: &str) -> bool {
    match class {
        Class::Organisation => lists::head(last) == Some(EntityKind::Org),
        Class::Place => last == "river",
        Class::People | Class::Other => false,
    }
}

fn is_small(word: &str) -> bool {
    matches!(word, "of" | "the" | "and" | "for" | "in" | "at" | "on" | "&" | "to" | "de" | "la" | "des" | "du" | "del")
}
