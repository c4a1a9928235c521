// SPDX-License-Identifier: MIT
// plugin.rs - glue between rule.rs and the summarizer kind: from the transcript to lines, and back to a brief.
use std::os::raw::c_void;

use crate::baton::*;
use crate::glue::{self, read, records, text, Error, Host, Plugin};
use crate::json::Json;
use crate::rule::{brief_of, By, Line, Note};

struct FirstWords {
    max_numbers: usize,
    host: Option<(Host, &'static baton_host_summarizer_t)>,
}

impl Plugin for FirstWords {
    const FACTORY: &'static [u8] = BATON_SUMMARIZER_FACTORY;

    fn create(config_json: &str) -> Result<FirstWords, Error> {
        let most = Json::read(config_json).and_then(|settings| settings.member("max_numbers")?.integer());
        match most {
            Some(most @ 0..=64) => Ok(FirstWords { max_numbers: most as usize, host: None }),
            _ => Err(Error::new(BATON_INVALID_ARGUMENT, "max_numbers is no number from 0 to 64")),
        }
    }

    fn init(&mut self, host: Host) -> Result<(), Error> {
        self.host = Some((host, unsafe { host.needed(BATON_HOST_SUMMARIZER)? }));
        Ok(())
    }

    fn extension(id: &[u8]) -> *const c_void {
        static TABLE: baton_summarizer_t = baton_summarizer_t { summarize };
        match id {
            BATON_SUMMARIZER => &TABLE as *const baton_summarizer_t as *const c_void,
            _ => std::ptr::null(),
        }
    }
}

/// Everything a person would call a message; the host's own courtesy words are no step.
unsafe fn lines(transcript: &baton_transcript_t) -> Vec<Line<'_>> {
    records(transcript.events, transcript.event_count)
        .filter_map(|event| {
            let by = match event.kind {
                BATON_EVENT_CUSTOMER_MESSAGE => By::Customer,
                BATON_EVENT_AGENT_MESSAGE | BATON_EVENT_BOT_MESSAGE | BATON_EVENT_WORK_ANSWER => By::Us,
                _ => return None,
            };
            let courtesy = by == By::Us && read(event.author_id) == "host";
            if courtesy { None } else { Some(Line { by, text: read(event.text), sequence: event.sequence }) }
        })
        .collect()
}

/// Items of the ABI over notes; their texts are borrowed.
fn items(notes: &[Note], label: &str) -> Vec<baton_brief_item_t> {
    let item = |note: &Note| {
        let mut item = baton_brief_item_t::blank();
        item.label = text(label);
        item.value = text(note.text);
        item.source_sequence = note.source;
        item
    };
    notes.iter().map(item).collect()
}

/// The list of pointers that the ABI wants.
pub fn pointers<T>(items: &[T]) -> Vec<*const T> {
    items.iter().map(|item| item as *const T).collect()
}

impl FirstWords {
    unsafe fn summarize(&self, call: &baton_call_t, seen: &baton_transcript_t) -> Result<baton_status_t, Error> {
        let (host, answers) = self.host.ok_or_else(|| Error::new(BATON_INTERNAL, "asked before init"))?;
        let lines = lines(seen);
        let found = brief_of(&lines, self.max_numbers);
        let (details, steps) = (items(&found.numbers, "number"), items(&found.steps, ""));
        let (detail_pointers, step_pointers) = (pointers(&details), pointers(&steps));
        let view = &*seen.view;
        let mut brief = baton_brief_t::blank();
        brief.revision = seen.revision;
        brief.intent = text(found.intent.text);
        brief.intent_source_sequence = found.intent.source;
        brief.segment = view.segment;
        let escalated = view.status == BATON_CASE_ESCALATED;
        brief.status = text(if escalated { "a specialist is asked" } else { "first line has it" });
        if let Some(trigger) = view.trigger.as_ref() {
            brief.reason = trigger.reason;
            brief.decision_needed = trigger.question;
        }
        brief.details = detail_pointers.as_ptr();
        brief.detail_count = detail_pointers.len() as u32;
        brief.steps = step_pointers.as_ptr();
        brief.step_count = step_pointers.len() as u32;
        brief.steps_state = if steps.is_empty() { BATON_STEPS_NONE } else { BATON_STEPS_LISTED }; // "none" is a value
        (answers.summarized)(host.raw(), call.op_id, &brief);
        Ok(BATON_OK)
    }
}

unsafe extern "C" fn summarize(
    this: *const baton_instance_t,
    call: *const baton_call_t,
    transcript: *const baton_transcript_t,
    err: *mut baton_error_t,
) -> baton_status_t {
    glue::call(this, err, |plugin: &mut FirstWords| plugin.summarize(&*call, &*transcript))
}

export_plugin!(FirstWords);
