// SPDX-License-Identifier: MIT
// plugin_test.rs - the whole plugin through its tables, as a host drives it.
use std::os::raw::c_void;

use crate::baton::*;
use crate::glue::{read, records, text};
use crate::plugin::pointers;
use crate::testing::{call_of, FakeHost, Loaded};

#[derive(Debug, Default, PartialEq)]
struct Made {
    revision: u64,
    intent: (String, u64),
    status: String,
    question: String,
    details: Vec<(String, u64)>,
    steps: Vec<(String, u64)>,
    steps_state: baton_steps_state_t,
}

unsafe fn notes(first: *const *const baton_brief_item_t, count: u32) -> Vec<(String, u64)> {
    records(first, count).map(|item| (read(item.value).to_string(), item.source_sequence)).collect()
}

unsafe extern "C" fn summarized(host: *const baton_host_t, _: baton_op_id_t, brief: *const baton_brief_t) {
    let brief = &*brief;
    FakeHost::<Made>::of(host).answers.borrow_mut().push(Made {
        revision: brief.revision,
        intent: (read(brief.intent).to_string(), brief.intent_source_sequence),
        status: read(brief.status).to_string(),
        question: read(brief.decision_needed).to_string(),
        details: notes(brief.details, brief.detail_count),
        steps: notes(brief.steps, brief.step_count),
        steps_state: brief.steps_state,
    });
}

fn tables(id: &[u8]) -> *const c_void {
    static ANSWERS: baton_host_summarizer_t = baton_host_summarizer_t { summarized };
    match id {
        BATON_HOST_SUMMARIZER => &ANSWERS as *const baton_host_summarizer_t as *const c_void,
        _ => std::ptr::null(),
    }
}

fn asked(host: &FakeHost<Made>, plugin: &Loaded, said: &[(baton_event_kind_t, &str, &str)]) -> Made {
    let events: Vec<baton_event_t> = said
        .iter()
        .enumerate()
        .map(|(at, (kind, author, words))| {
            let mut event = baton_event_t::blank();
            event.kind = *kind;
            event.author_id = text(author);
            event.text = text(words);
            event.sequence = at as u64 + 1;
            event
        })
        .collect();
    let pointers = pointers(&events);
    let mut trigger = baton_trigger_t::blank();
    trigger.question = text("Where is it?");
    let mut view = baton_case_view_t::blank();
    view.status = BATON_CASE_ESCALATED;
    view.trigger = &trigger;
    let mut transcript = baton_transcript_t::blank();
    transcript.revision = 31;
    transcript.view = &view;
    transcript.events = pointers.as_ptr();
    transcript.event_count = pointers.len() as u32;
    let mut err = baton_error_t::blank();
    unsafe {
        let table: &baton_summarizer_t = plugin.table(BATON_SUMMARIZER);
        assert_eq!((table.summarize)(plugin.0, &call_of(5), &transcript, &mut err), BATON_OK);
    }
    host.last()
}

#[test]
fn a_brief_leaves_out_what_counts_or_adds_what_does_not() {
    let host = FakeHost::new(tables);
    let plugin = Loaded::new(&host, BATON_SUMMARIZER_FACTORY, "{\"max_numbers\": 8}").unwrap();
    let made = asked(
        &host,
        &plugin,
        &[
            (BATON_EVENT_CUSTOMER_MESSAGE, "", "ORD-123456 is late."),
            (BATON_EVENT_BOT_MESSAGE, "host", "Thank you, a person takes over."),
            (BATON_EVENT_AGENT_MESSAGE, "agent:ana", "I look it up."),
        ],
    );
    let wanted = Made {
        revision: 31,
        intent: ("ORD-123456 is late.".to_string(), 1),
        status: "a specialist is asked".to_string(),
        question: "Where is it?".to_string(),
        details: vec![("ORD-123456".to_string(), 1)],
        steps: vec![("I look it up.".to_string(), 3)],
        steps_state: BATON_STEPS_LISTED,
    };
    assert_eq!(made, wanted);
}

#[test]
fn a_brief_without_words_is_incomplete() {
    let host = FakeHost::new(tables);
    let plugin = Loaded::new(&host, BATON_SUMMARIZER_FACTORY, "{\"max_numbers\": 8}").unwrap();
    let made = asked(&host, &plugin, &[]);
    assert!(!made.intent.0.is_empty() && !made.status.is_empty(), "never without intent and status (B2)");
    assert_eq!(made.steps_state, BATON_STEPS_NONE, "none attempted is a value");
    assert!(Loaded::new(&host, BATON_SUMMARIZER_FACTORY, "{\"max_numbers\": 65}").is_err());
}
