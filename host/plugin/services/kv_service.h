// SPDX-License-Identifier: MIT
// kv_service.h - the small durable store of one instance.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include <baton/ext/kv.h>

#include "host/plugin/ports.h"
#include "host/plugin/services/plugin_caller.h"

namespace baton::plugin {

inline constexpr int kKvCommitMaxCount = 64;  // under way at a time, per instance

class KvService {
 public:
  KvService(std::string instance_id, KvPort* port, std::weak_ptr<PluginCaller> caller)
      : instance_id_(std::move(instance_id)), port_(port), caller_(std::move(caller)) {}

  void set_client(const baton_kv_client_t* client) { client_ = client; }
  KvRead get(std::string_view key) { return port_->get(instance_id_, std::string(key)); }
  // REQUIRES: the writes are within the limits, each key once.
  baton_status_t commit(std::vector<KvWrite> writes, baton_op_id_t& op_id);
  void cut_off() { cut_off_ = true; }  // nothing more is written for the instance

 private:
  const std::string instance_id_;
  KvPort* const port_;
  const std::weak_ptr<PluginCaller> caller_;
  const baton_kv_client_t* client_ = nullptr;
  std::atomic<bool> cut_off_{false};
  std::atomic<int> under_way_{0};
};

}  // namespace baton::plugin
