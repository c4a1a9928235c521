// SPDX-License-Identifier: MIT
// plugin.rs - glue between translate.rs and the connector kind: who is at the door, and the way to the network.
use std::collections::HashMap;
use std::os::raw::c_void;

use crate::baton::*;
use crate::glue::{self, bytes, read, records, text, values, Error, Host, Plugin, Static};
use crate::json::{quoted, Json};
use crate::translate::{read_answer, read_message, read_signature, wait_ms, write_message, Message};

#[derive(Clone, Copy)]
struct Services {
    host: Host,
    answers: &'static baton_host_connector_t,
    signatures: &'static baton_signature_t,
    http: &'static baton_http_t,
}

struct Pigeon {
    url: String,
    account: String,
    token: String,          // a reference: the host puts the secret in
    signing_secret: String, // the name of the secret
    services: Option<Services>,
    waiting: HashMap<baton_op_id_t, baton_op_id_t>, // request -> the send that waits for its answer
}

/// A secret reaches a plugin as "${secret:NAME}"; this is NAME.
fn secret_name(reference: &str) -> Option<&str> {
    reference.strip_prefix("${secret:")?.strip_suffix('}').filter(|name| !name.is_empty())
}

impl Plugin for Pigeon {
    const FACTORY: &'static [u8] = BATON_CONNECTOR_FACTORY;

    fn create(config_json: &str) -> Result<Pigeon, Error> {
        let read = || {
            let settings = Json::read(config_json)?;
            let text = |name: &str| settings.member(name)?.text();
            Some(Pigeon {
                url: text("api_base")?.to_string() + "/messages",
                account: text("account")?.to_string(),
                token: text("token")?.to_string(),
                signing_secret: secret_name(text("signing_secret")?)?.to_string(),
                services: None,
                waiting: HashMap::new(),
            })
        };
        read().ok_or_else(|| Error::new(BATON_INVALID_ARGUMENT, "a setting is missing, or a secret is none"))
    }

    fn init(&mut self, host: Host) -> Result<(), Error> {
        self.services = Some(unsafe {
            Services {
                host,
                answers: host.needed(BATON_HOST_CONNECTOR)?,
                signatures: host.needed(BATON_SIGNATURE)?,
                http: host.needed(BATON_HTTP)?,
            }
        });
        Ok(())
    }

    fn stop(&mut self) {
        self.waiting.clear();
    }

    fn extension(id: &[u8]) -> *const c_void {
        static CONNECTOR: baton_connector_t = baton_connector_t { receive, poll, deliver };
        static CHANNEL: baton_channel_t = baton_channel_t { policy };
        static HTTP_CLIENT: baton_http_client_t = baton_http_client_t { on_response };
        match id {
            BATON_CONNECTOR => &CONNECTOR as *const baton_connector_t as *const c_void,
            BATON_CHANNEL => &CHANNEL as *const baton_channel_t as *const c_void,
            BATON_HTTP_CLIENT => &HTTP_CLIENT as *const baton_http_client_t as *const c_void,
            _ => std::ptr::null(),
        }
    }
}

// ---- in ----

impl Pigeon {
    fn services(&self) -> Result<Services, Error> {
        self.services.ok_or_else(|| Error::new(BATON_INTERNAL, "asked before init"))
    }

    unsafe fn signed_by_pigeon(&self, services: &Services, webhook: &baton_webhook_t) -> bool {
        let headers = values(webhook.headers, webhook.header_count);
        let header = headers.iter().find(|header| read(header.name) == "x-pigeon-signature");
        let signature = header.and_then(|header| read_signature(read(header.value)));
        signature.map_or(false, |expected| {
            let (host, secret) = (services.host.raw(), text(&self.signing_secret));
            let verify = services.signatures.verify;
            verify(host, BATON_SIGNATURE_HMAC_SHA256, secret, webhook.body, bytes(&expected)) == BATON_OK
        })
    }

    /// Also a refusal is an answer, hence OK.
    unsafe fn receive(&self, call: &baton_call_t, webhook: &baton_webhook_t) -> Result<baton_status_t, Error> {
        let services = self.services()?;
        let message = if read(webhook.method) != "POST" {
            Err((405, "pigeon posts its messages"))
        } else if !self.signed_by_pigeon(&services, webhook) {
            Err((401, "the signature is missing or wrong"))
        } else {
            read_message(values(webhook.body.data, webhook.body.size)).map_err(|why| (400, why))
        };
        match message {
            Ok(message) => self.accept(&services, call.op_id, &message),
            Err((http_status, why)) => {
                let mut batch = baton_batch_t::blank();
                batch.http_status = http_status;
                batch.refusal = text(why);
                (services.answers.accepted)(services.host.raw(), call.op_id, &batch);
            }
        }
        Ok(BATON_OK)
    }

    unsafe fn accept(&self, services: &Services, op_id: baton_op_id_t, message: &Message) {
        let mut identity = baton_identity_t::blank();
        identity.kind = BATON_IDENTITY_PHONE;
        identity.value = text(&message.from);
        let identities: [*const baton_identity_t; 1] = [&identity];
        let mut event = baton_event_t::blank();
        event.kind = BATON_EVENT_CUSTOMER_MESSAGE;
        event.message_kind = BATON_MESSAGE_TEXT;
        event.source_event_id = text(&message.id);
        event.message_id = text(&message.id);
        event.account = text(&self.account);
        event.display_name = text(&message.name);
        event.text = text(&message.text);
        event.occurred_unix_ms = message.sent_at_ms;
        event.identities = identities.as_ptr();
        event.identity_count = 1;
        let events: [*const baton_event_t; 1] = [&event];
        let mut batch = baton_batch_t::blank();
        batch.events = events.as_ptr();
        batch.event_count = 1;
        (services.answers.accepted)(services.host.raw(), op_id, &batch);
    }
}

unsafe extern "C" fn receive(
    this: *const baton_instance_t,
    call: *const baton_call_t,
    webhook: *const baton_webhook_t,
    err: *mut baton_error_t,
) -> baton_status_t {
    glue::call(this, err, |pigeon: &mut Pigeon| pigeon.receive(&*call, &*webhook))
}

unsafe extern "C" fn poll(
    this: *const baton_instance_t,
    _: *const baton_call_t,
    _: baton_str_t,
    _: baton_str_t,
    err: *mut baton_error_t,
) -> baton_status_t {
    glue::call(this, err, |_: &mut Pigeon| Err(Error::new(BATON_NOT_SUPPORTED, "nothing to poll")))
}

// ---- out ----

impl Pigeon {
    unsafe fn deliver(&mut self, call: &baton_call_t, outbound: &baton_outbound_t) -> Result<baton_status_t, Error> {
        let services = self.services()?;
        let plain = outbound.kind == BATON_OUTBOUND_MESSAGE
            && outbound.template_use.is_null()
            && outbound.attachment_count == 0;
        if !plain {
            return Err(Error::new(BATON_NOT_SUPPORTED, "pigeon carries plain texts"));
        }
        let phone = records(outbound.recipients, outbound.recipient_count)
            .find(|identity| identity.kind == BATON_IDENTITY_PHONE)
            .ok_or_else(|| {
                let scope = BATON_SCOPE_RECIPIENT;
                Error { scope, ..Error::new(BATON_NOT_FOUND, "no telephone number is known") }
            })?;
        let body = write_message(read(phone.value), read(outbound.text));
        let headers = format!(
            "{{\"Content-Type\":\"application/json\",\"Authorization\":{},\"Idempotency-Key\":{}}}",
            quoted(&format!("Bearer {}", self.token)),
            quoted(read(call.idempotency_key))
        );
        let mut request = baton_http_request_t::blank();
        request.budget_ms = call.budget_ms;
        request.method = text("POST");
        request.url = text(&self.url);
        request.headers_json = text(&headers);
        request.body = bytes(body.as_bytes());
        let (mut id, mut err) = (0, baton_error_t::blank());
        let status = (services.http.send)(services.host.raw(), &request, &mut id, &mut err);
        if status != BATON_OK && status != BATON_PENDING {
            return Err(Error::new(status, "the host sends nothing"));
        }
        self.waiting.insert(id, call.op_id);
        Ok(BATON_PENDING) // on_response ends it
    }

    unsafe fn finish(&mut self, request: baton_op_id_t, response: &baton_http_response_t) -> Result<(), Error> {
        let services = self.services()?;
        let send = match self.waiting.remove(&request) {
            Some(send) => send,
            None => return Ok(()),
        };
        if let Some(error) = response.error.as_ref() {
            services.host.fail(send, &Error::new(error.status, "no answer came"));
            return Ok(());
        }
        match read_answer(response.http_status, values(response.body.data, response.body.size)) {
            Ok(id) => {
                let mut receipt = baton_receipt_t::blank();
                receipt.remote_message_id = text(&id);
                (services.answers.delivered)(services.host.raw(), send, &receipt);
            }
            Err(error) => {
                let wait = wait_ms(read(response.headers_json));
                services.host.fail(send, &Error { retry_after_ms: wait, ..error })
            }
        }
        Ok(())
    }
}

unsafe extern "C" fn deliver(
    this: *const baton_instance_t,
    call: *const baton_call_t,
    outbound: *const baton_outbound_t,
    err: *mut baton_error_t,
) -> baton_status_t {
    glue::call(this, err, |pigeon: &mut Pigeon| pigeon.deliver(&*call, &*outbound))
}

unsafe extern "C" fn on_response(
    this: *const baton_instance_t,
    op_id: baton_op_id_t,
    response: *const baton_http_response_t,
) {
    let finish = |pigeon: &mut Pigeon| pigeon.finish(op_id, &*response).map(|()| BATON_OK);
    glue::call(this, std::ptr::null_mut(), finish);
}

// ---- the channel ----

/// Texts without a window, templates or buttons.
static POLICY: Static<baton_channel_policy_t> = Static(baton_channel_policy_t {
    struct_size: std::mem::size_of::<baton_channel_policy_t>() as u32,
    flags: 0,
    channel: glue::constant("pigeon"),
    window_ms: 0,
    text_max_chars: 2000,
    button_max_count: 0,
    button_title_max_chars: 0,
    list_row_max_count: 0,
    pair_burst: 0,
    pair_refill_ms: 0,
    sends_per_second: 0,
    media_limit_count: 0,
    media_limits: std::ptr::null(),
});

unsafe extern "C" fn policy(_: *const baton_instance_t) -> *const baton_channel_policy_t {
    &POLICY.0
}

export_plugin!(Pigeon);
