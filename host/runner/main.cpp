// SPDX-License-Identifier: MIT
// main.cpp - `baton-runner`: one plugin in a process of its own. The host starts it; nobody else has a reason to.
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string_view>
#include <thread>

#include "host/runner/session.h"

namespace {

constexpr int kHostSocket = 3;
constexpr std::chrono::milliseconds kSignOfLife{500};  // the host waits ten times as long

bool is_packet_socket(int fd) {
  int type = 0;
  socklen_t size = sizeof type;
  return getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET;
}

// From a thread of its own: the process lives, whatever the plugin does with the thread that calls it.
void show_signs_of_life(baton::runner::Channel& channel) {
  std::thread([&channel] {
    for (;;) {
      channel.send(baton::wire::FrameKind::alive, 0, {});
      std::this_thread::sleep_for(kSignOfLife);
    }
  }).detach();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 || std::string_view(argv[1]) != "--host" || !is_packet_socket(kHostSocket)) {
    std::cerr << "baton-runner runs one plugin for a Baton host, which starts it by itself when a plugin is to have a\n"
                 "process of its own (`isolate` in the configuration). There is nothing to do by hand.\n";
    return 2;
  }
  const auto host = static_cast<pid_t>(std::strtol(argv[2], nullptr, 10));
  baton::runner::Channel channel(kHostSocket);
  baton::runner::Session(channel, host, [&] { show_signs_of_life(channel); }).run();
  // Not by exit(): threads and destructors of the plugin have no say in when its process ends.
  _exit(0);
}
