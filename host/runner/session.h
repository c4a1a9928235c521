// SPDX-License-Identifier: MIT
// session.h - the one plugin of this process, from `open` to `destroy`: frames become calls of its functions, on one
// thread, in the order in which they came.
#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "host/bridge/messages.h"
#include "host/plugin/library_source.h"
#include "host/runner/channel.h"
#include "host/runner/host_proxy.h"

namespace baton::runner {

class Session {
 public:
  // `confined` is called once the process may do no more than it should, before the plugin is there.
  Session(Channel& channel, pid_t host, std::function<void()> confined)
      : channel_(channel), host_process_(host), confined_(std::move(confined)) {}

  // Until the instance is destroyed or the host is gone.
  void run();

 private:
  using Frame = wire::Frame;

  bool dispatch(const Frame& frame);  // false: it was the last one
  void open(const Frame& frame);
  void create(const Frame& frame);
  void init(const Frame& frame);
  void start(const Frame& frame);
  void receive(const Frame& frame);
  bool operate(const Frame& frame);
  bool tell(const Frame& frame);
  void find_interfaces(wire::Writer& answer);
  void reply(const Frame& frame, const wire::Writer& answer);
  void reply(const Frame& frame, baton_status_t status, const baton_error_t& error);

  template <class Record, class Table>
  void call(const Frame& frame, const char* id,
            baton_status_t(BATON_CALL* Table::*function)(const baton_instance_t*, const baton_call_t*, const Record*,
                                                         baton_error_t*));
  template <class Call>
  void under_way(baton_op_id_t op, Call call);
  template <class Table>
  const Table* interface(const char* id) const {
    return static_cast<const Table*>(instance_->get_extension(instance_, id));
  }

  Channel& channel_;
  const pid_t host_process_;
  const std::function<void()> confined_;
  bridge::Open order_;
  plugin::CheckedBundle bundle_;
  plugin::LibrarySource library_;
  const baton_factory_t* factory_ = nullptr;
  std::optional<HostProxy> host_;
  const baton_instance_t* instance_ = nullptr;
};

}  // namespace baton::runner
