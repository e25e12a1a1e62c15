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
#[derive(Clone, Copy, Debug)]
struct Test {
    feature: u16,
    above: bool,
    bound: f32,
}

/// Rules, each a weight and where its tests end.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    weights: Vec<(f32, u32)>,
    tests: Vec<Test>,
}

impl Rules {
    /// Reads rules over features of these names. None when a line is broken or names another feature.
    pub(super) fn read(text: &str, names: &[&str]) -> Option<Self> {
        let mut rules = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (weight, tests) = line.split_once('\t')?;
            for test in tests.split(' ').filter(|t| !t.is_empty()) {
                let above = test.contains('>');
                let (name, bound) = test.split_once(if above { ">" } else { "<=" })?;
                let feature = names.iter().position(|n| *n == name)? as u16;
                rules.tests.push(Test { feature, above, bound: bound.parse().ok()? });
            }
            rules.weights.push((weight.parse().ok()?, rules.tests.len() as u32));
        }
        Some(rules)
    }

    /// How much speaks for a candidate, in log odds.
    pub(super) fn score(&self, row: &[f32]) -> f32 {
        let (mut sum, mut start) = (0.0, 0);
        for &(weight, end) in &self.weights {
            let mut tests = self.tests[start as usize..end as usize].iter();
            if tests.all(|t| (row[usize::from(t.feature)] > t.bound) == t.above) {
                sum += weight;
            }
            start = end;
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
        assert_eq!(rules.best([[0.0, 3.0], [1.0, 0.0], [1.0, 1.0]].iter().map(<[f32; 2]>::as_slice)), Some(1));
        for broken in ["1 a>1", "x\ta>1", "1\tc>1", "1\ta=1", "1\ta>x"] {
            assert!(Rules::read(broken, &["a", "b"]).is_none(), "{broken}");
        }
    }
}
