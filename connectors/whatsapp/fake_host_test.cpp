// SPDX-License-Identifier: MIT
// See fake_host.h.
#include "fake_host.h"

#include <gtest/gtest.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <baton/str.hpp>
#include <cstring>

namespace baton::whatsapp::fake {
namespace {

using sdk::bytes;
using sdk::copy;
using sdk::make_record;
using sdk::str;

Host& of(const baton_host_t* host) { return *static_cast<Host*>(host->host_data); }

void accepted(const baton_host_t* host, baton_op_id_t op_id, const baton_batch_t* batch) {
  Completion done{op_id,
                  "accepted",
                  {},
                  batch->http_status,
                  copy(batch->http_body),
                  copy(batch->refusal),
                  {},
                  0,
                  BATON_OK,
                  0,
                  0,
                  {},
                  {}};
  for (std::uint32_t i = 0; i < batch->event_count; ++i) {
    const baton_event_t& event = *batch->events[i];
    done.events.push_back({event.kind, event.flags, copy(event.source_event_id), copy(event.text),
                           copy(event.account), event.identity_count});
  }
  of(host).completions.push_back(std::move(done));
}

void push(const baton_host_t* host, baton_op_id_t op_id, const char* what, std::string remote_id,
          std::uint32_t number) {
  Completion done;
  done.op_id = op_id;
  done.what = what;
  done.remote_id = std::move(remote_id);
  done.number = number;
  of(host).completions.push_back(std::move(done));
}
void delivered(const baton_host_t* host, baton_op_id_t op_id, const baton_receipt_t* receipt) {
  push(host, op_id, "delivered", copy(receipt->remote_message_id), receipt->held);
}
void listed(const baton_host_t* host, baton_op_id_t op_id, const baton_template_page_t* page) {
  push(host, op_id, "listed", page->template_count > 0 ? copy(page->templates[0]->name) : "",
       page->template_count);
}
void fetched(const baton_host_t* host, baton_op_id_t op_id, const baton_media_fetched_t* media) {
  push(host, op_id, "fetched", copy(media->blob_id), 0);
}
void looked_up(const baton_host_t* host, baton_op_id_t op_id, baton_lookup_result_t result,
               baton_str_t remote) {
  push(host, op_id, "looked_up", copy(remote), result);
}

void add_failure(Host& host, baton_op_id_t op_id, const baton_error_t& error) {
  Completion done;
  done.op_id = op_id;
  done.what = "failed";
  done.status = error.status;
  done.scope = error.scope;
  done.retry_after_ms = error.retry_after_ms;
  done.code.assign(error.code, error.code_size);
  done.message.assign(error.message, error.message_size);
  host.completions.push_back(std::move(done));
}
void fail(const baton_host_t* host, baton_op_id_t op_id, const baton_error_t* error) {
  add_failure(of(host), op_id, *error);
}
std::uint32_t is_cancelled(const baton_host_t*, baton_op_id_t) { return 0; }
void progress(const baton_host_t*, baton_op_id_t, std::uint32_t, baton_str_t) {}

baton_status_t verify(const baton_host_t* host, baton_signature_algorithm_t algorithm, baton_str_t name,
                      baton_bytes_t data, baton_bytes_t expected) {
  const auto secret = of(host).secrets.find(copy(name));
  if (secret == of(host).secrets.end()) return BATON_NOT_FOUND;
  const std::string right =
      algorithm == BATON_SIGNATURE_EQUAL ? secret->second : Host::hmac(secret->second, copy(data));
  const bool same =
      expected.size == right.size() && CRYPTO_memcmp(expected.data, right.data(), right.size()) == 0;
  return same ? BATON_OK : BATON_PERMISSION_DENIED;
}
baton_status_t sign(const baton_host_t*, baton_signature_algorithm_t, baton_str_t, baton_bytes_t,
                    std::uint8_t*) {
  return BATON_NOT_FOUND;
}

std::uint32_t exists(const baton_host_t* host, baton_str_t name) {
  return of(host).secrets.count(copy(name)) > 0 ? 1u : 0u;
}
std::uint64_t version(const baton_host_t*, baton_str_t) { return 1; }

std::uint32_t enabled(const baton_host_t*, baton_log_level_t) { return 1; }
void write(const baton_host_t* host, baton_log_level_t, baton_str_t message, baton_str_t fields) {
  of(host).log.push_back(copy(message) + " " + copy(fields));
}

std::int64_t wall(const baton_host_t* host) { return of(host).now_unix_ms; }
std::uint64_t monotonic(const baton_host_t* host) { return of(host).monotonic_ms; }

baton_status_t send(const baton_host_t* host, const baton_http_request_t* request, baton_op_id_t* op_id,
                    baton_error_t* err) {
  if (of(host).refuse_http != BATON_OK) {
    err->status = of(host).refuse_http;
    return err->status;
  }
  *op_id = of(host).next_op++;
  of(host).requests.push_back({*op_id, copy(request->method), copy(request->url), copy(request->headers_json),
                               copy(request->body), request->part_count, request->budget_ms, false});
  return BATON_OK;
}
void cancel_http(const baton_host_t* host, baton_op_id_t op_id) {
  for (Request& request : of(host).requests) {
    if (request.op_id == op_id) request.cancelled = true;
  }
}

baton_status_t blob_size(const baton_host_t* host, baton_str_t id, std::uint64_t* size) {
  const auto found = of(host).blobs.find(copy(id));
  if (found == of(host).blobs.end()) return BATON_NOT_FOUND;
  *size = found->second;
  return BATON_OK;
}

const void* get_extension(const baton_host_t*, const char* id) {
  static constexpr baton_host_connector_t kConnector{&accepted, &delivered};
  static constexpr baton_host_templates_t kTemplates{&listed};
  static constexpr baton_host_media_t kMedia{&fetched};
  static constexpr baton_host_delivery_lookup_t kLookup{&looked_up};
  static constexpr baton_host_calls_t kCalls{&fail, &is_cancelled, &progress};
  static constexpr baton_signature_t kSignature{&verify, &sign};
  static constexpr baton_secrets_t kSecrets{&exists, &version};
  static constexpr baton_log_t kLog{&enabled, &write};
  static constexpr baton_clock_t kClock{&wall, &monotonic};
  static constexpr baton_http_t kHttp{&send, &cancel_http};
  static constexpr baton_blob_t kBlob{&blob_size, nullptr, nullptr, nullptr, nullptr};
  static const std::map<std::string, const void*> kAll{{BATON_HOST_CONNECTOR, &kConnector},
                                                       {BATON_HOST_TEMPLATES, &kTemplates},
                                                       {BATON_HOST_MEDIA, &kMedia},
                                                       {BATON_HOST_DELIVERY_LOOKUP, &kLookup},
                                                       {BATON_HOST_CALLS, &kCalls},
                                                       {BATON_SIGNATURE, &kSignature},
                                                       {BATON_SECRETS, &kSecrets},
                                                       {BATON_LOG, &kLog},
                                                       {BATON_CLOCK, &kClock},
                                                       {BATON_HTTP, &kHttp},
                                                       {BATON_BLOB, &kBlob}};
  const auto found = kAll.find(id);
  return found == kAll.end() ? nullptr : found->second;
}

}  // namespace

Host::Host() {
  secrets = {{"token", "EAAG-very-secret"},
             {"app", "test_app_secret"},
             {"app-old", "old_app_secret"},
             {"word", "my word"}};
  host_.abi = {BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH};
  host_.host_data = this;
  host_.name = str("fake");
  host_.version = str("0.9.0");
  host_.get_extension = &get_extension;
  error = make_record<baton_error_t>();
}

Host::~Host() {
  stop();
  if (instance_ != nullptr) instance_->destroy(instance_);
}

baton_status_t Host::load(const Json& settings, bool with_start) {
  const auto* factory =
      static_cast<const baton_factory_t*>(baton_entry_v0()->get_factory(BATON_CONNECTOR_FACTORY));
  const std::string config = settings.dump();
  auto create = make_record<baton_create_t>();
  create.host = &host_;
  create.descriptor_id = str("whatsapp");
  create.instance_id = str("whatsapp-eu");
  create.config_json = str(config);
  instance_ = factory->create(factory, &create, &error);
  if (instance_ == nullptr) return error.status;
  const baton_status_t status = instance_->init(instance_, &error);
  if (status != BATON_OK || !with_start) return status;
  started_ = true;
  return instance_->start(instance_, &error);
}

void Host::stop() {
  if (started_) instance_->stop(instance_);
  started_ = false;
}

baton_call_t Host::make_call(const std::string& key, std::uint32_t budget_ms) {
  auto call = make_record<baton_call_t>();
  call.op_id = next_op++;
  call.attempt = 1;
  call.budget_ms = budget_ms;
  call.idempotency_key = str(key);
  error = make_record<baton_error_t>();
  return call;
}

baton_status_t Host::note(baton_status_t status) {
  if (status != BATON_OK && status != BATON_PENDING) add_failure(*this, 0, error);
  return status;
}

baton_status_t Host::receive(const std::string& method, const std::string& query, const std::string& body,
                             std::vector<std::pair<std::string, std::string>> headers,
                             const std::string& path) {
  std::vector<baton_header_t> records;
  for (const auto& [name, value] : headers) records.push_back({str(name), str(value)});
  auto webhook = make_record<baton_webhook_t>();
  webhook.method = str(method);
  webhook.path = str(path);
  webhook.query = str(query);
  webhook.headers = records.data();
  webhook.header_count = static_cast<std::uint32_t>(records.size());
  webhook.body = bytes(body);
  const baton_call_t call = make_call("");
  return note(static_cast<const baton_connector_t*>(extension(BATON_CONNECTOR))
                  ->receive(instance_, &call, &webhook, &error));
}

baton_status_t Host::deliver(const baton_outbound_t& outbound, const std::string& key,
                             std::uint32_t budget_ms) {
  const baton_call_t call = make_call(key, budget_ms);
  return note(static_cast<const baton_connector_t*>(extension(BATON_CONNECTOR))
                  ->deliver(instance_, &call, &outbound, &error));
}

baton_status_t Host::list() {
  const baton_call_t call = make_call("");
  return note(
      static_cast<const baton_templates_t*>(extension(BATON_TEMPLATES))->list(instance_, &call, &error));
}

baton_status_t Host::fetch(const std::string& media_id) {
  auto attachment = make_record<baton_attachment_t>();
  attachment.remote_id = str(media_id);
  const baton_call_t call = make_call("");
  return note(static_cast<const baton_media_t*>(extension(BATON_MEDIA))
                  ->fetch(instance_, &call, &attachment, &error));
}

baton_status_t Host::lookup(const std::string& key) {
  const auto outbound = make_record<baton_outbound_t>();
  const baton_call_t call = make_call(key);
  return note(static_cast<const baton_delivery_lookup_t*>(extension(BATON_DELIVERY_LOOKUP))
                  ->lookup(instance_, &call, &outbound, &error));
}

baton_status_t Host::poll() {
  const baton_call_t call = make_call("");
  return note(static_cast<const baton_connector_t*>(extension(BATON_CONNECTOR))
                  ->poll(instance_, &call, {}, {}, &error));
}

void Host::cancel(baton_op_id_t op_id) {
  static_cast<const baton_cancellation_t*>(extension(BATON_CANCELLATION))->cancel(instance_, op_id);
}

void Host::answer(std::size_t request, const Answer& answer) {
  auto failed = make_record<baton_error_t>();
  failed.status = answer.error;
  auto response = make_record<baton_http_response_t>();
  response.http_status = answer.error == BATON_OK ? answer.status : 0;
  response.headers_json = str(answer.headers);
  response.body = bytes(answer.body);
  response.blob_id = sdk::str_or_absent(answer.blob_id);
  response.blob_sha256 = sdk::str_or_absent(answer.blob_sha256);
  response.error = answer.error == BATON_OK ? nullptr : &failed;
  static_cast<const baton_http_client_t*>(extension(BATON_HTTP_CLIENT))
      ->on_response(instance_, requests.at(request).op_id, &response);
}

std::string Host::hmac(const std::string& secret, const std::string& data) {
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(data.data()), data.size(), out, &size);
  return {reinterpret_cast<const char*>(out), size};
}

std::string Host::signature(const std::string& secret, const std::string& data) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out = "sha256=";
  for (const char c : hmac(secret, data)) {
    out.append(1, kHex[static_cast<unsigned char>(c) >> 4])
        .append(1, kHex[static_cast<unsigned char>(c) & 15u]);
  }
  return out;
}

}  // namespace baton::whatsapp::fake
