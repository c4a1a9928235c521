// SPDX-License-Identifier: MIT
// Bare sockets for tests: clients and servers that misbehave in ways no library offers.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace baton::net::loopback {

inline constexpr int kPatienceMs = 10000;

inline sockaddr_in address(int port) {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_port = htons(static_cast<std::uint16_t>(port));
  out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return out;
}

class Socket {
 public:
  explicit Socket(int fd) : fd_(fd) {}
  static Socket connect(int port) {
    Socket out(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const auto to = address(port);
    if (::connect(out.fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) out.close();
    return out;
  }
  Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Socket() { close(); }

  bool open() const { return fd_ >= 0; }

  // False when the other side stopped taking it.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void finish_sending() { ::shutdown(fd_, SHUT_WR); }

  // Whatever arrives next; "" at the end, on error and after kPatienceMs.
  std::string receive() {
    char bytes[65536];
    pollfd wait{fd_, POLLIN, 0};
    if (::poll(&wait, 1, kPatienceMs) <= 0) return {};
    const auto got = ::recv(fd_, bytes, sizeof bytes, 0);
    return got <= 0 ? std::string{} : std::string(bytes, static_cast<std::size_t>(got));
  }
  std::string receive_all() {
    std::string out;
    for (std::string part = receive(); !part.empty(); part = receive()) out += part;
    return out;
  }
  std::string receive_until(std::string_view end) {
    std::string out;
    while (out.find(end) == std::string::npos) {
      const std::string part = receive();
      if (part.empty()) break;
      out += part;
    }
    return out;
  }
  void wait_readable() {  // leaves the bytes unread
    pollfd wait{fd_, POLLIN, 0};
    ::poll(&wait, 1, kPatienceMs);
  }
  void reset() {  // close with RST
    const linger now{1, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close();
  }
  void close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }

 private:
  int fd_ = -1;
};

// Hands every connection it accepts to the script, one after the other.
class ScriptedServer {
 public:
  explicit ScriptedServer(std::function<void(Socket)> script) : script_(std::move(script)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in at = address(0);
    ::bind(listener_, reinterpret_cast<const sockaddr*>(&at), sizeof at);
    ::listen(listener_, 16);
    socklen_t size = sizeof at;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &size);
    port_ = ntohs(at.sin_port);
    thread_ = std::thread([this] {
      for (;;) {
        const int fd = ::accept(listener_, nullptr, nullptr);
        if (fd < 0) return;
        connections_++;
        script_(Socket(fd));
      }
    });
  }
  ~ScriptedServer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  int port() const { return port_; }
  int connections() const { return connections_; }
  std::string url(std::string_view path = "/") const {
    return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
  }

 private:
  std::function<void(Socket)> script_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> connections_{0};
  std::thread thread_;
};

}  // namespace baton::net::loopback
