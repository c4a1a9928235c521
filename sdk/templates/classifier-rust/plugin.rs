// SPDX-License-Identifier: MIT
// plugin.rs - glue between rule.rs and the classifier kind: from an event to words, and back to labels.
use std::os::raw::c_void;

use crate::baton::*;
use crate::glue::{self, read, text, Error, Host, Plugin};
use crate::json::Json;
use crate::rule::Phrases;

struct PhraseClassifier {
    phrases: Phrases,
    intent: String,
    score_permille: u32,
    host: Option<(Host, &'static baton_host_classifier_t)>,
}

impl Plugin for PhraseClassifier {
    const FACTORY: &'static [u8] = BATON_CLASSIFIER_FACTORY;

    fn create(config_json: &str) -> Result<PhraseClassifier, Error> {
        let read = || {
            let settings = Json::read(config_json)?;
            let score = settings.member("score_permille")?.integer().filter(|score| (1..=1000).contains(score))?;
            Some(PhraseClassifier {
                phrases: Phrases::new(settings.member("phrases")?.items().iter().filter_map(Json::text)),
                intent: settings.member("intent")?.text()?.to_string(),
                score_permille: score as u32,
                host: None,
            })
        };
        read().ok_or_else(|| Error::new(BATON_INVALID_ARGUMENT, "intent, phrases or score_permille is missing"))
    }

    /// What a schema cannot say is an error of init, with the setting's JSON pointer as its code.
    fn init(&mut self, host: Host) -> Result<(), Error> {
        self.host = Some((host, unsafe { host.needed(BATON_HOST_CLASSIFIER)? }));
        if self.phrases.usable() {
            return Ok(());
        }
        let code = "/phrases".to_string();
        Err(Error { code, ..Error::new(BATON_INVALID_ARGUMENT, "a phrase has no word") })
    }

    fn extension(id: &[u8]) -> *const c_void {
        static TABLE: baton_classifier_t = baton_classifier_t { classify };
        match id {
            BATON_CLASSIFIER => &TABLE as *const baton_classifier_t as *const c_void,
            _ => std::ptr::null(),
        }
    }
}

impl PhraseClassifier {
    unsafe fn classify(&self, call: &baton_call_t, event: &baton_event_t) -> Result<baton_status_t, Error> {
        let (host, answers) = self.host.ok_or_else(|| Error::new(BATON_INTERNAL, "asked before init"))?;
        let wrote = matches!(event.kind, BATON_EVENT_CUSTOMER_MESSAGE | BATON_EVENT_CUSTOMER_EDITED);
        let said = wrote && self.phrases.said_in(read(event.text));
        let mut label = baton_label_t::blank();
        label.scheme = text("intent");
        label.value = text(&self.intent);
        label.score_permille = self.score_permille;
        let labels: [*const baton_label_t; 1] = [&label];
        (answers.classified)(host.raw(), call.op_id, labels.as_ptr(), said.into()); // none: nothing to say
        Ok(BATON_OK)
    }
}

unsafe extern "C" fn classify(
    this: *const baton_instance_t,
    call: *const baton_call_t,
    event: *const baton_event_t,
    err: *mut baton_error_t,
) -> baton_status_t {
    glue::call(this, err, |plugin: &mut PhraseClassifier| plugin.classify(&*call, &*event))
}

export_plugin!(PhraseClassifier);
