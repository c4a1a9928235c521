// SPDX-License-Identifier: MIT
// baton.rs - the C ABI of Baton in Rust, made by sdk/abi/rust_bindings.py from the contract text; not edited. Names are
// those of the C headers, where every one is explained; what a comment says in brackets is the function's thread tag.
#![allow(dead_code, non_camel_case_types)]

use std::mem::size_of;
use std::os::raw::{c_char, c_void};

/// A record begins with its size, which says how much of it its writer knew.
pub trait Record: Copy {
    /// Nothing in it but its size: every text absent, every pointer null, every number 0.
    fn blank() -> Self;
}

// case.h

pub const BATON_CASE_OPEN: u32 = 1;
pub const BATON_CASE_AUTOMATED: u32 = 2;
pub const BATON_CASE_ESCALATED: u32 = 3;
pub const BATON_CASE_WAITING_CUSTOMER: u32 = 4;
pub const BATON_CASE_RESOLVED: u32 = 5;
pub const BATON_CASE_CLOSED: u32 = 6;
pub const BATON_PRIORITY_IMMEDIATE: u32 = 1;
pub const BATON_PRIORITY_HIGH: u32 = 2;
pub const BATON_PRIORITY_MEDIUM: u32 = 3;
pub const BATON_PRIORITY_LOW: u32 = 4;
pub const BATON_WORK_OPEN: u32 = 1;
pub const BATON_WORK_OFFERED: u32 = 2;
pub const BATON_WORK_CLAIMED: u32 = 3;
pub const BATON_WORK_ANSWERED: u32 = 4;
pub const BATON_WORK_DONE: u32 = 5;
pub const BATON_WORK_CANCELLED: u32 = 6;
pub const BATON_TOPOLOGY_GATE: u32 = 1;
pub const BATON_TOPOLOGY_OVERLAY: u32 = 2;
pub type baton_case_status_t = u32;
pub type baton_priority_t = u32;
pub type baton_work_state_t = u32;
pub type baton_topology_t = u32;

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_answer_t {
    pub struct_size: u32,
    pub r#final: u32,
    pub answer_id: baton_str_t,
    pub author_id: baton_str_t,
    pub text: baton_str_t,
    pub given_unix_ms: i64,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_work_item_t {
    pub struct_size: u32,
    pub state: baton_work_state_t,
    pub work_id: baton_str_t,
    pub lane: baton_str_t,
    pub work_owner: baton_str_t,
    pub question: baton_str_t,
    pub answers: *const *const baton_answer_t,
    pub answer_count: u32,
    pub work_type: u32,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_plan_t {
    pub struct_size: u32,
    pub valid: u32,
    pub purpose: baton_str_t,
    pub at_unix_ms: i64,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_promise_t {
    pub struct_size: u32,
    pub kept: u32,
    pub due_unix_ms: i64,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_candidate_t {
    pub struct_size: u32,
    pub reserved0: u32,
    pub agent_id: baton_str_t,
    pub lanes: *const baton_str_t,
    pub languages: *const baton_str_t,
    pub lane_count: u32,
    pub language_count: u32,
    pub load_milliunits: u32,
    pub capacity_milliunits: u32,
    pub idle_since_unix_ms: i64,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_lane_t {
    pub struct_size: u32,
    pub restricted: u32,
    pub lane_id: baton_str_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_trigger_t {
    pub struct_size: u32,
    pub reserved0: u32,
    pub rule: baton_str_t,
    pub reason: baton_str_t,
    pub question: baton_str_t,
    pub wanted_lane: baton_str_t,
    pub wanted_agent: baton_str_t,
    pub asked_by: baton_str_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_case_view_t {
    pub struct_size: u32,
    pub status: baton_case_status_t,
    pub revision: u64,
    pub owner_epoch: u64,
    pub case_id: baton_str_t,
    pub hand_id: baton_str_t,
    pub owner: baton_str_t,
    pub lane: baton_str_t,
    pub segment: baton_str_t,
    pub language: baton_str_t,
    pub thread_id: baton_str_t,
    pub priority: baton_priority_t,
    pub work_type: u32,
    pub topology: baton_topology_t,
    pub window_open: u32,
    pub window_ends_unix_ms: i64,
    pub next_update_due_unix_ms: i64,
    pub now_unix_ms: i64,
    pub trigger: *const baton_trigger_t,
    pub plan: *const baton_plan_t,
    pub promise: *const baton_promise_t,
    pub work_items: *const *const baton_work_item_t,
    pub candidates: *const *const baton_candidate_t,
    pub lanes: *const *const baton_lane_t,
    pub work_item_count: u32,
    pub candidate_count: u32,
    pub lane_count: u32,
    pub reserved0: u32,
}

// entry.h

pub const BATON_ABI_MAJOR: u32 = 0;
pub const BATON_ABI_MINOR: u32 = 9;
pub const BATON_ABI_PATCH: u32 = 0;
pub const BATON_ENTRY_SYMBOL: &[u8] = b"baton_entry_v0\0";
pub type baton_entry_fn = unsafe extern "C" fn() -> *const baton_entry_t;

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_entry_t {
    pub abi: baton_version_t,
    pub abi_min: baton_version_t,
    /// [init]
    pub init: unsafe extern "C" fn(bundle_dir: baton_str_t, err: *mut baton_error_t) -> baton_status_t,
    /// [init]
    pub deinit: unsafe extern "C" fn(),
    /// [init]
    pub get_factory: unsafe extern "C" fn(factory_id: *const c_char) -> *const c_void,
}

// event.h

pub const BATON_EVENT_NONE: u32 = 0;
pub const BATON_EVENT_CUSTOMER_MESSAGE: u32 = 1;
pub const BATON_EVENT_CUSTOMER_EDITED: u32 = 2;
pub const BATON_EVENT_CUSTOMER_DELETED: u32 = 3;
pub const BATON_EVENT_CUSTOMER_REACTED: u32 = 4;
pub const BATON_EVENT_DELIVERY_REPORT: u32 = 5;
pub const BATON_EVENT_IDENTITY_CHANGED: u32 = 6;
pub const BATON_EVENT_PREFERENCE_CHANGED: u32 = 7;
pub const BATON_EVENT_OUTSIDE_MESSAGE: u32 = 8;
pub const BATON_EVENT_CALL: u32 = 9;
pub const BATON_EVENT_TEMPLATE_CHANGED: u32 = 10;
pub const BATON_EVENT_ACCOUNT_CHANGED: u32 = 11;
pub const BATON_EVENT_AGENT_MESSAGE: u32 = 12;
pub const BATON_EVENT_BOT_MESSAGE: u32 = 13;
pub const BATON_EVENT_INTERNAL_NOTE: u32 = 14;
pub const BATON_EVENT_OWNER_CHANGED: u32 = 15;
pub const BATON_EVENT_STATUS_CHANGED: u32 = 16;
pub const BATON_EVENT_WORK_ANSWER: u32 = 17;
pub const BATON_EVENT_TICKET_CHANGED: u32 = 18;
pub const BATON_EVENT_ASSIGNMENT_CHANGED: u32 = 19;
pub const BATON_EVENT_PRESENCE_CHANGED: u32 = 20;
pub const BATON_EVENT_SIGNAL: u32 = 21;
pub const BATON_EVENT_GROUP_MESSAGE: u32 = 22;
pub const BATON_EVENT_UNKNOWN: u32 = 23;
pub const BATON_MESSAGE_NONE: u32 = 0;
pub const BATON_MESSAGE_TEXT: u32 = 1;
pub const BATON_MESSAGE_IMAGE: u32 = 2;
pub const BATON_MESSAGE_VIDEO: u32 = 3;
pub const BATON_MESSAGE_AUDIO: u32 = 4;
pub const BATON_MESSAGE_DOCUMENT: u32 = 5;
pub const BATON_MESSAGE_STICKER: u32 = 6;
pub const BATON_MESSAGE_LOCATION: u32 = 7;
pub const BATON_MESSAGE_CONTACTS: u32 = 8;
pub const BATON_MESSAGE_BUTTON: u32 = 9;
pub const BATON_MESSAGE_LIST_CHOICE: u32 = 10;
pub const BATON_MESSAGE_FORM: u32 = 11;
pub const BATON_MESSAGE_ORDER: u32 = 12;
pub const BATON_MESSAGE_WELCOME: u32 = 13;
pub const BATON_MESSAGE_UNSUPPORTED: u32 = 14;
pub const BATON_DELIVERY_NONE: u32 = 0;
pub const BATON_DELIVERY_SENT: u32 = 1;
pub const BATON_DELIVERY_DELIVERED: u32 = 2;
pub const BATON_DELIVERY_READ: u32 = 3;
pub const BATON_DELIVERY_PLAYED: u32 = 4;
pub const BATON_DELIVERY_FAILED: u32 = 5;
pub const BATON_PREFERENCE_NONE: u32 = 0;
pub const BATON_PREFERENCE_OPTED_OUT: u32 = 1;
pub const BATON_PREFERENCE_OPTED_IN: u32 = 2;
pub const BATON_PREFERENCE_CALLS_ALLOWED: u32 = 3;
pub const BATON_PREFERENCE_CALLS_REFUSED: u32 = 4;
pub const BATON_ACCOUNT_NONE: u32 = 0;
pub const BATON_ACCOUNT_NORMAL: u32 = 1;
pub const BATON_ACCOUNT_RESTRICTED: u32 = 2;
pub const BATON_ACCOUNT_BLOCKED: u32 = 3;
pub const BATON_ACCOUNT_NOTICE: u32 = 4;
pub const BATON_EVENT_OPENS_WINDOW: u32 = 1;
pub const BATON_EVENT_HISTORIC: u32 = 2;
pub const BATON_EVENT_ERRORS: u32 = 4;
pub const BATON_IDENTITY_PHONE: u32 = 1;
pub const BATON_IDENTITY_USER_ID: u32 = 2;
pub const BATON_IDENTITY_PARENT_ID: u32 = 3;
pub const BATON_IDENTITY_EMAIL: u32 = 4;
pub const BATON_IDENTITY_EXTERNAL_ID: u32 = 5;
pub const BATON_IDENTITY_USERNAME: u32 = 6;
pub const BATON_CALL_OUTCOME_NONE: u32 = 0;
pub const BATON_CALL_OUTCOME_RINGING: u32 = 1;
pub const BATON_CALL_OUTCOME_ANSWERED: u32 = 2;
pub const BATON_CALL_OUTCOME_COMPLETED: u32 = 3;
pub const BATON_CALL_OUTCOME_MISSED: u32 = 4;
pub const BATON_CALL_OUTCOME_REJECTED: u32 = 5;
pub const BATON_CALL_OUTCOME_FAILED: u32 = 6;
pub type baton_event_kind_t = u32;
pub type baton_message_kind_t = u32;
pub type baton_delivery_status_t = u32;
pub type baton_preference_t = u32;
pub type baton_account_state_t = u32;
pub type baton_identity_kind_t = u32;

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_identity_t {
    pub struct_size: u32,
    pub kind: baton_identity_kind_t,
    pub value: baton_str_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_attachment_t {
    pub struct_size: u32,
    pub kind: baton_message_kind_t,
    pub blob_id: baton_str_t,
    pub remote_id: baton_str_t,
    pub media_type: baton_str_t,
    pub file_name: baton_str_t,
    pub sha256: baton_str_t,
    pub size_bytes: u64,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_event_t {
    pub struct_size: u32,
    pub kind: baton_event_kind_t,
    pub flags: u32,
    pub message_kind: baton_message_kind_t,
    pub sequence: u64,
    pub occurred_unix_ms: i64,
    pub received_unix_ms: i64,
    pub source_event_id: baton_str_t,
    pub message_id: baton_str_t,
    pub account: baton_str_t,
    pub thread_id: baton_str_t,
    pub case_id: baton_str_t,
    pub author_id: baton_str_t,
    pub display_name: baton_str_t,
    pub text: baton_str_t,
    pub language: baton_str_t,
    pub quoted_message_id: baton_str_t,
    pub button_payload: baton_str_t,
    pub callback_key: baton_str_t,
    pub error_code: baton_str_t,
    pub error_text: baton_str_t,
    pub referral_json: baton_str_t,
    pub attributes_json: baton_str_t,
    pub raw: baton_bytes_t,
    pub identities: *const *const baton_identity_t,
    pub attachments: *const *const baton_attachment_t,
    pub identity_count: u32,
    pub attachment_count: u32,
    pub previous_identity: *const baton_identity_t,
    pub delivery_status: baton_delivery_status_t,
    pub error_scope: baton_error_scope_t,
    pub error_status: baton_status_t,
    pub preference: baton_preference_t,
    pub account_state: baton_account_state_t,
    pub call_outcome: u32,
    pub call_duration_ms: i64,
}

// ext/blob.h

pub const BATON_BLOB: &[u8] = b"baton.blob/1\0";

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_blob_t {
    /// [any-thread]
    pub size: unsafe extern "C" fn(host: *const baton_host_t, blob_id: baton_str_t,
        size_bytes: *mut u64) -> baton_status_t,
    /// [any-thread]
    pub read: unsafe extern "C" fn(host: *const baton_host_t, blob_id: baton_str_t, offset: u64, buffer: *mut u8,
        capacity: u64, read: *mut u64) -> baton_status_t,
    /// [any-thread]
    pub create: unsafe extern "C" fn(host: *const baton_host_t, write_id: *mut baton_op_id_t,
        err: *mut baton_error_t) -> baton_status_t,
    /// [any-thread]
    pub append: unsafe extern "C" fn(host: *const baton_host_t, write_id: baton_op_id_t, bytes: baton_bytes_t,
        err: *mut baton_error_t) -> baton_status_t,
    /// [any-thread]
    pub finish: unsafe extern "C" fn(host: *const baton_host_t, write_id: baton_op_id_t, id: *mut c_char,
        capacity: u64, size: *mut u64, err: *mut baton_error_t) -> baton_status_t,
}

// ext/calls.h

pub const BATON_HOST_CALLS: &[u8] = b"baton.host-calls/1\0";
pub const BATON_CANCELLATION: &[u8] = b"baton.cancellation/1\0";

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_host_calls_t {
    /// [any-thread]
    pub fail: unsafe extern "C" fn(host: *const baton_host_t, op_id: baton_op_id_t, err: *const baton_error_t),
    /// [any-thread]
    pub is_cancelled: unsafe extern "C" fn(host: *const baton_host_t, op_id: baton_op_id_t) -> u32,
    /// [any-thread]
    pub progress: unsafe extern "C" fn(host: *const baton_host_t, op_id: baton_op_id_t, permille: u32,
        note: baton_str_t),
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_cancellation_t {
    /// [strand & started]
    pub cancel: unsafe extern "C" fn(this: *const baton_instance_t, op_id: baton_op_id_t),
}

// ext/channel.h

pub const BATON_CHANNEL: &[u8] = b"baton.channel/1\0";
pub const BATON_CHANNEL_TEMPLATES: u32 = 1;
pub const BATON_CHANNEL_BUTTONS: u32 = 2;
pub const BATON_CHANNEL_LISTS: u32 = 4;
pub const BATON_CHANNEL_TYPING: u32 = 8;
pub const BATON_CHANNEL_READ: u32 = 16;
pub const BATON_CHANNEL_QUOTES: u32 = 32;
pub const BATON_CHANNEL_CALLS: u32 = 64;

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_media_limit_t {
    pub media_type: baton_str_t,
    pub max_bytes: u64,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_channel_policy_t {
    pub struct_size: u32,
    pub flags: u32,
    pub channel: baton_str_t,
    pub window_ms: i64,
    pub text_max_chars: u32,
    pub button_max_count: u32,
    pub button_title_max_chars: u32,
    pub list_row_max_count: u32,
    pub pair_burst: u32,
    pub pair_refill_ms: u32,
    pub sends_per_second: u32,
    pub media_limit_count: u32,
    pub media_limits: *const baton_media_limit_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_channel_t {
    /// [any-thread & initialised]
    pub policy: unsafe extern "C" fn(this: *const baton_instance_t) -> *const baton_channel_policy_t,
}

// ext/delivery-lookup.h

pub const BATON_DELIVERY_LOOKUP: &[u8] = b"baton.delivery-lookup/1\0";
pub const BATON_HOST_DELIVERY_LOOKUP: &[u8] = b"baton.host-delivery-lookup/1\0";
pub const BATON_LOOKUP_UNKNOWN: u32 = 0;
pub const BATON_LOOKUP_SENT: u32 = 1;
pub const BATON_LOOKUP_ABSENT: u32 = 2;
pub type baton_lookup_result_t = u32;

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_delivery_lookup_t {
    /// [strand & started]
    pub lookup: unsafe extern "C" fn(this: *const baton_instance_t, call: *const baton_call_t,
        outbound: *const baton_outbound_t, err: *mut baton_error_t) -> baton_status_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_host_delivery_lookup_t {
    /// [any-thread]
    pub looked_up: unsafe extern "C" fn(host: *const baton_host_t, op_id: baton_op_id_t, result: baton_lookup_result_t,
        remote_message_id: baton_str_t),
}

// ext/emit.h

pub const BATON_EMIT: &[u8] = b"baton.emit/1\0";
pub const BATON_EMIT_CLIENT: &[u8] = b"baton.emit-client/1\0";

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_emit_t {
    /// [any-thread & started]
    pub emit: unsafe extern "C" fn(host: *const baton_host_t, events: *const *const baton_event_t, event_count: u32,
        cursor_name: baton_str_t, next_cursor: baton_str_t, op_id: *mut baton_op_id_t,
        err: *mut baton_error_t) -> baton_status_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_emit_client_t {
    /// [strand & started]
    pub on_stored: unsafe extern "C" fn(this: *const baton_instance_t, op_id: baton_op_id_t, status: baton_status_t),
}

// ext/http.h

pub const BATON_HTTP: &[u8] = b"baton.http/1\0";
pub const BATON_HTTP_CLIENT: &[u8] = b"baton.http-client/1\0";

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_http_part_t {
    pub struct_size: u32,
    pub reserved0: u32,
    pub name: baton_str_t,
    pub file_name: baton_str_t,
    pub content_type: baton_str_t,
    pub data: baton_bytes_t,
    pub blob_id: baton_str_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_http_request_t {
    pub struct_size: u32,
    pub budget_ms: u32,
    pub method: baton_str_t,
    pub url: baton_str_t,
    pub headers_json: baton_str_t,
    pub body: baton_bytes_t,
    pub parts: *const *const baton_http_part_t,
    pub part_count: u32,
    pub response_to_blob: u32,
    pub max_response_bytes: u64,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_http_response_t {
    pub struct_size: u32,
    pub http_status: u32,
    pub headers_json: baton_str_t,
    pub body: baton_bytes_t,
    pub blob_id: baton_str_t,
    pub blob_size_bytes: u64,
    pub blob_sha256: baton_str_t,
    pub error: *const baton_error_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_http_t {
    /// [any-thread]
    pub send: unsafe extern "C" fn(host: *const baton_host_t, request: *const baton_http_request_t,
        op_id: *mut baton_op_id_t, err: *mut baton_error_t) -> baton_status_t,
    /// [any-thread]
    pub cancel: unsafe extern "C" fn(host: *const baton_host_t, op_id: baton_op_id_t),
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_http_client_t {
    /// [strand & started]
    pub on_response: unsafe extern "C" fn(this: *const baton_instance_t, op_id: baton_op_id_t,
        response: *const baton_http_response_t),
}

// ext/kv.h

pub const BATON_KV: &[u8] = b"baton.kv/1\0";
pub const BATON_KV_CLIENT: &[u8] = b"baton.kv-client/1\0";

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_kv_write_t {
    pub key: baton_str_t,
    pub value: baton_bytes_t,
    pub expected_revision: u64,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_kv_t {
    /// [any-thread]
    pub get: unsafe extern "C" fn(host: *const baton_host_t, key: baton_str_t, buffer: *mut u8, capacity: u64,
        size: *mut u64, revision: *mut u64) -> baton_status_t,
    /// [any-thread]
    pub commit: unsafe extern "C" fn(host: *const baton_host_t, writes: *const baton_kv_write_t, write_count: u32,
        op_id: *mut baton_op_id_t, err: *mut baton_error_t) -> baton_status_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_kv_client_t {
    /// [strand & started]
    pub on_committed: unsafe extern "C" fn(this: *const baton_instance_t, op_id: baton_op_id_t, status: baton_status_t),
}

// ext/log.h

pub const BATON_LOG: &[u8] = b"baton.log/1\0";
pub const BATON_LOG_DEBUG: u32 = 1;
pub const BATON_LOG_INFO: u32 = 2;
pub const BATON_LOG_WARNING: u32 = 3;
pub const BATON_LOG_ERROR: u32 = 4;
pub const BATON_LOG_HOST_MISBEHAVING: u32 = 5;
pub const BATON_LOG_PLUGIN_MISBEHAVING: u32 = 6;
pub type baton_log_level_t = u32;

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_log_t {
    /// [any-thread]
    pub enabled: unsafe extern "C" fn(host: *const baton_host_t, level: baton_log_level_t) -> u32,
    /// [any-thread]
    pub write: unsafe extern "C" fn(host: *const baton_host_t, level: baton_log_level_t, message: baton_str_t,
        fields_json: baton_str_t),
}

// ext/media.h

pub const BATON_MEDIA: &[u8] = b"baton.media/1\0";
pub const BATON_HOST_MEDIA: &[u8] = b"baton.host-media/1\0";

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_media_fetched_t {
    pub struct_size: u32,
    pub reserved0: u32,
    pub blob_id: baton_str_t,
    pub media_type: baton_str_t,
    pub sha256: baton_str_t,
    pub size_bytes: u64,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_media_t {
    /// [strand & started]
    pub fetch: unsafe extern "C" fn(this: *const baton_instance_t, call: *const baton_call_t,
        attachment: *const baton_attachment_t, err: *mut baton_error_t) -> baton_status_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_host_media_t {
    /// [any-thread]
    pub fetched: unsafe extern "C" fn(host: *const baton_host_t, op_id: baton_op_id_t,
        media: *const baton_media_fetched_t),
}

// ext/metrics.h

pub const BATON_METRICS: &[u8] = b"baton.metrics/1\0";
pub const BATON_METRIC_COUNTER: u32 = 1;
pub const BATON_METRIC_GAUGE: u32 = 2;
pub const BATON_METRIC_HISTOGRAM: u32 = 3;
pub type baton_metric_kind_t = u32;

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_metrics_t {
    /// [strand & created]
    pub define: unsafe extern "C" fn(host: *const baton_host_t, kind: baton_metric_kind_t, name: baton_str_t,
        help: baton_str_t, unit: baton_str_t, metric_id: *mut u32) -> baton_status_t,
    /// [any-thread]
    pub record: unsafe extern "C" fn(host: *const baton_host_t, metric_id: u32, value: f64),
}

// ext/secrets.h

pub const BATON_SECRETS: &[u8] = b"baton.secrets/1\0";

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_secrets_t {
    /// [any-thread]
    pub exists: unsafe extern "C" fn(host: *const baton_host_t, name: baton_str_t) -> u32,
    /// [any-thread]
    pub version: unsafe extern "C" fn(host: *const baton_host_t, name: baton_str_t) -> u64,
}

// ext/signature.h

pub const BATON_SIGNATURE: &[u8] = b"baton.signature/1\0";
pub const BATON_SIGNATURE_HMAC_SHA256: u32 = 1;
pub const BATON_SIGNATURE_EQUAL: u32 = 2;
pub const BATON_SIGNATURE_BYTES: u32 = 32;
pub type baton_signature_algorithm_t = u32;

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_signature_t {
    /// [any-thread]
    pub verify: unsafe extern "C" fn(host: *const baton_host_t, algorithm: baton_signature_algorithm_t,
        secret_name: baton_str_t, data: baton_bytes_t, expected: baton_bytes_t) -> baton_status_t,
    /// [any-thread]
    pub sign: unsafe extern "C" fn(host: *const baton_host_t, algorithm: baton_signature_algorithm_t,
        secret_name: baton_str_t, data: baton_bytes_t, out: *mut u8) -> baton_status_t,
}

// ext/templates.h

pub const BATON_TEMPLATES: &[u8] = b"baton.templates/1\0";
pub const BATON_HOST_TEMPLATES: &[u8] = b"baton.host-templates/1\0";
pub const BATON_TEMPLATE_UNKNOWN: u32 = 0;
pub const BATON_TEMPLATE_APPROVED: u32 = 1;
pub const BATON_TEMPLATE_PENDING: u32 = 2;
pub const BATON_TEMPLATE_PAUSED: u32 = 3;
pub const BATON_TEMPLATE_REJECTED: u32 = 4;
pub const BATON_TEMPLATE_DISABLED: u32 = 5;
pub const BATON_TEMPLATE_DELETED: u32 = 6;
pub const BATON_TEMPLATE_QUALITY_UNKNOWN: u32 = 0;
pub const BATON_TEMPLATE_QUALITY_HIGH: u32 = 1;
pub const BATON_TEMPLATE_QUALITY_MEDIUM: u32 = 2;
pub const BATON_TEMPLATE_QUALITY_LOW: u32 = 3;
pub type baton_template_status_t = u32;
pub type baton_template_quality_t = u32;

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_template_button_t {
    pub struct_size: u32,
    pub reserved0: u32,
    pub r#type: baton_str_t,
    pub title: baton_str_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_template_t {
    pub struct_size: u32,
    pub status: baton_template_status_t,
    pub quality: baton_template_quality_t,
    pub named: u32,
    pub remote_id: baton_str_t,
    pub name: baton_str_t,
    pub language: baton_str_t,
    pub category: baton_str_t,
    pub header_kind: baton_str_t,
    pub body: baton_str_t,
    pub body_parameters: *const baton_str_t,
    pub header_parameters: *const baton_str_t,
    pub buttons: *const *const baton_template_button_t,
    pub body_parameter_count: u32,
    pub header_parameter_count: u32,
    pub button_count: u32,
    pub reserved0: u32,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_template_page_t {
    pub struct_size: u32,
    pub template_count: u32,
    pub templates: *const *const baton_template_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_templates_t {
    /// [strand & started]
    pub list: unsafe extern "C" fn(this: *const baton_instance_t, call: *const baton_call_t,
        err: *mut baton_error_t) -> baton_status_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_host_templates_t {
    /// [any-thread]
    pub listed: unsafe extern "C" fn(host: *const baton_host_t, op_id: baton_op_id_t,
        page: *const baton_template_page_t),
}

// ext/timers.h

pub const BATON_CLOCK: &[u8] = b"baton.clock/1\0";
pub const BATON_TIMERS: &[u8] = b"baton.timers/1\0";
pub const BATON_TIMER_CLIENT: &[u8] = b"baton.timer-client/1\0";

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_clock_t {
    /// [any-thread]
    pub now_unix_ms: unsafe extern "C" fn(host: *const baton_host_t) -> i64,
    /// [any-thread]
    pub monotonic_ms: unsafe extern "C" fn(host: *const baton_host_t) -> u64,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_timers_t {
    /// [any-thread]
    pub arm: unsafe extern "C" fn(host: *const baton_host_t, after_ms: u32, cookie: u64,
        op_id: *mut baton_op_id_t) -> baton_status_t,
    /// [any-thread]
    pub disarm: unsafe extern "C" fn(host: *const baton_host_t, op_id: baton_op_id_t),
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_timer_client_t {
    /// [strand & started]
    pub on_timer: unsafe extern "C" fn(this: *const baton_instance_t, op_id: baton_op_id_t, cookie: u64),
}

// host.h

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_host_t {
    pub abi: baton_version_t,
    pub reserved0: u32,
    pub host_data: *mut c_void,
    pub name: baton_str_t,
    pub version: baton_str_t,
    /// [strand]
    pub get_extension: unsafe extern "C" fn(host: *const baton_host_t, id: *const c_char) -> *const c_void,
}

// kind/classifier.h

pub const BATON_CLASSIFIER_FACTORY: &[u8] = b"baton.classifier-factory/1\0";
pub const BATON_CLASSIFIER: &[u8] = b"baton.classifier/1\0";
pub const BATON_HOST_CLASSIFIER: &[u8] = b"baton.host-classifier/1\0";

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_label_t {
    pub struct_size: u32,
    pub reserved0: u32,
    pub scheme: baton_str_t,
    pub value: baton_str_t,
    pub score_permille: u32,
    pub reserved1: u32,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_classifier_t {
    /// [strand & started]
    pub classify: unsafe extern "C" fn(this: *const baton_instance_t, call: *const baton_call_t,
        event: *const baton_event_t, err: *mut baton_error_t) -> baton_status_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_host_classifier_t {
    /// [any-thread]
    pub classified: unsafe extern "C" fn(host: *const baton_host_t, op_id: baton_op_id_t,
        labels: *const *const baton_label_t, label_count: u32),
}

// kind/connector.h

pub const BATON_CONNECTOR_FACTORY: &[u8] = b"baton.connector-factory/1\0";
pub const BATON_CONNECTOR: &[u8] = b"baton.connector/1\0";
pub const BATON_HOST_CONNECTOR: &[u8] = b"baton.host-connector/1\0";
pub const BATON_OUTBOUND_MESSAGE: u32 = 1;
pub const BATON_OUTBOUND_MARK_READ: u32 = 2;
pub const BATON_OUTBOUND_TYPING: u32 = 3;
pub const BATON_OUTBOUND_REACTION: u32 = 4;
pub const BATON_PARAMETER_BODY: u32 = 1;
pub const BATON_PARAMETER_HEADER: u32 = 2;
pub const BATON_PARAMETER_BUTTON: u32 = 3;
pub type baton_outbound_kind_t = u32;
pub type baton_parameter_place_t = u32;

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_header_t {
    pub name: baton_str_t,
    pub value: baton_str_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_webhook_t {
    pub struct_size: u32,
    pub header_count: u32,
    pub method: baton_str_t,
    pub path: baton_str_t,
    pub query: baton_str_t,
    pub headers: *const baton_header_t,
    pub body: baton_bytes_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_batch_t {
    pub struct_size: u32,
    pub event_count: u32,
    pub events: *const *const baton_event_t,
    pub cursor_name: baton_str_t,
    pub next_cursor: baton_str_t,
    pub poll_again_ms: u32,
    pub http_status: u32,
    pub http_body: baton_str_t,
    pub refusal: baton_str_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_button_t {
    pub struct_size: u32,
    pub reserved0: u32,
    pub id: baton_str_t,
    pub title: baton_str_t,
    pub description: baton_str_t,
    pub section: baton_str_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_parameter_t {
    pub struct_size: u32,
    pub place: baton_parameter_place_t,
    pub index: u32,
    pub reserved0: u32,
    pub name: baton_str_t,
    pub sub_type: baton_str_t,
    pub value: baton_str_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_template_use_t {
    pub struct_size: u32,
    pub parameter_count: u32,
    pub name: baton_str_t,
    pub language: baton_str_t,
    pub parameters: *const *const baton_parameter_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_outbound_t {
    pub struct_size: u32,
    pub kind: baton_outbound_kind_t,
    pub message_id: baton_str_t,
    pub case_id: baton_str_t,
    pub thread_id: baton_str_t,
    pub account: baton_str_t,
    pub text: baton_str_t,
    pub language: baton_str_t,
    pub footer: baton_str_t,
    pub quoted_message_id: baton_str_t,
    pub list_button: baton_str_t,
    pub attributes_json: baton_str_t,
    pub recipients: *const *const baton_identity_t,
    pub buttons: *const *const baton_button_t,
    pub attachments: *const *const baton_attachment_t,
    pub template_use: *const baton_template_use_t,
    pub recipient_count: u32,
    pub button_count: u32,
    pub attachment_count: u32,
    pub reserved0: u32,
    pub window_ends_unix_ms: i64,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_receipt_t {
    pub struct_size: u32,
    pub held: u32,
    pub remote_message_id: baton_str_t,
    pub recipients: *const *const baton_identity_t,
    pub recipient_count: u32,
    pub reserved0: u32,
    pub attributes_json: baton_str_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_connector_t {
    /// [strand & started]
    pub receive: unsafe extern "C" fn(this: *const baton_instance_t, call: *const baton_call_t,
        webhook: *const baton_webhook_t, err: *mut baton_error_t) -> baton_status_t,
    /// [strand & started]
    pub poll: unsafe extern "C" fn(this: *const baton_instance_t, call: *const baton_call_t, cursor_name: baton_str_t,
        cursor: baton_str_t, err: *mut baton_error_t) -> baton_status_t,
    /// [strand & started]
    pub deliver: unsafe extern "C" fn(this: *const baton_instance_t, call: *const baton_call_t,
        outbound: *const baton_outbound_t, err: *mut baton_error_t) -> baton_status_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_host_connector_t {
    /// [any-thread]
    pub accepted: unsafe extern "C" fn(host: *const baton_host_t, op_id: baton_op_id_t, batch: *const baton_batch_t),
    /// [any-thread]
    pub delivered: unsafe extern "C" fn(host: *const baton_host_t, op_id: baton_op_id_t,
        receipt: *const baton_receipt_t),
}

// kind/ownership.h

pub const BATON_OWNERSHIP_FACTORY: &[u8] = b"baton.ownership-factory/1\0";
pub const BATON_OWNERSHIP: &[u8] = b"baton.ownership/1\0";
pub const BATON_HOST_OWNERSHIP: &[u8] = b"baton.host-ownership/1\0";
pub const BATON_OWNER_KEEP: u32 = 0;
pub const BATON_OWNER_LANE: u32 = 1;
pub const BATON_OWNER_AGENT: u32 = 2;
pub const BATON_OWNER_DESK: u32 = 3;
pub const BATON_WRITERS_OWNER: u32 = 0;
pub type baton_owner_action_t = u32;
pub type baton_writers_t = u32;

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_proposed_work_t {
    pub struct_size: u32,
    pub work_type: u32,
    pub lane: baton_str_t,
    pub agent_id: baton_str_t,
    pub question: baton_str_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_proposal_t {
    pub struct_size: u32,
    pub action: baton_owner_action_t,
    pub revision: u64,
    pub lane: baton_str_t,
    pub agent_id: baton_str_t,
    pub model: baton_str_t,
    pub reason: baton_str_t,
    pub work_items: *const *const baton_proposed_work_t,
    pub work_item_count: u32,
    pub writers: baton_writers_t,
    pub update_every_ms: u32,
    pub confidence_permille: u32,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_ownership_t {
    /// [strand & started]
    pub propose: unsafe extern "C" fn(this: *const baton_instance_t, call: *const baton_call_t,
        view: *const baton_case_view_t, err: *mut baton_error_t) -> baton_status_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_host_ownership_t {
    /// [any-thread]
    pub proposed: unsafe extern "C" fn(host: *const baton_host_t, op_id: baton_op_id_t,
        proposal: *const baton_proposal_t),
}

// kind/summarizer.h

pub const BATON_SUMMARIZER_FACTORY: &[u8] = b"baton.summarizer-factory/1\0";
pub const BATON_SUMMARIZER: &[u8] = b"baton.summarizer/1\0";
pub const BATON_HOST_SUMMARIZER: &[u8] = b"baton.host-summarizer/1\0";
pub const BATON_STEPS_UNKNOWN: u32 = 0;
pub const BATON_STEPS_NONE: u32 = 1;
pub const BATON_STEPS_LISTED: u32 = 2;
pub type baton_steps_state_t = u32;

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_transcript_t {
    pub struct_size: u32,
    pub event_count: u32,
    pub revision: u64,
    pub language: baton_str_t,
    pub view: *const baton_case_view_t,
    pub events: *const *const baton_event_t,
    pub max_chars: u32,
    pub reserved0: u32,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_brief_item_t {
    pub struct_size: u32,
    pub reserved0: u32,
    pub label: baton_str_t,
    pub value: baton_str_t,
    pub source_sequence: u64,
    pub source_name: baton_str_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_brief_t {
    pub struct_size: u32,
    pub steps_state: baton_steps_state_t,
    pub revision: u64,
    pub intent: baton_str_t,
    pub intent_source_sequence: u64,
    pub segment: baton_str_t,
    pub status: baton_str_t,
    pub reason: baton_str_t,
    pub next_action: baton_str_t,
    pub decision_needed: baton_str_t,
    pub details: *const *const baton_brief_item_t,
    pub steps: *const *const baton_brief_item_t,
    pub evidence: *const *const baton_brief_item_t,
    pub detail_count: u32,
    pub step_count: u32,
    pub evidence_count: u32,
    pub withheld_count: u32,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_summarizer_t {
    /// [strand & started]
    pub summarize: unsafe extern "C" fn(this: *const baton_instance_t, call: *const baton_call_t,
        transcript: *const baton_transcript_t, err: *mut baton_error_t) -> baton_status_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_host_summarizer_t {
    /// [any-thread]
    pub summarized: unsafe extern "C" fn(host: *const baton_host_t, op_id: baton_op_id_t, brief: *const baton_brief_t),
}

// limits.h

pub const BATON_TEXT_MAX_BYTES: u32 = 1048576;
pub const BATON_WEBHOOK_MAX_BYTES: u32 = 4194304;
pub const BATON_ATTACHMENT_MAX_COUNT: u32 = 100;
pub const BATON_BATCH_MAX_EVENTS: u32 = 4096;
pub const BATON_CURSOR_MAX_BYTES: u32 = 16384;
pub const BATON_ID_MAX_BYTES: u32 = 512;
pub const BATON_CONFIG_MAX_BYTES: u32 = 1048576;
pub const BATON_ATTRIBUTES_MAX_BYTES: u32 = 65536;
pub const BATON_CANDIDATE_MAX_COUNT: u32 = 1000;
pub const BATON_PROPOSED_WORK_MAX: u32 = 16;
pub const BATON_BRIEF_ITEM_MAX_COUNT: u32 = 64;
pub const BATON_BRIEF_TEXT_MAX_CHARS: u32 = 1000;
pub const BATON_BUTTON_MAX_COUNT: u32 = 10;
pub const BATON_HTTP_BODY_MAX_BYTES: u32 = 16777216;
pub const BATON_BLOB_MAX_BYTES: u32 = 104857600;
pub const BATON_KV_VALUE_MAX_BYTES: u32 = 65536;
pub const BATON_KV_WRITE_MAX_COUNT: u32 = 64;
pub const BATON_KV_ENTRY_BYTES: u32 = 64;
pub const BATON_KV_MAX_BYTES: u32 = 4194304;
pub const BATON_METRIC_MAX_COUNT: u32 = 64;
pub const BATON_METRIC_NAME_MAX_BYTES: u32 = 64;
pub const BATON_METRIC_HELP_MAX_BYTES: u32 = 256;
pub const BATON_ERROR_MESSAGE_BYTES: usize = 232;
pub const BATON_ERROR_CODE_BYTES: usize = 64;

// plugin.h

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_descriptor_t {
    pub struct_size: u32,
    pub reserved0: u32,
    pub id: baton_str_t,
    pub name: baton_str_t,
    pub vendor: baton_str_t,
    pub version: baton_str_t,
    pub config_schema: baton_str_t,
    pub capabilities: baton_str_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_instance_t {
    pub descriptor: *const baton_descriptor_t,
    pub plugin_data: *mut c_void,
    /// [strand & created]
    pub init: unsafe extern "C" fn(this: *const baton_instance_t, err: *mut baton_error_t) -> baton_status_t,
    /// [strand & initialised]
    pub start: unsafe extern "C" fn(this: *const baton_instance_t, err: *mut baton_error_t) -> baton_status_t,
    /// [strand & started]
    pub stop: unsafe extern "C" fn(this: *const baton_instance_t),
    /// [strand & !started]
    pub destroy: unsafe extern "C" fn(this: *const baton_instance_t),
    /// [any-thread & initialised]
    pub get_extension: unsafe extern "C" fn(this: *const baton_instance_t, id: *const c_char) -> *const c_void,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_create_t {
    pub struct_size: u32,
    pub reserved0: u32,
    pub host: *const baton_host_t,
    pub descriptor_id: baton_str_t,
    pub instance_id: baton_str_t,
    pub config_json: baton_str_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_factory_t {
    /// [init]
    pub count: unsafe extern "C" fn(this: *const baton_factory_t) -> u32,
    /// [init]
    pub descriptor: unsafe extern "C" fn(this: *const baton_factory_t, index: u32) -> *const baton_descriptor_t,
    /// [any-thread]
    pub create: unsafe extern "C" fn(this: *const baton_factory_t, params: *const baton_create_t,
        err: *mut baton_error_t) -> *const baton_instance_t,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_call_t {
    pub struct_size: u32,
    pub budget_ms: u32,
    pub op_id: baton_op_id_t,
    pub attempt: u32,
    pub reserved0: u32,
    pub idempotency_key: baton_str_t,
    pub trace_id: baton_str_t,
}

// types.h

pub const BATON_OK: baton_status_t = 0;
pub const BATON_PENDING: baton_status_t = 1;
pub const BATON_INVALID_ARGUMENT: baton_status_t = 2;
pub const BATON_NOT_SUPPORTED: baton_status_t = 3;
pub const BATON_NOT_FOUND: baton_status_t = 4;
pub const BATON_CONFLICT: baton_status_t = 5;
pub const BATON_UNAUTHENTICATED: baton_status_t = 6;
pub const BATON_PERMISSION_DENIED: baton_status_t = 7;
pub const BATON_RATE_LIMITED: baton_status_t = 8;
pub const BATON_UNAVAILABLE: baton_status_t = 9;
pub const BATON_DEADLINE_EXCEEDED: baton_status_t = 10;
pub const BATON_CANCELLED: baton_status_t = 11;
pub const BATON_INTERNAL: baton_status_t = 12;
pub const BATON_DATA_LOSS: baton_status_t = 13;
pub const BATON_REJECTED: baton_status_t = 14;
pub const BATON_SCOPE_MESSAGE: u32 = 0;
pub const BATON_SCOPE_PAIR: u32 = 1;
pub const BATON_SCOPE_ACCOUNT: u32 = 2;
pub const BATON_SCOPE_WINDOW: u32 = 3;
pub const BATON_SCOPE_TEMPLATE: u32 = 4;
pub const BATON_SCOPE_CONSENT: u32 = 5;
pub const BATON_SCOPE_RECIPIENT: u32 = 6;
pub type baton_op_id_t = u64;
pub type baton_status_t = i32;
pub type baton_error_scope_t = u32;

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_str_t {
    pub data: *const c_char,
    pub size: u64,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_bytes_t {
    pub data: *const u8,
    pub size: u64,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_version_t {
    pub major: u32,
    pub minor: u32,
    pub patch: u32,
}

#[repr(C)] #[derive(Clone, Copy)]
pub struct baton_error_t {
    pub struct_size: u32,
    pub status: baton_status_t,
    pub retry_after_ms: u64,
    pub scope: baton_error_scope_t,
    pub message_size: u32,
    pub code_size: u32,
    pub reserved0: u32,
    pub message: [c_char; 232],
    pub code: [c_char; 64],
}

macro_rules! sizes {
    ($($name:ident $bytes:expr;)*) => { $( const _: () = assert!(size_of::<$name>() == $bytes); )* };
}
sizes! {
    baton_answer_t 64;
    baton_work_item_t 88;
    baton_plan_t 32;
    baton_promise_t 16;
    baton_candidate_t 64;
    baton_lane_t 24;
    baton_trigger_t 104;
    baton_case_view_t 240;
    baton_entry_t 48;
    baton_identity_t 24;
    baton_attachment_t 96;
    baton_event_t 376;
    baton_blob_t 40;
    baton_host_calls_t 24;
    baton_cancellation_t 8;
    baton_media_limit_t 24;
    baton_channel_policy_t 72;
    baton_channel_t 8;
    baton_delivery_lookup_t 8;
    baton_host_delivery_lookup_t 8;
    baton_emit_t 8;
    baton_emit_client_t 8;
    baton_http_part_t 88;
    baton_http_request_t 96;
    baton_http_response_t 88;
    baton_http_t 16;
    baton_http_client_t 8;
    baton_kv_write_t 40;
    baton_kv_t 16;
    baton_kv_client_t 8;
    baton_log_t 16;
    baton_media_fetched_t 64;
    baton_media_t 8;
    baton_host_media_t 8;
    baton_metrics_t 16;
    baton_secrets_t 16;
    baton_signature_t 16;
    baton_template_button_t 40;
    baton_template_t 152;
    baton_template_page_t 16;
    baton_templates_t 8;
    baton_host_templates_t 8;
    baton_clock_t 16;
    baton_timers_t 16;
    baton_timer_client_t 8;
    baton_host_t 64;
    baton_label_t 48;
    baton_classifier_t 8;
    baton_host_classifier_t 8;
    baton_header_t 32;
    baton_webhook_t 80;
    baton_batch_t 88;
    baton_button_t 72;
    baton_parameter_t 64;
    baton_template_use_t 48;
    baton_outbound_t 224;
    baton_receipt_t 56;
    baton_connector_t 24;
    baton_host_connector_t 16;
    baton_proposed_work_t 56;
    baton_proposal_t 104;
    baton_ownership_t 8;
    baton_host_ownership_t 8;
    baton_transcript_t 56;
    baton_brief_item_t 64;
    baton_brief_t 160;
    baton_summarizer_t 8;
    baton_host_summarizer_t 8;
    baton_descriptor_t 104;
    baton_instance_t 56;
    baton_create_t 64;
    baton_factory_t 24;
    baton_call_t 56;
    baton_str_t 16;
    baton_bytes_t 16;
    baton_version_t 12;
    baton_error_t 328;
}

macro_rules! records {
    ($($name:ident)*) => { $(
        impl Record for $name {
            fn blank() -> Self {
                // Numbers, raw pointers and arrays of them: all of them may be zero.
                let mut record: Self = unsafe { std::mem::zeroed() };
                record.struct_size = size_of::<Self>() as u32;
                record
            }
        }
    )* };
}
records! {
    baton_answer_t
    baton_work_item_t
    baton_plan_t
    baton_promise_t
    baton_candidate_t
    baton_lane_t
    baton_trigger_t
    baton_case_view_t
    baton_identity_t
    baton_attachment_t
    baton_event_t
    baton_channel_policy_t
    baton_http_part_t
    baton_http_request_t
    baton_http_response_t
    baton_media_fetched_t
    baton_template_button_t
    baton_template_t
    baton_template_page_t
    baton_label_t
    baton_webhook_t
    baton_batch_t
    baton_button_t
    baton_parameter_t
    baton_template_use_t
    baton_outbound_t
    baton_receipt_t
    baton_proposed_work_t
    baton_proposal_t
    baton_transcript_t
    baton_brief_item_t
    baton_brief_t
    baton_descriptor_t
    baton_create_t
    baton_call_t
    baton_error_t
}
