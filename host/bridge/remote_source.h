// SPDX-License-Identifier: MIT
// remote_source.h - a plugin in a runner, dressed as a plugin of this process: a factory and an instance whose
// functions send frames, and frames that come back as calls of the host's own tables. So everything DirectCore checks
// of a plugin is checked of a runner, which is believed no more than the code inside it.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include <spdlog/logger.h>

#include "host/bridge/in_flight.h"
#include "host/bridge/link.h"
#include "host/bridge/messages.h"
#include "host/bridge/proxy.h"
#include "host/plugin/host_face.h"
#include "host/plugin/plugin_source.h"

namespace baton::bridge {

struct RemoteOptions {
  std::string program;  // baton-runner
  std::string instance_id;
  std::string host_version;
  std::shared_ptr<spdlog::logger> logger;
  std::shared_ptr<Suspects> suspects;
  std::function<void(const std::string& why)> on_gone;  // on a thread of the link; once
};

class RemoteSource final : public plugin::PluginSource, public LinkClient {
 public:
  explicit RemoteSource(RemoteOptions options) : options_(std::move(options)) {}
  ~RemoteSource() override;

  Answer open(const plugin::CheckedBundle& bundle, plugin::Kind kind,
              const std::function<void(plugin::LoadStep)>& on_step) override;
  void abandon(const std::string& instance_id) override;
  void overdue(baton_op_id_t op) override;
  void close() override { link_.reset(); }

  bool on_frame(const Frame& frame) override;
  void on_output(std::string_view line) override;
  void on_gone(const std::string& why) override;

  // For the proxy's functions (proxy.cpp).
  const baton_instance_t* create(const baton_create_t& params, baton_error_t* err);
  baton_status_t init(baton_error_t* err);
  baton_status_t start(baton_error_t* err);
  void stop();
  void destroy();
  const void* extension(const char* id) const;
  const baton_channel_policy_t* channel_policy() const { return channel_policy_; }
  // Sends one operation. `about`: what it is known by where it has no idempotency key.
  baton_status_t begin(KindNumber kind, const baton_call_t& call, const Writer& arguments, std::string_view about,
                       baton_error_t* err);
  void tell(KindNumber kind, std::uint64_t id, const Writer& body);
  // What a webhook's signature would be under the secrets this plugin checks webhooks with: the answer to its question,
  // sent along so that it need not ask.
  void write_signatures(Writer& out, baton_bytes_t body);

 private:
  bool complete(const Frame& frame);  // remote_calls.cpp, as the next three
  bool answer(const Frame& frame);
  bool note(const Frame& frame);
  bool record(Reader& in);
  bool look_after();
  void last_step(KindNumber kind, const char* name, std::chrono::milliseconds budget);
  void note_secret(const Frame& question);
  void write_times(Writer& out) const;
  void ended(baton_op_id_t op);
  void came_back(baton_op_id_t op);
  void returned(const Frame& frame, Reader& in);
  // A question whose answer begins with a status and, where that is not OK, an error. Empty: none came.
  std::optional<std::string> ask_status(KindNumber kind, const Writer& body, std::chrono::milliseconds budget,
                                        baton_status_t& status, baton_error_t* err);

  const RemoteOptions options_;
  std::unique_ptr<Link> link_;
  InFlight in_flight_;
  const baton_host_t* host_ = nullptr;
  plugin::HostFace* face_ = nullptr;
  std::atomic<bool> serving_{false};  // from init to destroy the runner may ask for services
  std::string init_answer_;           // keeps what the next two borrow
  std::unique_ptr<Reader> init_reader_;
  const baton_channel_policy_t* channel_policy_ = nullptr;
  std::set<std::string, std::less<>> offered_, holed_;
  // A budget is over: is the plugin still inside a call? Asked and judged on the link's thread, which hears twice a
  // second that the process lives, whatever the plugin does.
  std::atomic<bool> overdue_{false};
  std::chrono::steady_clock::time_point asked_there_{};  // zero: no answer is waited for
  std::mutex secrets_mutex_;
  std::set<std::string> webhook_secrets_;  // by name
  ProxyFactory factory_{};
  baton_instance_t instance_{};
};

}  // namespace baton::bridge
