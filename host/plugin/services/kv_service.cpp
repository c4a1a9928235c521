// SPDX-License-Identifier: MIT
// kv_service.cpp - see kv_service.h.
#include "host/plugin/services/kv_service.h"

#include <algorithm>
#include <cstring>

#include "host/plugin/host_face.h"

namespace baton::plugin {
namespace {

bool is_key(baton_str_t key) { return key.data != nullptr && key.size > 0 && key.size <= BATON_ID_MAX_BYTES; }

baton_status_t BATON_CALL get(const baton_host_t* host, baton_str_t key, uint8_t* buffer, uint64_t capacity,
                              uint64_t* size, uint64_t* revision) {
  return guarded<baton_status_t>(host, BATON_INTERNAL, [&](HostFace& face) -> baton_status_t {
    if (!is_key(key) || size == nullptr || revision == nullptr || (buffer == nullptr && capacity != 0)) {
      face.misbehaved("kv.get: a NULL, or a key over its limit");
      return BATON_INVALID_ARGUMENT;
    }
    const auto found = face.kv.get(view_of(key));
    if (!found) return BATON_NOT_FOUND;
    *size = found->value.size();
    *revision = found->revision;
    if (capacity != 0) std::memcpy(buffer, found->value.data(), std::min<std::uint64_t>(capacity, found->value.size()));
    return BATON_OK;
  });
}

baton_status_t BATON_CALL commit(const baton_host_t* host, const baton_kv_write_t* writes, uint32_t write_count,
                                 baton_op_id_t* op_id, baton_error_t* err) {
  return guarded<baton_status_t>(host, BATON_INTERNAL, [&](HostFace& face) -> baton_status_t {
    std::vector<KvWrite> copied;
    bool fine = writes != nullptr && write_count > 0 && write_count <= kKvWriteMaxCount && op_id != nullptr;
    for (std::uint32_t i = 0; fine && i < write_count; ++i) {
      const baton_kv_write_t& write = writes[i];
      fine = is_key(write.key) && write.value.size <= kKvValueMaxBytes &&
             (write.value.data != nullptr || write.value.size == 0);
      if (!fine) break;
      copied.push_back({text_of(write.key), std::nullopt, write.expected_revision});
      if (write.value.data != nullptr) copied.back().value = std::string(view_of(write.value));
    }
    if (!fine) face.misbehaved("kv.commit: a NULL, or something over its limit");
    const baton_status_t status = fine ? face.kv.commit(std::move(copied), *op_id) : BATON_INVALID_ARGUMENT;
    if (status != BATON_OK && err != nullptr && err->struct_size >= sizeof *err)
      *err = make_error(status, "nothing was written");
    return status;
  });
}

}  // namespace

const baton_kv_t kKvTable = {&get, &commit};

baton_status_t KvService::commit(std::vector<KvWrite> writes, baton_op_id_t& op_id) {
  const auto caller = caller_.lock();
  if (caller == nullptr) return BATON_UNAVAILABLE;
  if (++under_way_ > kKvCommitMaxCount) {
    --under_way_;
    return BATON_RATE_LIMITED;
  }
  op_id = caller->new_id();
  port_->commit(instance_id_, std::move(writes), [this, weak = caller_, id = op_id](baton_status_t status) {
    const auto alive = weak.lock();
    if (alive == nullptr) return;
    alive->call_later([this, id, status](const baton_instance_t* self) {
      --under_way_;
      if (client_ != nullptr) client_->on_committed(self, id, status);
    });
  });
  return BATON_OK;
}

}  // namespace baton::plugin
