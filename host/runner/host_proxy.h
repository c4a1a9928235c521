// SPDX-License-Identifier: MIT
// host_proxy.h - the baton_host_t a plugin gets in a runner: what it asks goes to the host and is decided there, so a
// plugin that takes over its process gains nothing by it.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <baton/baton.h>

#include "sdk/wire/records.h"
#include "host/runner/channel.h"

namespace baton::runner {

class HostProxy {
 public:
  // On the thread that calls the plugin.
  HostProxy(Channel& channel, std::string version, std::uint32_t log_level);

  const baton_host_t* host() const { return &host_; }
  void grant(const std::vector<std::string>& extensions);
  void open() { open_ = true; }  // init begins: from now on the plugin may ask

  // Around the plugin's function for operation `op`, on the thread that calls it. A result that is handed over inside
  // is kept, to travel with what the function returns.
  void enter(baton_op_id_t op);
  void leave(baton_status_t status, const baton_error_t& error);

  // What the host sent along with the frame that is being worked on, on the strand: answers to questions it would be
  // asked. A time is good for one look: who looks again wants to know how much has passed.
  struct Foreseen {
    std::optional<std::int64_t> now;
    std::optional<std::uint64_t> monotonic;
    baton_bytes_t signed_bytes{};
    std::map<std::string, baton_bytes_t, std::less<>> signatures;  // by the secret's name; absent: no such secret
  };
  void foresee(Foreseen answers);
  Foreseen* foreseen() { return std::this_thread::get_id() == strand_ ? &foreseen_ : nullptr; }

  // For the tables (host_tables.cpp).
  Channel& channel() { return channel_; }
  std::uint32_t log_level() const { return log_level_; }
  const void* extension(std::string_view id);
  void complete(baton_op_id_t op, wire::KindNumber kind, const wire::Writer& result);
  void malformed(baton_op_id_t op, std::string_view what);
  void fail(baton_op_id_t op, const baton_error_t* error);
  void misbehaved(std::string_view what);

 private:
  struct Result {
    wire::KindNumber kind;
    std::string body;
  };
  bool is_called(baton_op_id_t op) const;
  void answered(baton_op_id_t op);

  Channel& channel_;
  const std::string version_;
  const std::uint32_t log_level_;
  baton_host_t host_{};
  std::map<std::string, const void*, std::less<>> granted_;
  std::atomic<bool> open_{false};
  const std::thread::id strand_;
  Foreseen foreseen_;
  std::atomic<baton_op_id_t> called_{0};
  std::atomic<bool> answered_{false};  // the operation that is called has ended
  std::optional<Result> held_;
};

inline HostProxy& proxy_of(const baton_host_t* host) { return *static_cast<HostProxy*>(host->host_data); }

// By id; null for what does not travel.
const void* host_table(std::string_view id);

}  // namespace baton::runner
