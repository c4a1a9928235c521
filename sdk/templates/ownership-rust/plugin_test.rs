// SPDX-License-Identifier: MIT
// plugin_test.rs - the whole plugin through its tables, as a host drives it.
use std::os::raw::c_void;

use crate::baton::*;
use crate::glue::{read, text};
use crate::testing::{call_of, FakeHost, Loaded};

#[derive(Debug, PartialEq)]
struct Proposed {
    op_id: baton_op_id_t,
    revision: u64,
    action: baton_owner_action_t,
    to: String,
}

unsafe extern "C" fn proposed(host: *const baton_host_t, op_id: baton_op_id_t, from: *const baton_proposal_t) {
    let to = read((*from).agent_id).to_string() + read((*from).lane);
    let said = Proposed { op_id, revision: (*from).revision, action: (*from).action, to };
    FakeHost::<Proposed>::of(host).answers.borrow_mut().push(said);
}

fn tables(id: &[u8]) -> *const c_void {
    static ANSWERS: baton_host_ownership_t = baton_host_ownership_t { proposed };
    match id {
        BATON_HOST_OWNERSHIP => &ANSWERS as *const baton_host_ownership_t as *const c_void,
        _ => std::ptr::null(),
    }
}

/// What is proposed when tess, of the technical lane, has this load.
fn asked(host: &FakeHost<Proposed>, plugin: &Loaded, wanted_lane: &str, load_milliunits: u32) -> Proposed {
    let (lanes, languages) = ([text("technical")], [text("en")]);
    let mut tess = baton_candidate_t::blank();
    tess.agent_id = text("tess");
    tess.lanes = lanes.as_ptr();
    tess.lane_count = 1;
    tess.languages = languages.as_ptr();
    tess.language_count = 1;
    tess.load_milliunits = load_milliunits;
    tess.capacity_milliunits = 5000;
    let mut trigger = baton_trigger_t::blank();
    trigger.wanted_lane = text(wanted_lane);
    let candidates: [*const baton_candidate_t; 1] = [&tess];
    let mut view = baton_case_view_t::blank();
    view.revision = 31;
    view.language = text("en");
    view.trigger = &trigger;
    view.candidates = candidates.as_ptr();
    view.candidate_count = 1;
    let mut err = baton_error_t::blank();
    unsafe {
        let table: &baton_ownership_t = plugin.table(BATON_OWNERSHIP);
        assert_eq!((table.propose)(plugin.0, &call_of(5), &view, &mut err), BATON_OK);
    }
    host.last()
}

#[test]
fn the_least_busy_is_not_offered_what_the_lane_is_asked() {
    let host = FakeHost::new(tables);
    let plugin = Loaded::new(&host, BATON_OWNERSHIP_FACTORY, "{\"max_load_permille\": 800}").unwrap();
    let to = |action, to: &str| Proposed { op_id: 5, revision: 31, action, to: to.to_string() };
    assert_eq!(asked(&host, &plugin, "technical", 1000), to(BATON_OWNER_AGENT, "tess"));
    assert_eq!(asked(&host, &plugin, "technical", 4500), to(BATON_OWNER_LANE, "technical"));
    assert_eq!(host.log_lines.get(), 1, "the operator can see why");
    assert_eq!(asked(&host, &plugin, "", 0), to(BATON_OWNER_KEEP, ""));
    assert!(host.failures.borrow().is_empty());
}

#[test]
fn wrong_settings_make_an_instance() {
    let host = FakeHost::<Proposed>::new(tables);
    for wrong in ["{}", "{\"max_load_permille\": \"many\"}", "{\"max_load_permille\": 0}", ""] {
        assert!(Loaded::new(&host, BATON_OWNERSHIP_FACTORY, wrong).is_err(), "{}", wrong);
    }
}
