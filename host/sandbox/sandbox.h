// SPDX-License-Identifier: MIT
// `baton sandbox`: stand-ins for the systems a host talks to, on one port, living by one clock that can be
// moved.
#pragma once

#include <memory>
#include <string>

#include "host/sandbox/whatsapp/settings.h"

namespace baton::sandbox {

struct Options {
  std::string address = "127.0.0.1";
  int port = 0;         // 0: a free one
  bool frozen = false;  // the clock stands still until it is moved
  whatsapp::Settings whatsapp;
};

class Sandbox {
 public:
  explicit Sandbox(Options options);
  ~Sandbox();  // stops

  int start();  // returns the port; throws std::runtime_error when it cannot listen
  void stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Parses its own flags, prints `ready URL`, runs until SIGTERM or SIGINT. Returns the exit code.
int sandbox_main(int argc, char** argv);

}  // namespace baton::sandbox
