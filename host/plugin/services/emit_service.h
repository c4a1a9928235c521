// SPDX-License-Identifier: MIT
// emit_service.h - events that a connector has without being asked: from its own thread into the host's inbox.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include <baton/ext/emit.h>

#include "host/plugin/ports.h"
#include "host/plugin/services/plugin_caller.h"

namespace baton::plugin {

class EmitService {
 public:
  EmitService(std::string instance_id, EmitPort* port, std::weak_ptr<PluginCaller> caller)
      : instance_id_(std::move(instance_id)), port_(port), caller_(std::move(caller)) {}

  void set_client(const baton_emit_client_t* client) { client_ = client; }
  // REQUIRES: the batch has been checked.
  baton_status_t emit(const baton_batch_t& batch, baton_op_id_t& op_id);
  void cut_off() { cut_off_ = true; }  // nothing more is taken from the instance

 private:
  const std::string instance_id_;
  EmitPort* const port_;
  const std::weak_ptr<PluginCaller> caller_;
  const baton_emit_client_t* client_ = nullptr;
  std::atomic<bool> cut_off_{false};
};

}  // namespace baton::plugin
