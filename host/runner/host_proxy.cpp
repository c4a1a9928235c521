// SPDX-License-Identifier: MIT
#include "host/runner/host_proxy.h"

#include "host/plugin/str.h"
#include "host/plugin/whole_records.h"

namespace baton::runner {
namespace {

using wire::FrameKind;
using wire::KindNumber;
using wire::Writer;

const void* BATON_CALL get_extension(const baton_host_t* host, const char* id) {
  return host == nullptr || id == nullptr ? nullptr : proxy_of(host).extension(id);
}

}  // namespace

HostProxy::HostProxy(Channel& channel, std::string version, std::uint32_t log_level)
    : channel_(channel), version_(std::move(version)), log_level_(log_level), strand_(std::this_thread::get_id()) {
  host_.abi = {BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH};
  host_.host_data = this;
  host_.name = plugin::str_of("baton-runner");
  host_.version = plugin::str_of(version_);
  host_.get_extension = &get_extension;
}

void HostProxy::grant(const std::vector<std::string>& extensions) {
  for (const auto& id : extensions)
    if (const void* table = host_table(id)) granted_[id] = table;
}

const void* HostProxy::extension(std::string_view id) {
  if (!open_) {
    misbehaved("create: it called the host");
    return nullptr;
  }
  const auto found = granted_.find(id);
  return found == granted_.end() ? nullptr : found->second;
}

void HostProxy::foresee(Foreseen answers) { foreseen_ = std::move(answers); }

void HostProxy::enter(baton_op_id_t op) {
  held_.reset();
  answered_ = false;
  called_ = op;
}

void HostProxy::leave(baton_status_t status, const baton_error_t& error) {
  const auto op = called_.exchange(0);
  if (held_) {
    const bool fine = status == BATON_OK;
    channel_.send(held_->kind, op, held_->body, fine ? wire::kPluginReturned : 0);
    held_.reset();
    if (fine) return;
  }
  Writer body;
  body(status);
  body(std::uint8_t{answered_});
  body.maybe(status == BATON_OK || status == BATON_PENDING ? nullptr : &error);
  channel_.send(FrameKind::returned, op, body.bytes());
}

bool HostProxy::is_called(baton_op_id_t op) const { return called_ == op && op != 0; }

void HostProxy::answered(baton_op_id_t op) {
  if (is_called(op)) answered_ = true;
}

void HostProxy::complete(baton_op_id_t op, KindNumber kind, const Writer& result) {
  if (result.bytes().size() > wire::kFrameMaxBytes) return malformed(op, "larger than a runner may send");
  const bool inside = std::this_thread::get_id() == strand_ && is_called(op);
  const bool first = inside && !answered_;
  answered(op);
  if (first) {
    held_ = Result{kind, std::string(result.bytes())};
    return;
  }
  if (inside && held_) {  // a second result must come second
    channel_.send(held_->kind, op, held_->body);
    held_.reset();
  }
  channel_.send(kind, op, result.bytes());
}

void HostProxy::malformed(baton_op_id_t op, std::string_view what) {
  answered(op);
  Writer body;
  body(what);
  channel_.send(FrameKind::malformed, op, body.bytes());
}

void HostProxy::fail(baton_op_id_t op, const baton_error_t* error) {
  answered(op);
  // The host counts an error that says nothing; one that cannot be read says nothing.
  auto said = plugin::empty_error();
  plugin::WholeRecords records;
  error = records.of(error);
  if (error != nullptr && error->struct_size >= sizeof said) said = *error;
  Writer body;
  body.record(said);
  channel_.send(FrameKind::failed, op, body.bytes());
}

void HostProxy::misbehaved(std::string_view what) {
  Writer body;
  body(what);
  channel_.send(FrameKind::misbehaved, 0, body.bytes());
}

}  // namespace baton::runner
