// SPDX-License-Identifier: MIT
// plugin.rs - glue between rule.rs and the ownership kind: from the case view to people, and back to a proposal.
use std::os::raw::c_void;

use crate::baton::*;
use crate::glue::{self, read, records, text, values, Error, Host, Plugin};
use crate::json::Json;
use crate::rule::{least_busy, Person};

struct LeastBusy {
    max_load_permille: u32,
    host: Option<(Host, &'static baton_host_ownership_t)>,
}

impl Plugin for LeastBusy {
    const FACTORY: &'static [u8] = BATON_OWNERSHIP_FACTORY;

    fn create(config_json: &str) -> Result<LeastBusy, Error> {
        let limit = Json::read(config_json).and_then(|settings| settings.member("max_load_permille")?.integer());
        match limit {
            Some(limit @ 1..=1000) => Ok(LeastBusy { max_load_permille: limit as u32, host: None }),
            _ => Err(Error::new(BATON_INVALID_ARGUMENT, "max_load_permille is no number from 1 to 1000")),
        }
    }

    fn init(&mut self, host: Host) -> Result<(), Error> {
        self.host = Some((host, unsafe { host.needed(BATON_HOST_OWNERSHIP)? }));
        Ok(())
    }

    fn extension(id: &[u8]) -> *const c_void {
        static TABLE: baton_ownership_t = baton_ownership_t { propose };
        match id {
            BATON_OWNERSHIP => &TABLE as *const baton_ownership_t as *const c_void,
            _ => std::ptr::null(),
        }
    }
}

unsafe fn people(view: &baton_case_view_t, lane: &str) -> Vec<Person> {
    let language = read(view.language);
    let contains = |first, count: u32, wanted: &str| values(first, count).iter().any(|one| read(*one) == wanted);
    records(view.candidates, view.candidate_count)
        .map(|one| Person {
            agent_id: read(one.agent_id).to_string(),
            holds_lane: contains(one.lanes, one.lane_count, lane),
            speaks_language: language.is_empty() || contains(one.languages, one.language_count, language),
            load_milliunits: one.load_milliunits,
            capacity_milliunits: one.capacity_milliunits,
            idle_since_unix_ms: one.idle_since_unix_ms,
        })
        .collect()
}

impl LeastBusy {
    /// Answered before it returns, hence OK; who thinks longer returns BATON_PENDING and answers later.
    unsafe fn propose(&self, call: &baton_call_t, view: &baton_case_view_t) -> Result<baton_status_t, Error> {
        let (host, answers) = self.host.ok_or_else(|| Error::new(BATON_INTERNAL, "asked before init"))?;
        let lane = view.trigger.as_ref().map_or("", |trigger| read(trigger.wanted_lane));
        let people = people(view, lane);
        let mut proposal = baton_proposal_t::blank(); // says KEEP, the safe answer, until told otherwise
        proposal.revision = view.revision;
        proposal.model = text("least_busy");
        if !lane.is_empty() {
            if let Some(best) = least_busy(&people, self.max_load_permille) {
                proposal.action = BATON_OWNER_AGENT;
                proposal.agent_id = text(&best.agent_id);
                proposal.reason = text("least busy in the lane who speaks the customer's language");
            } else {
                proposal.action = BATON_OWNER_LANE;
                proposal.lane = text(lane);
                proposal.reason = text("nobody in the lane is free; its lead holds the thread");
                host.log(BATON_LOG_INFO, "nobody is free");
            }
        }
        (answers.proposed)(host.raw(), call.op_id, &proposal);
        Ok(BATON_OK)
    }
}

unsafe extern "C" fn propose(
    this: *const baton_instance_t,
    call: *const baton_call_t,
    view: *const baton_case_view_t,
    err: *mut baton_error_t,
) -> baton_status_t {
    glue::call(this, err, |plugin: &mut LeastBusy| plugin.propose(&*call, &*view))
}

export_plugin!(LeastBusy);
