// SPDX-License-Identifier: MIT
// /whatsapp/...: for tests and the demo, who play the customers, Meta's moods and the broken network. See
// ../README.md.
#pragma once

#include <string>

#include "host/net/server.h"
#include "host/sandbox/whatsapp/world.h"

namespace baton::sandbox::whatsapp {

class ControlApi {
 public:
  // `pool` runs the verification, which waits for the callback.
  ControlApi(World& world, net::Pool& pool) : world_(world), pool_(pool) {}
  void mount(net::Server& server);

 private:
  using Responder = net::Responder;
  void play_inbound(const Json& body, const Responder& responder);
  void play_raw(const Json& body, const Responder& responder);
  void play_status(const Json& body, const Responder& responder);
  void play_call(const Json& body, const Responder& responder);
  void play_preference(const Json& body, const Responder& responder);
  void post_all(const std::vector<std::string>& bodies, const Json& options, Json answer,
                const Responder& responder);
  void verify(const net::Request& request, const Responder& responder);
  void set_template(const std::string& name, const Json& body, const Responder& responder);
  void change_template(Template& which, const Json& body);
  void unpause_later(const Template& which);
  void set_customer(const std::string& name, const Json& body, const Responder& responder);
  void mount_lists(net::Server& server);
  void mount_plays(net::Server& server);

  World& world_;
  net::Pool& pool_;
};

}  // namespace baton::sandbox::whatsapp
