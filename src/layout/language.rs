//! A small honest guess at the language: English, or nothing.

/// Words that English text is full of and other languages do not have.
const WORDS: [&str; 40] = [
    "the", "of", "and", "to", "that", "is", "was", "for", "with", "his", "her", "it", "are", "be", "this", "have",
    "has", "from", "they", "not", "said", "would", "which", "were", "its", "than", "who", "by", "but", "she", "will",
    "their", "been", "he", "you", "an", "when", "more", "after", "about",
];
/// How many words to look at.
const SAMPLE: usize = 1_000;

/// "en" when an eighth of the words are function words of English.
pub(super) fn guess(text: &str) -> Option<&'static str> {
    let (mut words, mut english) = (0, 0);
    let letters = |c: char| !c.is_alphabetic();
    for word in text.split(letters).filter(|word| !word.is_empty()).take(SAMPLE) {
        words += 1;
        english += usize::from(WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)));
    }
    (english >= 2 && english * 8 >= words).then_some("en")
}

#[cfg(test)]
mod tests {
    use super::guess;

    #[test]
    fn english_or_nothing() {
        for (text, expected) in [
            ("The mayor said that the bridge would be built and that it was time.", Some("en")),
            ("Die Bürgermeisterin sagte, die Brücke werde gebaut, was lange dauere.", None),
            ("Council backs bridge", None),
            ("", None),
        ] {
            assert_eq!(guess(text), expected, "{text}");
        }
    }
}
