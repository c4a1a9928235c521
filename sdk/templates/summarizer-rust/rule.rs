// SPDX-License-Identifier: MIT
// rule.rs - the whole reading of this plugin, without Baton: what of a conversation does a specialist have to know?

const SENTENCE_MAX_BYTES: usize = 160;
const STEP_MAX_COUNT: usize = 3;

#[derive(Clone, Copy, PartialEq)]
pub enum By {
    Customer,
    Us,
}

/// One message, oldest first.
pub struct Line<'a> {
    pub by: By,
    pub text: &'a str,
    pub sequence: u64, // its place in the conversation
}

/// Something that was said, and in which line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Note<'a> {
    pub text: &'a str,
    pub source: u64,
}

pub struct Brief<'a> {
    /// What the customer began with; source 0 when they wrote nothing.
    pub intent: Note<'a>,
    /// Words of the customer with at least three digits in them, each once.
    pub numbers: Vec<Note<'a>>,
    /// What we said last, at most three.
    pub steps: Vec<Note<'a>>,
}

pub fn brief_of<'a>(lines: &[Line<'a>], max_numbers: usize) -> Brief<'a> {
    let nothing = Note { text: "the customer wrote nothing", source: 0 };
    let mut brief = Brief { intent: nothing, numbers: Vec::new(), steps: Vec::new() };
    for line in lines {
        let sentence = Note { text: first_sentence(line.text), source: line.sequence };
        if sentence.text.is_empty() {
            continue;
        }
        if line.by == By::Us {
            brief.steps.push(sentence);
            continue;
        }
        if brief.intent.source == 0 {
            brief.intent = sentence;
        }
        for number in numbers_in(line.text) {
            if brief.numbers.len() < max_numbers && brief.numbers.iter().all(|known| known.text != number) {
                brief.numbers.push(Note { text: number, source: line.sequence });
            }
        }
    }
    brief.steps.drain(..brief.steps.len().saturating_sub(STEP_MAX_COUNT));
    brief
}

/// The first sentence, at most 160 bytes, never ending inside a character.
pub fn first_sentence(text: &str) -> &str {
    let text = text.trim_start().lines().next().unwrap_or("").trim_end();
    let point = text.char_indices().find(|(at, c)| {
        matches!(c, '.' | '!' | '?') && text[at + 1..].chars().next().map_or(true, |next| next == ' ')
    });
    let mut end = point.map_or(text.len(), |(at, _)| at + 1).min(text.len());
    if end > SENTENCE_MAX_BYTES {
        end = SENTENCE_MAX_BYTES;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
    }
    &text[..end]
}

/// What stands in square brackets is a mark of the host ("[card ending 1111]"), no word of the customer.
fn numbers_in(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for piece in text.split('[').enumerate().map(|(at, piece)| match piece.find(']') {
        Some(end) if at > 0 => &piece[end + 1..],
        None if at > 0 => "", // a mark that does not end
        _ => piece,
    }) {
        let words = piece.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').map(|word| word.trim_matches('-'));
        found.extend(words.filter(|word| word.chars().filter(char::is_ascii_digit).count() >= 3));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn customer(text: &str, sequence: u64) -> Line<'_> {
        Line { by: By::Customer, text, sequence }
    }

    fn us(text: &str, sequence: u64) -> Line<'_> {
        Line { by: By::Us, text, sequence }
    }

    #[test]
    fn what_was_said_is_not_in_the_brief() {
        let lines = [
            us("Hello! What can I do?", 1),
            customer("  ", 2),
            customer("My order ORD-123456 is late. Really late!", 3),
            us("Please restart it.", 4),
            customer("ORD-123456, invoice 2024-77 and room 12", 5),
        ];
        let brief = brief_of(&lines, 8);
        assert_eq!(brief.intent, Note { text: "My order ORD-123456 is late.", source: 3 });
        let numbers = [Note { text: "ORD-123456", source: 3 }, Note { text: "2024-77", source: 5 }];
        assert_eq!(brief.numbers, numbers, "each once, where it was said first");
        assert_eq!(brief.steps[1], Note { text: "Please restart it.", source: 4 });
    }

    #[test]
    fn what_must_not_be_there_is_in_the_brief() {
        let lines =
            [customer("card [card ending 1111] 4711-", 1), us("a", 2), us("b", 3), us("c", 4), us("d", 5)];
        let brief = brief_of(&lines, 8);
        assert_eq!(brief.numbers, [Note { text: "4711", source: 1 }], "a mark of the host is no word of the customer");
        assert_eq!(brief.steps.iter().map(|step| step.text).collect::<Vec<_>>(), ["b", "c", "d"], "the latest three");
        assert_eq!(brief_of(&[customer("111 222 333", 1)], 2).numbers.len(), 2, "no more than wanted");
        assert_eq!(brief_of(&[], 8).intent.source, 0);
    }

    #[test]
    fn a_sentence_ends_where_it_does_not() {
        assert_eq!(first_sentence("Version 1.2 fails! Help"), "Version 1.2 fails!");
        assert_eq!(first_sentence("one\ntwo"), "one");
        let long = "x".repeat(SENTENCE_MAX_BYTES - 1) + "é";
        assert_eq!(first_sentence(&long).len(), SENTENCE_MAX_BYTES - 1, "a character is not cut in two");
    }
}
