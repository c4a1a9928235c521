// SPDX-License-Identifier: MIT
// testing.rs - a host as small as the tests of one plugin need: it makes an instance and records what is said. Tables
// of the kind, and of services that the plugin asks for, are the tests' own. The test is the strand.
#![allow(dead_code)] // not every kind needs all of it

use std::cell::{Cell, RefCell};
use std::os::raw::{c_char, c_void};

use crate::baton::*;
use crate::glue::{id_of, read, text};

/// Records answers of type `A`, which is the test's own.
pub struct FakeHost<A> {
    raw: baton_host_t,
    tables: fn(&[u8]) -> *const c_void,
    pub answers: RefCell<Vec<A>>,
    pub failures: RefCell<Vec<(baton_op_id_t, baton_status_t, String)>>,
    pub log_lines: Cell<usize>,
}

impl<A: 'static> FakeHost<A> {
    /// `tables` says what is offered beyond log and host-calls, by id; null for the rest.
    pub fn new(tables: fn(&[u8]) -> *const c_void) -> Box<FakeHost<A>> {
        let raw = baton_host_t {
            abi: crate::glue::VERSION,
            reserved0: 0,
            host_data: std::ptr::null_mut(),
            name: text("fake"),
            version: text("0"),
            get_extension: find::<A>,
        };
        let mut host = Box::new(FakeHost {
            raw,
            tables,
            answers: RefCell::default(),
            failures: RefCell::default(),
            log_lines: Cell::new(0),
        });
        host.raw.host_data = &mut *host as *mut FakeHost<A> as *mut c_void;
        host
    }

    /// The host that called; for the test's own tables.
    pub unsafe fn of<'a>(host: *const baton_host_t) -> &'a FakeHost<A> {
        &*((*host).host_data as *const FakeHost<A>)
    }

    /// What was answered last; the test fails when nothing was.
    pub fn last(&self) -> A {
        self.answers.borrow_mut().pop().expect("an answer")
    }
}

unsafe extern "C" fn find<A: 'static>(host: *const baton_host_t, id: *const c_char) -> *const c_void {
    struct Tables<A>(A);
    impl<A: 'static> Tables<A> {
        const LOG: baton_log_t = baton_log_t { enabled: log_enabled, write: log_write::<A> };
        const CALLS: baton_host_calls_t =
            baton_host_calls_t { fail: calls_fail::<A>, is_cancelled: calls_is_cancelled, progress: calls_progress };
    }
    match id_of(id) {
        BATON_LOG => &Tables::<A>::LOG as *const baton_log_t as *const c_void,
        BATON_HOST_CALLS => &Tables::<A>::CALLS as *const baton_host_calls_t as *const c_void,
        other => (FakeHost::<A>::of(host).tables)(other),
    }
}

unsafe extern "C" fn log_enabled(_: *const baton_host_t, _: baton_log_level_t) -> u32 {
    1
}

unsafe extern "C" fn log_write<A: 'static>(
    host: *const baton_host_t,
    _: baton_log_level_t,
    _: baton_str_t,
    _: baton_str_t,
) {
    let lines = &FakeHost::<A>::of(host).log_lines;
    lines.set(lines.get() + 1);
}

unsafe extern "C" fn calls_fail<A: 'static>(
    host: *const baton_host_t,
    op_id: baton_op_id_t,
    err: *const baton_error_t,
) {
    FakeHost::<A>::of(host).failures.borrow_mut().push((op_id, (*err).status, message_of(&*err)));
}

unsafe extern "C" fn calls_is_cancelled(_: *const baton_host_t, _: baton_op_id_t) -> u32 {
    0
}

unsafe extern "C" fn calls_progress(_: *const baton_host_t, _: baton_op_id_t, _: u32, _: baton_str_t) {}

pub fn message_of(err: &baton_error_t) -> String {
    unsafe { read(baton_str_t { data: err.message.as_ptr(), size: err.message_size.into() }).to_string() }
}

/// An operation of the test's choice.
pub fn call_of(op_id: baton_op_id_t) -> baton_call_t {
    let mut call = baton_call_t::blank();
    call.op_id = op_id;
    call.budget_ms = 5000;
    call.attempt = 1;
    call.idempotency_key = text("key-1");
    call
}

/// A started instance; stopped and destroyed when it goes.
pub struct Loaded(pub *const baton_instance_t);

impl Loaded {
    /// The instance that these settings make, or why they make none.
    pub fn new<A: 'static>(host: &FakeHost<A>, factory_id: &[u8], config_json: &str) -> Result<Loaded, String> {
        unsafe {
            let entry = &*crate::plugin::baton_entry_v0();
            let found = (entry.get_factory)(factory_id.as_ptr() as *const c_char) as *const baton_factory_t;
            let factory = found.as_ref().ok_or("no such factory")?;
            let mut err = baton_error_t::blank();
            let mut params = baton_create_t::blank();
            params.host = &host.raw;
            params.descriptor_id = (*(factory.descriptor)(factory, 0)).id;
            params.instance_id = text("under-test");
            params.config_json = text(config_json);
            let made = (factory.create)(factory, &params, &mut err);
            let instance = made.as_ref().ok_or_else(|| message_of(&err))?;
            if (instance.init)(made, &mut err) != BATON_OK || (instance.start)(made, &mut err) != BATON_OK {
                (instance.destroy)(made);
                return Err(message_of(&err));
            }
            Ok(Loaded(made))
        }
    }

    /// A table of the plugin. `T` has to be the type that belongs to the id.
    pub unsafe fn table<T>(&self, id: &[u8]) -> &'static T {
        let found = ((*self.0).get_extension)(self.0, id.as_ptr() as *const c_char) as *const T;
        found.as_ref().expect("the plugin offers the table")
    }
}

impl Drop for Loaded {
    fn drop(&mut self) {
        unsafe {
            ((*self.0).stop)(self.0);
            ((*self.0).destroy)(self.0);
        }
    }
}
