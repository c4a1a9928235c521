// SPDX-License-Identifier: MIT
// plugin_test.rs - the whole plugin through its tables, as a host drives it.
use std::os::raw::c_void;

use crate::baton::*;
use crate::glue::{bytes, read, records, text, values};
use crate::testing::{call_of, FakeHost, Loaded};

const SETTINGS: &str = r#"{"api_base": "https://pigeon.example.com", "account": "main", "token": "${secret:token}",
                           "signing_secret": "${secret:signing_secret}"}"#;
const MESSAGE: &str =
    r#"{"id": "m-1", "from": "+447700900101", "name": "Maria", "text": "Hello", "sent_at_ms": 1700000000000}"#;

#[derive(Debug, PartialEq)]
enum Seen {
    Batch { http_status: u32, events: Vec<[String; 4]> }, // source id, text, account, identity
    Delivered { op_id: baton_op_id_t, remote_id: String },
    Request { url: String, headers: String, body: String },
}

fn good() -> String {
    format!("sha256={}", "2a".repeat(32))
}

unsafe fn saw(host: *const baton_host_t, seen: Seen) {
    FakeHost::<Seen>::of(host).answers.borrow_mut().push(seen);
}

unsafe extern "C" fn accepted(host: *const baton_host_t, _: baton_op_id_t, batch: *const baton_batch_t) {
    let events = records((*batch).events, (*batch).event_count)
        .map(|event| {
            let identity = records(event.identities, event.identity_count).next().expect("an identity");
            [event.source_event_id, event.text, event.account, identity.value].map(|text| read(text).to_string())
        })
        .collect();
    saw(host, Seen::Batch { http_status: (*batch).http_status, events });
}

unsafe extern "C" fn delivered(host: *const baton_host_t, op_id: baton_op_id_t, receipt: *const baton_receipt_t) {
    saw(host, Seen::Delivered { op_id, remote_id: read((*receipt).remote_message_id).to_string() });
}

/// Believes 32 bytes of 0x2a under the name of the secret.
unsafe extern "C" fn verify(
    _: *const baton_host_t,
    algorithm: baton_signature_algorithm_t,
    name: baton_str_t,
    _: baton_bytes_t,
    expected: baton_bytes_t,
) -> baton_status_t {
    let known = algorithm == BATON_SIGNATURE_HMAC_SHA256 && read(name) == "signing_secret";
    let right = values(expected.data, expected.size) == &[0x2a; 32];
    if known && right { BATON_OK } else { BATON_PERMISSION_DENIED }
}

unsafe extern "C" fn sign(
    _: *const baton_host_t,
    _: baton_signature_algorithm_t,
    _: baton_str_t,
    _: baton_bytes_t,
    _: *mut u8,
) -> baton_status_t {
    BATON_NOT_SUPPORTED
}

unsafe extern "C" fn send(
    host: *const baton_host_t,
    request: *const baton_http_request_t,
    op_id: *mut baton_op_id_t,
    _: *mut baton_error_t,
) -> baton_status_t {
    *op_id = 1001;
    let body = String::from_utf8_lossy(values((*request).body.data, (*request).body.size)).into_owned();
    let (url, headers) = (read((*request).url).to_string(), read((*request).headers_json).to_string());
    saw(host, Seen::Request { url, headers, body });
    BATON_OK
}

unsafe extern "C" fn cancel(_: *const baton_host_t, _: baton_op_id_t) {}

fn tables(id: &[u8]) -> *const c_void {
    static ANSWERS: baton_host_connector_t = baton_host_connector_t { accepted, delivered };
    static SIGNATURES: baton_signature_t = baton_signature_t { verify, sign };
    static HTTP: baton_http_t = baton_http_t { send, cancel };
    match id {
        BATON_HOST_CONNECTOR => &ANSWERS as *const baton_host_connector_t as *const c_void,
        BATON_SIGNATURE => &SIGNATURES as *const baton_signature_t as *const c_void,
        BATON_HTTP => &HTTP as *const baton_http_t as *const c_void,
        _ => std::ptr::null(),
    }
}

fn loaded() -> (Box<FakeHost<Seen>>, Loaded) {
    let host = FakeHost::new(tables);
    let plugin = Loaded::new(&host, BATON_CONNECTOR_FACTORY, SETTINGS).unwrap();
    (host, plugin)
}

fn received(host: &FakeHost<Seen>, plugin: &Loaded, method: &str, signature: &str, body: &str) -> Seen {
    let headers = [
        baton_header_t { name: text("content-type"), value: text("application/json") },
        baton_header_t { name: text("x-pigeon-signature"), value: text(signature) },
    ];
    let mut webhook = baton_webhook_t::blank();
    webhook.method = text(method);
    webhook.headers = headers.as_ptr();
    webhook.header_count = if signature.is_empty() { 1 } else { 2 };
    webhook.body = bytes(body.as_bytes());
    let mut err = baton_error_t::blank();
    unsafe {
        let table: &baton_connector_t = plugin.table(BATON_CONNECTOR);
        assert_eq!((table.receive)(plugin.0, &call_of(5), &webhook, &mut err), BATON_OK, "also a refusal is an answer");
    }
    host.last()
}

fn deliver(plugin: &Loaded, kind: baton_outbound_kind_t, known: baton_identity_kind_t) -> baton_status_t {
    let mut identity = baton_identity_t::blank();
    identity.kind = known;
    identity.value = text("+447700900101");
    let recipients: [*const baton_identity_t; 1] = [&identity];
    let mut outbound = baton_outbound_t::blank();
    outbound.kind = kind;
    outbound.text = text("Good morning");
    outbound.recipients = recipients.as_ptr();
    outbound.recipient_count = 1;
    let mut err = baton_error_t::blank();
    unsafe { (plugin.table::<baton_connector_t>(BATON_CONNECTOR).deliver)(plugin.0, &call_of(7), &outbound, &mut err) }
}

/// Pigeon answers the request; None: no answer came.
fn answer(plugin: &Loaded, answer: Option<(u32, &str)>) {
    let mut lost = baton_error_t::blank();
    lost.status = BATON_DEADLINE_EXCEEDED;
    let mut response = baton_http_response_t::blank();
    match answer {
        Some((http_status, body)) => {
            response.http_status = http_status;
            response.body = bytes(body.as_bytes());
        }
        None => response.error = &lost,
    }
    unsafe { (plugin.table::<baton_http_client_t>(BATON_HTTP_CLIENT).on_response)(plugin.0, 1001, &response) }
}

#[test]
fn what_pigeon_says_is_not_heard() {
    let (host, plugin) = loaded();
    let event = ["m-1", "Hello", "main", "+447700900101"].map(str::to_string);
    let wanted = Seen::Batch { http_status: 0, events: vec![event] };
    assert_eq!(received(&host, &plugin, "POST", &good(), MESSAGE), wanted);
}

#[test]
fn what_somebody_else_says_is_believed() {
    let (host, plugin) = loaded();
    let refused = |http_status| Seen::Batch { http_status, events: Vec::new() };
    for wrong in [format!("sha256={}", "00".repeat(32)), String::new(), "sha256=".to_string()] {
        assert_eq!(received(&host, &plugin, "POST", &wrong, MESSAGE), refused(401), "{}", wrong);
    }
    assert_eq!(received(&host, &plugin, "POST", &good(), "{}"), refused(400));
    assert_eq!(received(&host, &plugin, "GET", &good(), ""), refused(405));
}

#[test]
fn a_word_goes_out_otherwise_than_it_was_written() {
    let (host, plugin) = loaded();
    assert_eq!(deliver(&plugin, BATON_OUTBOUND_MESSAGE, BATON_IDENTITY_PHONE), BATON_PENDING);
    match host.last() {
        Seen::Request { url, headers, body } => {
            assert_eq!(url, "https://pigeon.example.com/messages");
            assert!(headers.contains("Bearer ${secret:token}") && headers.contains("key-1"), "{}", headers);
            assert!(body.contains("Good morning") && body.contains("+447700900101"), "{}", body);
        }
        other => panic!("{:?}", other),
    }
    answer(&plugin, Some((201, "{\"id\": \"p-1\"}")));
    assert_eq!(host.last(), Seen::Delivered { op_id: 7, remote_id: "p-1".to_string() });
    answer(&plugin, Some((201, "{\"id\": \"p-1\"}")));
    assert!(host.answers.borrow().is_empty(), "a second answer ends nothing");
}

#[test]
fn what_failed_counts_as_sent() {
    let (host, plugin) = loaded();
    for answered in [Some((422, "")), None] {
        deliver(&plugin, BATON_OUTBOUND_MESSAGE, BATON_IDENTITY_PHONE);
        answer(&plugin, answered);
    }
    let statuses: Vec<_> = host.failures.borrow().iter().map(|(op_id, status, _)| (*op_id, *status)).collect();
    assert_eq!(statuses, [(7, BATON_REJECTED), (7, BATON_DEADLINE_EXCEEDED)], "a lost answer stays unknown");
    host.answers.borrow_mut().clear();
    assert_eq!(deliver(&plugin, BATON_OUTBOUND_TYPING, BATON_IDENTITY_PHONE), BATON_NOT_SUPPORTED);
    assert_eq!(deliver(&plugin, BATON_OUTBOUND_MESSAGE, BATON_IDENTITY_EMAIL), BATON_NOT_FOUND);
    assert!(host.answers.borrow().is_empty(), "what cannot be sent leaves nothing");
}

#[test]
fn wrong_settings_make_an_instance() {
    let host = FakeHost::<Seen>::new(tables);
    let literal = SETTINGS.replace("${secret:signing_secret}", "a literal");
    for wrong in ["{}", &literal] {
        assert!(Loaded::new(&host, BATON_CONNECTOR_FACTORY, wrong).is_err(), "{}", wrong);
    }
}
