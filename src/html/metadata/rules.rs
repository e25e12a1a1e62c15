//! Choosing among candidates by learned rules.
//!
//! A page says many things about its headline, its authors and its day. Each thing said is a candidate, described by
//! named numbers; rules, read from a text file, each add their weight to a candidate when all their
//! tests, after a tab, hold:
//!
//! ```text
//! 0.31    h1_only>0.5 slug>0.62
//! -0.18   h1_only<=0.5 words<=2.5
//! ```

/// What is known of a candidate: a struct of numbers, and the name of each for the rules.
macro_rules! features {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $field:ident,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default)]
        pub(super) struct $name {
            $($(#[$doc])* pub(super) $field: f32,)+
        }

        impl $name {
            /// The names, in the order of [`Self::row`].
            pub(super) const NAMES: &[&str] = &[$(stringify!($field)),+];

            /// The numbers, for [`super::rules::Rules::score`].
            pub(super) fn row(&self) -> [f32; Self::NAMES.len()] {
                [$(self.$field),+]
            }
        }
    };
}
pub(super) use features;

/// Whether a number of a candidate is above a bound, or not.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Test {
    feature: u16,
    above: bool,
    bound: f32,
}

/// A weight and its tests.
#[derive(Clone, Copy, Debug)]
struct Rule {
    weight: f32,
    /// Where its tests are, and how many.
    start: u32,
    length: u32,
    /// How many of them the rule before begins with as well: they need not be asked again.
    shared: u32,
}

/// Rules in the order of their file, where those that begin alike stand together.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    list: Vec<Rule>,
    tests: Vec<Test>,
    /// Where a test fails, the next rule without it.
    next: Vec<u32>,
}

impl Rules {
    /// Reads rules over features of these names. None when a line is broken or names another feature.
    pub(super) fn read(text: &str, names: &[&str]) -> Option<Self> {
        let mut rules = Self::default();
        let mut before = 0..0;
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (weight, tests) = line.split_once('\t')?;
            let start = rules.tests.len();
            for test in tests.split(' ').filter(|t| !t.is_empty()) {
                let above = test.contains('>');
                let (name, bound) = test.split_once(if above { ">" } else { "<=" })?;
                let feature = names.iter().position(|n| *n == name)? as u16;
                rules.tests.push(Test { feature, above, bound: bound.parse().ok()? });
            }
            let now = start..rules.tests.len();
            let both = rules.tests[before].iter().zip(&rules.tests[now.clone()]);
            let shared = both.take_while(|(before, now)| before == now).count() as u32;
            let (start, length) = (start as u32, now.len() as u32);
            rules.list.push(Rule { weight: weight.parse().ok()?, start, length, shared });
            before = now;
        }
        rules.next = vec![rules.list.len() as u32; rules.tests.len()];
        // Per test of the rule at hand, the next rule that shares no more than those before it.
        let mut next: Vec<u32> = Vec::new();
        for (n, rule) in rules.list.iter().enumerate().rev() {
            // Nothing after this one shares as many as nobody had so far.
            next.resize(next.len().max(rule.length as usize), n as u32 + 1);
            let (start, length) = (rule.start as usize, rule.length as usize);
            rules.next[start..start + length].copy_from_slice(&next[..length]);
            next[rule.shared as usize..].fill(n as u32);
        }
        Some(rules)
    }

    /// How much speaks for a candidate, in log odds.
    pub(super) fn score(&self, row: &[f32]) -> f32 {
        let (mut sum, mut n) = (0.0, 0);
        while let Some(rule) = self.list.get(n) {
            let mut asked = rule.start + rule.shared..rule.start + rule.length;
            let fails = asked.find(|&at| {
                let test = self.tests[at as usize];
                (row[usize::from(test.feature)] > test.bound) != test.above
            });
            n = if let Some(at) = fails {
                self.next[at as usize] as usize
            } else {
                sum += rule.weight;
                n + 1
            };
        }
        sum
    }

    /// The place of the candidate that most speaks for, the first of equals.
    pub(super) fn best<'r>(&self, rows: impl Iterator<Item = &'r [f32]>) -> Option<usize> {
        let scores = rows.map(|row| self.score(row)).enumerate();
        scores.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(at, _)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::Rules;

    #[test]
    fn rules_are_read_and_followed() {
        let rules = Rules::read("# two\n1.5\ta>0.5 b<=2\n-1\tb>2\n0.25\t\n", &["a", "b"]).expect("sound");
        for (row, expected) in [([1.0, 2.0], 1.75), ([0.5, 2.0], 0.25), ([1.0, 3.0], -0.75)] {
            assert!((rules.score(&row) - expected).abs() < 1e-6, "{row:?}");
        }
        let rules =
            Rules::read("1\ta>0 b>0 a>2\n2\ta>0 b>0 a<=2\n4\ta>0 b<=0\n8\ta<=0\n16\tb>5", &["a", "b"]).expect("sound");
        for (row, expected) in [([3.0, 1.0], 1.0), ([1.0, 6.0], 18.0), ([1.0, 0.0], 4.0), ([0.0, 6.0], 24.0)] {
            assert!((rules.score(&row) - expected).abs() < 1e-6, "beginning alike: {row:?}");
        }
        let rules = Rules::read("1.5\ta>0.5\n1\tb<=2\n", &["a", "b"]).expect("sound");
        assert_eq!(rules.best([[0.0, 3.0], [1.0, 0.0], [1.0, 1.0]].iter().map(<[f32; 2]>::as_slice)), Some(1));
        for broken in ["1 a>1", "x\ta>1", "1\tc>1", "1\ta=1", "1\ta>x"] {
            assert!(Rules::read(broken, &["a", "b"]).is_none(), "{broken}");
        }
    }
}
