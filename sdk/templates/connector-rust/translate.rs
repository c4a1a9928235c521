// SPDX-License-Identifier: MIT
// translate.rs - Pigeon's words into Baton's and back. No host and no network, so that every odd payload is one test.

use crate::baton::*;
use crate::glue::Error;
use crate::json::{quoted, Json};

const NAME_MAX_BYTES: usize = 1000;
const SECONDS_MAX_DIGITS: usize = 6;

/// One message of a customer.
#[derive(Debug, PartialEq)]
pub struct Message {
    pub id: String,
    pub from: String, // "+447700900101"
    pub name: String, // as the customer calls themselves; may be empty
    pub text: String,
    pub sent_at_ms: i64,
}

/// E.164: a plus and at most 15 digits.
fn is_number(text: &str) -> bool {
    (6..=16).contains(&text.len()) && text.starts_with('+') && text[1..].bytes().all(|byte| byte.is_ascii_digit())
}

/// The text member; None when it is missing or longer than the host takes.
fn text_of<'a>(document: &'a Json, name: &str, max_bytes: usize) -> Option<&'a str> {
    document.member(name)?.text().filter(|text| text.len() <= max_bytes)
}

/// The message, or what is wrong with the body: for the operator's log, without a customer's words.
pub fn read_message(body: &[u8]) -> Result<Message, &'static str> {
    let document = std::str::from_utf8(body).ok().and_then(Json::read).ok_or("the body is no JSON")?;
    let id = text_of(&document, "id", BATON_ID_MAX_BYTES as usize).filter(|id| !id.is_empty());
    let from = text_of(&document, "from", BATON_ID_MAX_BYTES as usize).filter(|from| is_number(from));
    let text = text_of(&document, "text", BATON_TEXT_MAX_BYTES as usize);
    let sent_at_ms = document.member("sent_at_ms").and_then(Json::integer).filter(|at| *at >= 0);
    Ok(Message {
        id: id.ok_or("/id is missing or too long")?.to_string(),
        from: from.ok_or("/from is no telephone number")?.to_string(),
        name: text_of(&document, "name", NAME_MAX_BYTES).unwrap_or("").to_string(),
        text: text.ok_or("/text is missing or too long")?.to_string(),
        sent_at_ms: sent_at_ms.ok_or("/sent_at_ms is no time")?,
    })
}

/// The bytes of "sha256=HEX"; None when it is anything else.
pub fn read_signature(header: &str) -> Option<[u8; 32]> {
    let digits = header.strip_prefix("sha256=")?.as_bytes();
    let mut bytes = [0; 32];
    if digits.len() != 2 * bytes.len() {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
        let (high, low) = ((pair[0] as char).to_digit(16)?, (pair[1] as char).to_digit(16)?);
        *byte = (high * 16 + low) as u8;
    }
    Some(bytes)
}

/// The body of POST /messages.
pub fn write_message(to: &str, text: &str) -> String {
    format!("{{\"to\":{},\"text\":{}}}", quoted(to), quoted(text))
}

/// The id of what was sent, or what became of it, by Pigeon's answer.
pub fn read_answer(http_status: u32, body: &[u8]) -> Result<String, Error> {
    let (status, why, scope) = match http_status {
        200..=299 => {
            let document = std::str::from_utf8(body).ok().and_then(Json::read).unwrap_or(Json::Null);
            match text_of(&document, "id", BATON_ID_MAX_BYTES as usize).filter(|id| !id.is_empty()) {
                Some(id) => return Ok(id.to_string()),
                None => (BATON_DEADLINE_EXCEEDED, "the answer names no message", BATON_SCOPE_MESSAGE), // it may be sent
            }
        }
        401 | 403 => (BATON_UNAUTHENTICATED, "pigeon does not take the token", BATON_SCOPE_ACCOUNT),
        404 => (BATON_NOT_FOUND, "pigeon does not know the number", BATON_SCOPE_RECIPIENT),
        429 => (BATON_RATE_LIMITED, "pigeon wants us to wait", BATON_SCOPE_MESSAGE),
        503 => (BATON_UNAVAILABLE, "pigeon took nothing", BATON_SCOPE_MESSAGE),
        400..=499 => (BATON_REJECTED, "pigeon refused the message", BATON_SCOPE_MESSAGE),
        // Nobody knows, so nobody sends again.
        _ => (BATON_DEADLINE_EXCEEDED, "pigeon failed: it may have been sent", BATON_SCOPE_MESSAGE),
    };
    Err(Error { scope, code: http_status.to_string(), ..Error::new(status, why) })
}

/// How long Pigeon asks us to wait, by the answer's headers ({"retry-after": "7"}); 0 when it does not say.
pub fn wait_ms(headers_json: &str) -> u64 {
    let headers = Json::read(headers_json).unwrap_or(Json::Null);
    let seconds = headers.member("retry-after").and_then(Json::text).unwrap_or("");
    if seconds.len() > SECONDS_MAX_DIGITS || !seconds.bytes().all(|byte| byte.is_ascii_digit()) {
        return 0;
    }
    seconds.parse::<u64>().unwrap_or(0) * 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_something_else() {
        let body = r#"{"id": "m-1", "from": "+447700900101", "name": "Maria", "text": "Hé!",
                       "sent_at_ms": 1700000000000, "new": 1}"#;
        let wanted = Message {
            id: "m-1".to_string(),
            from: "+447700900101".to_string(),
            name: "Maria".to_string(),
            text: "Hé!".to_string(),
            sent_at_ms: 1_700_000_000_000,
        };
        assert_eq!(read_message(body.as_bytes()), Ok(wanted));
        assert!(read_message(br#"{"id": "m", "from": "+4477009001", "text": "", "sent_at_ms": 1}"#).is_ok(), "no name");
    }

    #[test]
    fn what_is_no_message_is_taken_for_one() {
        let long_id = format!(
            "{{\"id\": {}, \"from\": \"+447700900101\", \"text\": \"x\", \"sent_at_ms\": 1}}",
            quoted(&"x".repeat(BATON_ID_MAX_BYTES as usize + 1))
        );
        for bad in [
            "",
            "[]",
            "nonsense",
            r#"{"id": "m"}"#,
            r#"{"id": "", "from": "+447700900101", "text": "x", "sent_at_ms": 1}"#,
            r#"{"id": "m", "from": "Maria", "text": "x", "sent_at_ms": 1}"#,
            r#"{"id": "m", "from": "+447700900101", "text": 7, "sent_at_ms": 1}"#,
            r#"{"id": "m", "from": "+447700900101", "text": "x", "sent_at_ms": "now"}"#,
            r#"{"id": "m", "from": "+447700900101", "text": "x", "sent_at_ms": -1}"#,
            &long_id,
        ] {
            assert!(read_message(bad.as_bytes()).is_err(), "{}", bad);
        }
        assert!(read_message(b"{\"id\": \"\xC0\xAF\"}").is_err(), "no UTF-8");
    }

    #[test]
    fn a_signature_is_read_from_something_else() {
        let hex = "a".repeat(64);
        assert_eq!(read_signature(&format!("sha256={}", hex)), Some([0xAA; 32]));
        let wrong = format!("sha256=g{}", &hex[1..]);
        for bad in ["", &hex, &format!("sha1={}", hex), &format!("sha256={}a", hex), &wrong, "sha256=é"] {
            assert_eq!(read_signature(bad), None, "{}", bad);
        }
    }

    #[test]
    fn an_answer_is_understood_as_another() {
        assert_eq!(write_message("+1", "a \"b\"\n"), "{\"to\":\"+1\",\"text\":\"a \\\"b\\\"\\u000a\"}");
        assert_eq!(read_answer(201, b"{\"id\": \"p-1\"}"), Ok("p-1".to_string()));
        let failed = |status, body| read_answer(status, body).unwrap_err();
        assert_eq!(failed(200, b"{}").status, BATON_DEADLINE_EXCEEDED, "without an id nobody knows");
        assert_eq!(failed(200, b"nonsense").status, BATON_DEADLINE_EXCEEDED);
        assert_eq!(failed(401, b"").scope, BATON_SCOPE_ACCOUNT, "a wrong token stops the account");
        assert_eq!(failed(404, b"").scope, BATON_SCOPE_RECIPIENT);
        assert_eq!((failed(422, b"").status, failed(422, b"").code), (BATON_REJECTED, "422".to_string()));
        assert_eq!((failed(429, b"").status, failed(503, b"").status), (BATON_RATE_LIMITED, BATON_UNAVAILABLE));
        assert_eq!(failed(500, b"").status, BATON_DEADLINE_EXCEEDED, "what may have been taken is not sent again");
        assert_eq!(wait_ms("{\"retry-after\": \"7\"}"), 7000);
        for other in ["", "{}", "[]", "{\"retry-after\": \"soon\"}", "{\"retry-after\": \"99999999999999999999\"}"] {
            assert_eq!(wait_ms(other), 0, "{}", other);
        }
    }
}
