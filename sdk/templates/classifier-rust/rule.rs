// SPDX-License-Identifier: MIT
// rule.rs - the whole judgement of this plugin, without Baton: does a message say one of these phrases?

/// The words of a text in small letters, each with a blank before and behind it: "It's MINE!" is " its mine ". A text
/// without a word is " ".
pub fn words_of(text: &str) -> String {
    let mut words = String::from(" ");
    for c in text.chars() {
        if c.is_alphanumeric() {
            words.extend(c.to_lowercase());
        } else if c != '\'' && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

/// Built once from the settings, asked for every message.
pub struct Phrases(Vec<String>);

impl Phrases {
    pub fn new<'a>(phrases: impl Iterator<Item = &'a str>) -> Phrases {
        Phrases(phrases.map(words_of).collect())
    }

    /// False when a phrase has no word: it would be said by everybody.
    pub fn usable(&self) -> bool {
        self.0.iter().all(|phrase| phrase != " ")
    }

    /// Whole words, in their order, one after the other.
    pub fn said_in(&self, message: &str) -> bool {
        let words = words_of(message);
        self.0.iter().any(|phrase| words.contains(phrase))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(message: &str, phrase: &str) -> bool {
        Phrases::new([phrase].into_iter()).said_in(message)
    }

    #[test]
    fn a_phrase_is_not_heard() {
        assert!(said("I want MY  money, back!", "my money back"), "case, blanks and punctuation do not count");
        assert!(said("its broken", "it's BROKEN"), "nor does an apostrophe");
        assert!(said("So ein ÄRGER.", "ärger"), "letters of other scripts are letters");
        assert!(Phrases::new(["no", "yes"].into_iter()).said_in("Yes!"), "any of them");
    }

    #[test]
    fn a_phrase_is_heard_that_was_not_said() {
        assert!(!said("my money is back", "my money back"), "another word stands between");
        assert!(!said("my money backs", "my money back"), "a word is a whole word");
        assert!(!said("enemy money back", "my money back"), "also the first one");
        assert!(!said("", "my money back"));
        assert!(!Phrases::new(["good", "!?"].into_iter()).usable(), "without a word it would be said by everybody");
    }
}
