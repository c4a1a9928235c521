// SPDX-License-Identifier: MIT
// glue.rs - what every plugin in Rust has, so that plugin.rs holds only what is its own: entry, factory, the life of an
// instance, and where panics stop. A plugin implements `Plugin` and ends with `export_plugin!(Type);`.
#![allow(dead_code)] // not every kind needs all of it

use std::mem::size_of;
use std::os::raw::{c_char, c_void};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::Mutex;

use crate::baton::*;
use crate::manifest;

/// Why something did not work, with its retry meaning in `status`. `message` is for operators: lower case, no secret,
/// no customer text; `code` is the remote system's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    pub status: baton_status_t,
    pub message: String,
    pub code: String,
    pub scope: baton_error_scope_t,
    pub retry_after_ms: u64, // 0: no advice
}

impl Error {
    pub fn new(status: baton_status_t, message: &str) -> Error {
        let (message, code) = (message.to_string(), String::new());
        Error { status, message, code, scope: BATON_SCOPE_MESSAGE, retry_after_ms: 0 }
    }

    /// The record of it; what is longer than its field is cut between two characters.
    pub fn record(&self) -> baton_error_t {
        let mut record = baton_error_t::blank();
        record.status = self.status;
        record.scope = self.scope;
        record.retry_after_ms = self.retry_after_ms;
        record.message_size = put(&mut record.message, &self.message);
        record.code_size = put(&mut record.code, &self.code);
        record
    }
}

fn put(target: &mut [c_char], text: &str) -> u32 {
    let mut size = text.len().min(target.len());
    while !text.is_char_boundary(size) {
        size -= 1;
    }
    for (to, from) in target.iter_mut().zip(&text.as_bytes()[..size]) {
        *to = *from as c_char;
    }
    size as u32
}

/// One instance. The host calls it on its strand, so there are never two calls at once, but not always on one thread.
pub trait Plugin: Sized + Send + 'static {
    /// BATON_OWNERSHIP_FACTORY or another kind's.
    const FACTORY: &'static [u8];
    /// Reads the settings, which fit the schema. There is no host yet.
    fn create(config_json: &str) -> Result<Self, Error>;
    /// Asks the host for what it needs.
    fn init(&mut self, host: Host) -> Result<(), Error>;
    /// Forgets what is under way: the host reports it as cancelled.
    fn stop(&mut self) {}
    /// The tables that the plugin offers, by id; null for every other. Any thread.
    fn extension(id: &[u8]) -> *const c_void;
}

/// The host of one instance; good until the instance is destroyed. Its functions may be called from any thread.
#[derive(Clone, Copy)]
pub struct Host {
    raw: *const baton_host_t,
    log: Option<&'static baton_log_t>,
    calls: Option<&'static baton_host_calls_t>,
}

unsafe impl Send for Host {}

impl Host {
    unsafe fn of(raw: *const baton_host_t) -> Host {
        let bare = Host { raw, log: None, calls: None };
        Host { raw, log: bare.table(BATON_LOG), calls: bare.table(BATON_HOST_CALLS) }
    }

    pub fn raw(&self) -> *const baton_host_t {
        self.raw
    }

    /// A table of the host, None when it does not offer it. `T` has to be the type that belongs to the id.
    pub unsafe fn table<T>(&self, id: &[u8]) -> Option<&'static T> {
        (((*self.raw).get_extension)(self.raw, id.as_ptr() as *const c_char) as *const T).as_ref()
    }

    /// The same, or an error that says which one is missing.
    pub unsafe fn needed<T>(&self, id: &[u8]) -> Result<&'static T, Error> {
        let name = String::from_utf8_lossy(&id[..id.len() - 1]).into_owned();
        self.table(id).ok_or_else(|| Error::new(BATON_NOT_SUPPORTED, &format!("the host does not offer {}", name)))
    }

    pub fn log(&self, level: baton_log_level_t, message: &str) {
        if let Some(log) = self.log {
            unsafe { (log.write)(self.raw, level, text(message), text("")) }
        }
    }

    /// Ends an operation that was PENDING without an answer.
    pub fn fail(&self, op_id: baton_op_id_t, error: &Error) {
        if let Some(calls) = self.calls {
            unsafe { (calls.fail)(self.raw, op_id, &error.record()) }
        }
    }
}

/// A text for the host, borrowed from `from`; an empty one is absent.
pub fn text(from: &str) -> baton_str_t {
    let data = if from.is_empty() { std::ptr::null() } else { from.as_ptr() as *const c_char };
    baton_str_t { data, size: from.len() as u64 }
}

/// Bytes for the host, borrowed from `from`.
pub fn bytes(from: &[u8]) -> baton_bytes_t {
    baton_bytes_t { data: from.as_ptr(), size: from.len() as u64 }
}

/// A text of the host; absent is "". Good for as long as what it was handed over in.
pub unsafe fn read<'a>(from: baton_str_t) -> &'a str {
    std::str::from_utf8(values(from.data as *const u8, from.size)).unwrap_or("")
}

/// Values that stand one behind the other.
pub unsafe fn values<'a, T>(first: *const T, count: impl Into<u64>) -> &'a [T] {
    let count = count.into() as usize;
    if first.is_null() || count == 0 {
        return &[];
    }
    std::slice::from_raw_parts(first, count)
}

/// Records, of which the host hands over pointers.
pub unsafe fn records<'a, T: 'a>(first: *const *const T, count: u32) -> impl Iterator<Item = &'a T> {
    values(first, count).iter().map(|record| &**record)
}

/// An id as the host asks for it, with the NUL at its end, as the constants have it.
pub unsafe fn id_of<'a>(id: *const c_char) -> &'a [u8] {
    std::ffi::CStr::from_ptr(id).to_bytes_with_nul()
}

// ---- where panics stop ----

/// Where the last panic was: file and line, never its words, which may be a customer's.
static PANICKED_AT: Mutex<String> = Mutex::new(String::new());

fn watch_panics() {
    std::panic::set_hook(Box::new(|panic| {
        if let (Some(place), Ok(mut at)) = (panic.location(), PANICKED_AT.lock()) {
            *at = format!("{}:{}", place.file(), place.line());
        }
    }));
}

fn panicked() -> Error {
    let at = PANICKED_AT.lock().map(|at| at.clone()).unwrap_or_default();
    let file = at.rsplit('/').next().unwrap_or_default();
    Error::new(BATON_INTERNAL, format!("a panic at {}", file).trim_end_matches(" at "))
}

/// Runs `body`; its error, or its panic, becomes the status of the call and the caller's record.
pub unsafe fn guarded(
    err: *mut baton_error_t,
    body: impl FnOnce() -> Result<baton_status_t, Error>,
) -> baton_status_t {
    let error = match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(status)) => return status,
        Ok(Err(error)) => error,
        Err(_) => panicked(),
    };
    if !err.is_null() && (*err).struct_size as usize >= size_of::<baton_error_t>() {
        *err = error.record();
    }
    error.status
}

/// Runs `body`; a panic becomes `otherwise`.
pub fn quiet<T>(otherwise: T, body: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or(otherwise)
}

/// Runs `body` with the plugin behind `this`. REQUIRES: on the strand, as every call of a kind is.
pub unsafe fn call<P: Plugin>(
    this: *const baton_instance_t,
    err: *mut baton_error_t,
    body: impl FnOnce(&mut P) -> Result<baton_status_t, Error>,
) -> baton_status_t {
    guarded(err, || body(&mut (*((*this).plugin_data as *mut Instance<P>)).plugin))
}

// ---- the life of an instance ----

struct Instance<P> {
    table: baton_instance_t,
    host: *const baton_host_t,
    plugin: P,
}

/// Statics of the ABI hold raw pointers, to statics: nothing behind them ever changes.
pub struct Static<T>(pub T);
unsafe impl<T> Sync for Static<T> {}

/// A text that is always there.
pub const fn constant(from: &'static str) -> baton_str_t {
    baton_str_t { data: from.as_ptr() as *const c_char, size: from.len() as u64 }
}

/// Equal to plugin.json and config.schema.json, which the generated file is made of: the host compares them.
static DESCRIPTOR: Static<baton_descriptor_t> = Static(baton_descriptor_t {
    struct_size: size_of::<baton_descriptor_t>() as u32,
    reserved0: 0,
    id: constant(manifest::PLUGIN_ID),
    name: constant(manifest::PLUGIN_NAME),
    vendor: constant(manifest::PLUGIN_VENDOR),
    version: constant(manifest::PLUGIN_VERSION),
    config_schema: constant(manifest::CONFIG_SCHEMA),
    capabilities: constant(manifest::CAPABILITIES),
});

unsafe extern "C" fn init<P: Plugin>(this: *const baton_instance_t, err: *mut baton_error_t) -> baton_status_t {
    let host = Host::of((*((*this).plugin_data as *const Instance<P>)).host);
    call(this, err, |plugin: &mut P| plugin.init(host).map(|()| BATON_OK))
}

unsafe extern "C" fn start(_: *const baton_instance_t, _: *mut baton_error_t) -> baton_status_t {
    BATON_OK
}

unsafe extern "C" fn stop<P: Plugin>(this: *const baton_instance_t) {
    call(this, std::ptr::null_mut(), |plugin: &mut P| {
        plugin.stop();
        Ok(BATON_OK)
    });
}

unsafe extern "C" fn destroy<P: Plugin>(this: *const baton_instance_t) {
    quiet((), || drop(Box::from_raw((*this).plugin_data as *mut Instance<P>)));
}

unsafe extern "C" fn get_extension<P: Plugin>(_: *const baton_instance_t, id: *const c_char) -> *const c_void {
    quiet(std::ptr::null(), || P::extension(id_of(id)))
}

pub unsafe extern "C" fn count(_: *const baton_factory_t) -> u32 {
    1
}

pub unsafe extern "C" fn descriptor(_: *const baton_factory_t, index: u32) -> *const baton_descriptor_t {
    if index == 0 { &DESCRIPTOR.0 } else { std::ptr::null() }
}

pub unsafe extern "C" fn create<P: Plugin>(
    _: *const baton_factory_t,
    params: *const baton_create_t,
    err: *mut baton_error_t,
) -> *const baton_instance_t {
    let mut made: *const baton_instance_t = std::ptr::null();
    guarded(err, || {
        let plugin = P::create(read((*params).config_json))?;
        let table = baton_instance_t {
            descriptor: &DESCRIPTOR.0,
            plugin_data: std::ptr::null_mut(),
            init: init::<P>,
            start,
            stop: stop::<P>,
            destroy: destroy::<P>,
            get_extension: get_extension::<P>,
        };
        let instance = Box::into_raw(Box::new(Instance { table, host: (*params).host, plugin }));
        (*instance).table.plugin_data = instance as *mut c_void;
        made = &(*instance).table;
        Ok(BATON_OK)
    });
    made
}

pub unsafe extern "C" fn library_init(_: baton_str_t, _: *mut baton_error_t) -> baton_status_t {
    quiet(BATON_OK, || {
        if !cfg!(test) {
            watch_panics(); // a failing test has to say why
        }
        BATON_OK
    })
}

pub unsafe extern "C" fn library_deinit() {}

pub const VERSION: baton_version_t =
    baton_version_t { major: BATON_ABI_MAJOR, minor: BATON_ABI_MINOR, patch: BATON_ABI_PATCH };

/// The library's one exported symbol. Used once, at the end of plugin.rs.
macro_rules! export_plugin {
    ($plugin:ty) => {
        static FACTORY: $crate::baton::baton_factory_t = $crate::baton::baton_factory_t {
            count: $crate::glue::count,
            descriptor: $crate::glue::descriptor,
            create: $crate::glue::create::<$plugin>,
        };

        unsafe extern "C" fn get_factory(id: *const std::os::raw::c_char) -> *const std::os::raw::c_void {
            let wanted = <$plugin as $crate::glue::Plugin>::FACTORY;
            $crate::glue::quiet(std::ptr::null(), || match $crate::glue::id_of(id) == wanted {
                true => &FACTORY as *const $crate::baton::baton_factory_t as *const std::os::raw::c_void,
                false => std::ptr::null(),
            })
        }

        static ENTRY: $crate::baton::baton_entry_t = $crate::baton::baton_entry_t {
            abi: $crate::glue::VERSION,
            abi_min: $crate::glue::VERSION,
            init: $crate::glue::library_init,
            deinit: $crate::glue::library_deinit,
            get_factory,
        };

        #[no_mangle]
        pub extern "C" fn baton_entry_v0() -> *const $crate::baton::baton_entry_t {
            &ENTRY
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_leaves_the_call() {
        let mut err = baton_error_t::blank();
        let status = unsafe { guarded(&mut err, || panic!("a customer's words")) };
        assert_eq!((status, err.status), (BATON_INTERNAL, BATON_INTERNAL));
        assert!(!crate::testing::message_of(&err).contains("customer"), "what a panic says is for nobody's log");
        assert_eq!(quiet(7, || panic!("another")), 7);
    }

    #[test]
    fn an_error_is_cut_inside_a_character_or_written_past_its_field() {
        let error = Error::new(BATON_REJECTED, &("x".repeat(BATON_ERROR_MESSAGE_BYTES - 1) + "\u{e9}"));
        assert_eq!(error.record().message_size as usize, BATON_ERROR_MESSAGE_BYTES - 1);
        let mut short = baton_error_t::blank();
        short.struct_size = 8;
        assert_eq!(unsafe { guarded(&mut short, || Err(error)) }, BATON_REJECTED);
        assert_eq!(short.status, 0, "a record that is too small is left alone");
    }
}
