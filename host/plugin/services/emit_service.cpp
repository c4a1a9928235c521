// SPDX-License-Identifier: MIT
// emit_service.cpp - see emit_service.h.
#include "host/plugin/services/emit_service.h"

#include "host/plugin/check_records.h"
#include "host/plugin/host_face.h"
#include "host/plugin/whole_records.h"

namespace baton::plugin {
namespace {

baton_status_t BATON_CALL emit(const baton_host_t* host, const baton_event_t* const* events, uint32_t event_count,
                               baton_str_t cursor_name, baton_str_t next_cursor, baton_op_id_t* op_id,
                               baton_error_t* err) {
  return guarded<baton_status_t>(host, BATON_INTERNAL, [&](HostFace& face) -> baton_status_t {
    baton_batch_t batch{};
    batch.struct_size = sizeof batch;
    batch.events = events;
    batch.event_count = event_count;
    batch.cursor_name = cursor_name;
    batch.next_cursor = next_cursor;
    WholeRecords records;
    records.list(batch.events, batch.event_count);
    const Fault fault = op_id == nullptr ? Fault("op_id: is NULL") : check_batch(&batch);
    if (fault) face.misbehaved("emit: " + *fault);
    const baton_status_t status = fault ? BATON_INVALID_ARGUMENT : face.emit.emit(batch, *op_id);
    const std::string why = fault                          ? *fault
                            : status == BATON_RATE_LIMITED ? "the queue is full: wait for on_stored"
                                                           : "no events are taken now";
    if (status != BATON_OK && err != nullptr && err->struct_size >= sizeof *err) *err = make_error(status, why);
    return status;
  });
}

}  // namespace

const baton_emit_t kEmitTable = {&emit};

baton_status_t EmitService::emit(const baton_batch_t& batch, baton_op_id_t& op_id) {
  const auto caller = caller_.lock();
  if (caller == nullptr || cut_off_) return BATON_UNAVAILABLE;
  op_id = caller->new_id();
  return port_->emit(instance_id_, batch, [this, weak = caller_, id = op_id](baton_status_t status) {
    if (const auto alive = weak.lock())
      alive->call_later([this, id, status](const baton_instance_t* self) {
        if (client_ != nullptr) client_->on_stored(self, id, status);
      });
  });
}

}  // namespace baton::plugin
