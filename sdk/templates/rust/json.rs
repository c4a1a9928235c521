// SPDX-License-Identifier: MIT
// json.rs - reads JSON and writes its strings, without a crate.
#![allow(dead_code)] // not every kind needs all of it

const DEEPEST: usize = 32;

#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    /// As it is written: a caller says what range it wants.
    Number(String),
    Text(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value that the whole text is; None when the text is not JSON (RFC 8259: no half surrogates; at most 32
    /// levels deep).
    pub fn read(text: &str) -> Option<Json> {
        let mut reader = Reader { text, at: 0 };
        let value = reader.value(0)?;
        if reader.at == text.len() { Some(value) } else { None }
    }

    /// The member of an object, the first of that name.
    pub fn member(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    pub fn items(&self) -> &[Json] {
        match self {
            Json::Array(items) => items,
            _ => &[],
        }
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A whole number.
    pub fn integer(&self) -> Option<i64> {
        match self {
            Json::Number(written) => written.parse().ok(),
            _ => None,
        }
    }
}

/// The text as a JSON string, quotes included.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

struct Reader<'a> {
    text: &'a str,
    at: usize, // always between two characters
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn take(&mut self, wanted: &str) -> bool {
        let there = self.text[self.at..].starts_with(wanted);
        self.at += if there { wanted.len() } else { 0 };
        there
    }

    fn expect(&mut self, wanted: &str) -> Option<()> {
        if self.take(wanted) { Some(()) } else { None }
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    /// One value with the blanks around it.
    fn value(&mut self, depth: usize) -> Option<Json> {
        self.blanks();
        if depth > DEEPEST {
            return None;
        }
        let value = match self.peek()? {
            '{' => self.object(depth + 1)?,
            '[' => self.array(depth + 1)?,
            '"' => Json::Text(self.string()?),
            't' => self.expect("true").map(|()| Json::Bool(true))?,
            'f' => self.expect("false").map(|()| Json::Bool(false))?,
            'n' => self.expect("null").map(|()| Json::Null)?,
            _ => self.number()?,
        };
        self.blanks();
        Some(value)
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        let mut members = Vec::new();
        self.expect("{")?;
        self.blanks();
        if self.take("}") {
            return Some(Json::Object(members));
        }
        loop {
            self.blanks();
            let key = self.string()?;
            self.blanks();
            self.expect(":")?;
            members.push((key, self.value(depth)?));
            if !self.take(",") {
                return self.expect("}").map(|()| Json::Object(members));
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<Json> {
        let mut items = Vec::new();
        self.expect("[")?;
        self.blanks();
        if self.take("]") {
            return Some(Json::Array(items));
        }
        loop {
            items.push(self.value(depth)?);
            if !self.take(",") {
                return self.expect("]").map(|()| Json::Array(items));
            }
        }
    }

    fn digits(&mut self) -> Option<()> {
        let begin = self.at;
        while matches!(self.peek(), Some('0'..='9')) {
            self.at += 1;
        }
        if self.at > begin { Some(()) } else { None }
    }

    fn number(&mut self) -> Option<Json> {
        let begin = self.at;
        self.take("-");
        if !self.take("0") {
            self.digits()?;
        }
        if self.take(".") {
            self.digits()?;
        }
        if self.take("e") || self.take("E") {
            let _sign = self.take("+") || self.take("-");
            self.digits()?;
        }
        Some(Json::Number(self.text[begin..self.at].to_string()))
    }

    fn string(&mut self) -> Option<String> {
        let mut out = String::new();
        self.expect("\"")?;
        loop {
            match self.next()? {
                '"' => return Some(out),
                '\\' => out.push(self.escaped()?),
                c if c < ' ' => return None,
                c => out.push(c),
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        Some(match self.next()? {
            c @ ('"' | '\\' | '/') => c,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => return self.point(),
            _ => return None,
        })
    }

    /// Behind "\u": one code point, of two halves where it has them.
    fn point(&mut self) -> Option<char> {
        let first = self.hex4()?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first); // none for a low half alone
        }
        self.expect("\\u")?;
        let second = self.hex4()?;
        if !(0xDC00..0xE000).contains(&second) {
            return None;
        }
        char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    }

    fn hex4(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit * 16 + self.next()?.to_digit(16)?;
        }
        Some(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_json_is_read() {
        for good in ["{}", " [1, -2.5e+3, true, null]\n", "\"\\ud83d\\ude00\"", "{\"a\": {\"b\": []}}", "0"] {
            assert!(Json::read(good).is_some(), "{}", good);
        }
        for bad in [
            "", " ", "{", "[1,]", "{\"a\" 1}", "{a: 1}", "01", "1.", "tru", "\"\\x\"", "\"\\ud83d\"", "\"\\ude00\"",
            "\"a\nb\"", "1 2", "\"\\u+123\"",
        ] {
            assert_eq!(Json::read(bad), None, "{}", bad);
        }
    }

    #[test]
    fn what_is_nested_too_deeply_is_followed() {
        assert_eq!(Json::read(&("[".repeat(100_000) + &"]".repeat(100_000))), None);
    }

    #[test]
    fn a_value_says_something_else_than_is_written() {
        let all = Json::read(r#"{"first": "aé\n\"", "deep": {"first": 7}, "list": [ "x" , 12 ], "first": 9}"#).unwrap();
        assert_eq!(all.member("first").and_then(Json::text), Some("aé\n\""));
        assert_eq!(all.member("deep").and_then(|deep| deep.member("first")).and_then(Json::integer), Some(7));
        assert_eq!(all.member("list").map(Json::items).map(|items| items.len()), Some(2));
        assert_eq!(all.member("second"), None);
        assert_eq!(all.member("list").and_then(|list| list.member("x")), None);
        for bad in ["1.5", "1e3", "\"1\"", "99999999999999999999", "true"] {
            assert_eq!(Json::read(bad).and_then(|value| value.integer()), None, "{}", bad);
        }
    }

    #[test]
    fn what_is_written_is_read_as_something_else() {
        let text = "line\n\"quoted\" \\ \u{1} €";
        assert_eq!(Json::read(&quoted(text)), Some(Json::Text(text.to_string())));
    }
}
