//! Roles that a relative clause tells: "who heads the agency", "who has been mayor since 2019", "who works for Holm".

use super::page::Sort;
use super::role::{Fact, Reader};
use crate::article::Pos;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Where a verb has its role or organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Object,
    As,
    At,
}

/// By dictionary form: the role, and what follows.
static VERBS: LazyLock<HashMap<&str, (&str, How)>> = LazyLock::new(|| {
    let rows = include_str!("clauses.tsv").lines().filter(|line| !line.starts_with('#'));
    let rows =
        rows.filter_map(|line| line.split_once('\t').and_then(|(verb, rest)| Some((verb, rest.split_once('\t')?))));
    let verb = |(verb, (role, how))| {
        let how = match how {
            "object" => How::Object,
            "as" => How::As,
            _ => How::At,
        };
        (verb, (if role == "-" { "" } else { role }, how))
    };
    rows.map(verb).collect()
});

/// Most words between "who" and the verb: "has", "also", "long been".
const BEFORE: usize = 4;
/// Most words of what is headed before a preposition: "the small research centre at".
const HEADED: usize = 5;

impl Reader<'_> {
    /// Reads the clause whose first token behind "who" is at that place.
    pub(super) fn clause(&self, at: usize, facts: &mut Vec<Fact>) {
        let page = self.page;
        let (mut verb, mut copula) = (at, false);
        while verb < at + BEFORE {
            match page.lower(verb) {
                "is" | "was" | "been" => copula = true,
                "has" | "had" => {}
                _ if page.pos(verb) == Pos::Adv && page.title_starting(verb).is_none() => {}
                _ => break,
            }
            verb += 1;
        }
        let next = verb + 1;
        match VERBS.get(page.lemma(verb)).copied() {
            // "who was elected mayor" and "who became mayor", but not "who elected the mayor".
            Some((_, How::As)) if copula || matches!(page.lemma(verb), "act" | "become" | "serve") => {
                self.phrase(next + usize::from(page.lower(next) == "as"), facts);
            }
            Some((_, How::At)) if page.lower(next) == "as" => self.phrase(next + 1, facts),
            // "who was headed for Oslo" heads nothing, "who is heading the bank" does.
            Some((role, How::Object)) if !copula || page.lower(verb).ends_with("ing") => {
                facts.extend(self.headed(role, next));
            }
            Some((role, How::At)) if matches!(page.lower(next), "at" | "for") => {
                let affiliation = self.affiliation(next);
                let body = affiliation.filter(|&body| self.is_organisation_mention(body));
                if body.is_some() {
                    facts.push(Fact { role: role.to_owned(), affiliation: body, ..Fact::default() });
                }
            }
            _ if copula => self.phrase(verb, facts),
            _ => {}
        }
    }

    /// The role with what is headed: "the Holm Group", "the research centre at Holm University"; without it for "the
    /// agency"; None where nothing follows that can be headed: "who ran for office", "who runs a bakery".
    fn headed(&self, role: &str, at: usize) -> Option<Fact> {
        let fact = |affiliation| Some(Fact { role: role.to_owned(), affiliation, ..Fact::default() });
        let page = self.page;
        // "Who runs a bakery in town" heads nothing that anybody knows.
        let known = !matches!(page.lower(at), "a" | "an");
        let mut token = at;
        while token < at + HEADED {
            if let Some(&mention) = self.starts.get(&token) {
                let owns = page.sort(page.places[mention as usize].tokens.end) == Sort::Possessive;
                // "who heads China's central bank".
                token = page.places[mention as usize].tokens.end.max(token + 1) + usize::from(owns);
                if !owns {
                    return fact(Some(mention));
                }
                continue;
            }
            match page.sort(token) {
                Sort::Determiner | Sort::Pronoun(..) | Sort::They => {}
                Sort::Other if matches!(page.pos(token), Pos::Noun | Pos::Adj | Pos::Propn | Pos::Num) => {}
                Sort::Preposition if token > at => {
                    return fact(self.affiliation(token)).filter(|fact| known || fact.affiliation.is_some());
                }
                _ => break,
            }
            token += 1;
        }
        if token > at && known { fact(None) } else { None }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_sorted_and_known() {
        let rows: Vec<&str> = include_str!("clauses.tsv").lines().filter(|line| !line.starts_with('#')).collect();
        assert!(rows.is_sorted_by(|a, b| a < b));
        for row in rows {
            let how = row.rsplit('\t').next();
            assert!(row.split('\t').count() == 3 && matches!(how, Some("object" | "as" | "at")), "{row}");
        }
    }
}
