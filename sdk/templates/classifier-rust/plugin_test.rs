// SPDX-License-Identifier: MIT
// plugin_test.rs - the whole plugin through its tables, as a host drives it.
use std::os::raw::c_void;

use crate::baton::*;
use crate::glue::{read, records, text};
use crate::testing::{call_of, FakeHost, Loaded};

type Said = Vec<(String, String, u32)>; // scheme, value, score

unsafe extern "C" fn classified(
    host: *const baton_host_t,
    _: baton_op_id_t,
    labels: *const *const baton_label_t,
    count: u32,
) {
    let said = records(labels, count)
        .map(|label| (read(label.scheme).to_string(), read(label.value).to_string(), label.score_permille))
        .collect();
    FakeHost::<Said>::of(host).answers.borrow_mut().push(said);
}

fn tables(id: &[u8]) -> *const c_void {
    static ANSWERS: baton_host_classifier_t = baton_host_classifier_t { classified };
    match id {
        BATON_HOST_CLASSIFIER => &ANSWERS as *const baton_host_classifier_t as *const c_void,
        _ => std::ptr::null(),
    }
}

fn asked(host: &FakeHost<Said>, plugin: &Loaded, kind: baton_event_kind_t, words: &str) -> Said {
    let mut event = baton_event_t::blank();
    event.kind = kind;
    event.text = text(words);
    let mut err = baton_error_t::blank();
    unsafe {
        let table: &baton_classifier_t = plugin.table(BATON_CLASSIFIER);
        assert_eq!((table.classify)(plugin.0, &call_of(5), &event, &mut err), BATON_OK);
    }
    host.last()
}

#[test]
fn a_message_gets_another_intent_than_it_has() {
    let host = FakeHost::new(tables);
    let settings = r#"{"intent": "refund", "phrases": ["no", "what i paid"], "score_permille": 900}"#;
    let plugin = Loaded::new(&host, BATON_CLASSIFIER_FACTORY, settings).unwrap();
    let refund = vec![("intent".to_string(), "refund".to_string(), 900)];
    assert_eq!(asked(&host, &plugin, BATON_EVENT_CUSTOMER_MESSAGE, "You still have what I paid!"), refund);
    assert_eq!(asked(&host, &plugin, BATON_EVENT_CUSTOMER_MESSAGE, "Hello"), []);
    assert_eq!(asked(&host, &plugin, BATON_EVENT_AGENT_MESSAGE, "What I paid"), [], "our own words have none");
}

#[test]
fn wrong_settings_start_an_instance() {
    let host = FakeHost::<Said>::new(tables);
    for wrong in ["{}", r#"{"intent": "refund", "phrases": ["?!"], "score_permille": 900}"#] {
        assert!(Loaded::new(&host, BATON_CLASSIFIER_FACTORY, wrong).is_err(), "{}", wrong);
    }
}
