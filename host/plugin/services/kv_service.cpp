// SPDX-License-Identifier: MIT
// kv_service.cpp - see kv_service.h.
#include "host/plugin/services/kv_service.h"

#include <algorithm>
#include <cstring>

#include "host/plugin/check_records.h"
#include "host/plugin/host_face.h"
#include "host/plugin/manifest/text.h"

namespace baton::plugin {
namespace {

bool is_key(baton_str_t key) {
  return key.data != nullptr && key.size > 0 && key.size <= BATON_ID_MAX_BYTES && is_utf8(view_of(key));
}

baton_status_t BATON_CALL get(const baton_host_t* host, baton_str_t key, uint8_t* buffer, uint64_t capacity,
                              uint64_t* size, uint64_t* revision) {
  return guarded<baton_status_t>(host, BATON_INTERNAL, [&](HostFace& face) -> baton_status_t {
    if (!is_key(key) || size == nullptr || revision == nullptr || (buffer == nullptr && capacity != 0)) {
      face.misbehaved("kv.get: a NULL, or a key that is no text or over its limit");
      return BATON_INVALID_ARGUMENT;
    }
    const auto found = face.kv.get(view_of(key));
    if (found.status != BATON_OK) return found.status;
    const std::string& value = found.value.value;
    *size = value.size();
    *revision = found.value.revision;
    if (capacity != 0) std::memcpy(buffer, value.data(), std::min<std::uint64_t>(capacity, value.size()));
    return BATON_OK;
  });
}

std::vector<KvWrite> copies_of(const baton_kv_write_t* writes, std::uint32_t count) {
  std::vector<KvWrite> copies;
  for (const auto* write = writes; write != writes + count; ++write) {
    copies.push_back({text_of(write->key), std::nullopt, write->expected_revision});
    if (write->value.data != nullptr) copies.back().value = std::string(view_of(write->value));
  }
  return copies;
}

baton_status_t BATON_CALL commit(const baton_host_t* host, const baton_kv_write_t* writes, uint32_t write_count,
                                 baton_op_id_t* op_id, baton_error_t* err) {
  return guarded<baton_status_t>(host, BATON_INTERNAL, [&](HostFace& face) -> baton_status_t {
    const Fault fault = op_id == nullptr ? Fault("op_id: is NULL") : check_kv_writes(writes, write_count);
    if (fault) face.misbehaved("kv.commit: " + *fault);
    const baton_status_t status =
        fault ? BATON_INVALID_ARGUMENT : face.kv.commit(copies_of(writes, write_count), *op_id);
    const std::string why = fault                          ? *fault
                            : status == BATON_RATE_LIMITED ? "too many commits are under way"
                                                           : "nothing can be written now";
    if (status != BATON_OK && err != nullptr && err->struct_size >= sizeof *err) *err = make_error(status, why);
    return status;
  });
}

}  // namespace

const baton_kv_t kKvTable = {&get, &commit};

baton_status_t KvService::commit(std::vector<KvWrite> writes, baton_op_id_t& op_id) {
  const auto caller = caller_.lock();
  if (caller == nullptr || cut_off_) return BATON_UNAVAILABLE;
  if (++under_way_ > kKvCommitMaxCount) {
    --under_way_;
    return BATON_RATE_LIMITED;
  }
  op_id = caller->new_id();
  const auto told = [this, weak = caller_, id = op_id](baton_status_t status) {
    const auto alive = weak.lock();
    if (alive == nullptr) return;
    --under_way_;
    alive->call_later([this, id, status](const baton_instance_t* self) {
      if (client_ != nullptr) client_->on_committed(self, id, status);
    });
  };
  const baton_status_t taken = port_->commit(instance_id_, std::move(writes), told);
  if (taken != BATON_OK) --under_way_;
  return taken;
}

}  // namespace baton::plugin
