// SPDX-License-Identifier: MIT
// load.cpp - the load generator: one thread, keep-alive connections, every request signed with its own message id. Closed
// loop (each connection sends when it was answered), or open loop (`--rate`: requests fall due evenly, whatever the
// server does, and the time of each runs from when it was due, so that a stalled server cannot hide its stall). Prints
// one JSON line.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <iostream>
#include <map>
#include <stdexcept>
#include <vector>

#include "tests/bench/webhook.h"

namespace {

using namespace baton::bench;
using Clock = std::chrono::steady_clock;
using Nanoseconds = std::int64_t;

Nanoseconds now_ns() { return std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now().time_since_epoch()).count(); }
constexpr Nanoseconds kSecond = 1'000'000'000;

struct Options {
  int port = 0;
  std::string path = "/";
  int connections = 64;
  double warmup_s = 1;
  double seconds = 5;
  double rate = 0;                    // requests a second; 0 = closed loop
  std::int64_t conversations = 10000;  // customers who write
  std::int64_t stride = 1;             // between the numbers of two of them
  std::int64_t first = 0;              // number of the first of them
  std::uint64_t seed = 1;
  std::int64_t each_once = 0;          // 1: the customers write one after the other instead of at random
  std::int64_t count = 0;              // stop after so many requests; 0 = by time
};

[[noreturn]] void usage(const std::string& why) {
  std::cerr << "bench_load: " << why << "; --port N [--path /P --connections N --warmup S --seconds S --rate R --conversations N --first N --stride N "
            << "--seed N --each-once 1 --count N]\n";
  std::exit(2);
}

Options options_of(int argc, char** argv) {
  Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    const char* value = argv[i + 1];
    if (name == "--port") options.port = std::atoi(value);
    else if (name == "--path") options.path = value;
    else if (name == "--connections") options.connections = std::atoi(value);
    else if (name == "--warmup") options.warmup_s = std::atof(value);
    else if (name == "--seconds") options.seconds = std::atof(value);
    else if (name == "--rate") options.rate = std::atof(value);
    else if (name == "--conversations") options.conversations = std::atoll(value);
    else if (name == "--stride") options.stride = std::atoll(value);
    else if (name == "--first") options.first = std::atoll(value);
    else if (name == "--seed") options.seed = static_cast<std::uint64_t>(std::atoll(value));
    else if (name == "--each-once") options.each_once = std::atoll(value);
    else if (name == "--count") options.count = std::atoll(value);
    else usage("no option " + name);
  }
  if (options.port == 0) usage("no port");
  return options;
}

class Requests {
 public:
  explicit Requests(const Options& options) : options_(options), random_(options.seed), signer_(kSecret) {}

  std::string next() {
    const auto which = options_.each_once != 0 ? sent_ % options_.conversations
                                               : static_cast<std::int64_t>(random_.next() % static_cast<std::uint64_t>(options_.conversations));
    ++sent_;
    const auto unix_s = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    const auto body = webhook_body({options_.first + which * options_.stride, message_id(random_), customer_text(static_cast<std::uint64_t>(which)), unix_s});
    std::string request = "POST " + options_.path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: facebookexternalua\r\nAccept: */*\r\n"
                          "Content-Type: application/json\r\nX-Hub-Signature-256: sha256=" + signer_.hex(body) +
                          "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    return request += body;
  }

 private:
  const Options& options_;
  Random random_;
  Signer signer_;
  std::int64_t sent_ = 0;
};

struct Connection {
  int fd = -1;
  std::string out;
  std::size_t written = 0;
  std::string in;
  Nanoseconds due = 0;
  bool busy = false;
};

int connect_to(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 && errno != EINPROGRESS)
    throw std::runtime_error(std::string("connect: ") + std::strerror(errno));
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

class Load {
 public:
  explicit Load(const Options& options) : options_(options), requests_(options), connections_(static_cast<std::size_t>(options.connections)) {
    poll_ = epoll_create1(EPOLL_CLOEXEC);
    for (std::size_t i = 0; i < connections_.size(); ++i) open(i);
  }

  void run() {
    const auto start = now_ns();
    measured_from_ = start + static_cast<Nanoseconds>(options_.warmup_s * kSecond);
    end_ = measured_from_ + static_cast<Nanoseconds>(options_.seconds * kSecond);
    next_due_ = start;
    while (now_ns() < end_ && !(options_.count != 0 && answered_ >= options_.count)) {
      release();
      wait();
    }
    finish();
  }

  void print() {
    std::sort(latencies_.begin(), latencies_.end());
    const double seconds = static_cast<double>(last_measured_ - measured_from_) / kSecond;
    const auto at = [&](double share) {
      if (latencies_.empty()) return 0.0;
      const auto index = static_cast<std::size_t>(share * static_cast<double>(latencies_.size() - 1));
      return static_cast<double>(latencies_[index]) / 1e6;
    };
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::cout << "{\"requests\":" << latencies_.size() << ",\"per_second\":" << static_cast<double>(latencies_.size()) / seconds
              << ",\"p50_ms\":" << at(0.5) << ",\"p90_ms\":" << at(0.9) << ",\"p99_ms\":" << at(0.99) << ",\"p999_ms\":" << at(0.999)
              << ",\"max_ms\":" << at(1) << ",\"good\":" << good_ << ",\"backlog_max\":" << backlog_max_ << ",\"late_ms\":" << static_cast<double>(late_max_) / 1e6
              << ",\"statuses\":{";
    bool first = true;
    for (const auto& [status, count] : statuses_) {
      std::cout << (first ? "" : ",") << '"' << status << "\":" << count;
      first = false;
    }
    std::cout << "}}" << std::endl;
  }

 private:
  void open(std::size_t index) {
    auto& connection = connections_[index];
    connection.fd = connect_to(options_.port);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = index;
    epoll_ctl(poll_, EPOLL_CTL_ADD, connection.fd, &event);
    idle_.push_back(index);
  }

  void release() {
    const auto now = now_ns();
    if (options_.rate <= 0) {
      while (!idle_.empty()) send(idle_.front(), now);
      return;
    }
    for (; next_due_ <= now; next_due_ += static_cast<Nanoseconds>(kSecond / options_.rate)) waiting_.push_back(next_due_);
    if (!waiting_.empty()) late_max_ = std::max(late_max_, now - waiting_.back());
    while (!waiting_.empty() && !idle_.empty()) {
      send(idle_.front(), waiting_.front());
      waiting_.pop_front();
    }
    backlog_max_ = std::max(backlog_max_, waiting_.size());
  }

  // REQUIRES: `index` is the first idle one.
  void send(std::size_t index, Nanoseconds due) {
    idle_.pop_front();
    auto& connection = connections_[index];
    connection.out = requests_.next();
    connection.written = 0;
    connection.in.clear();
    connection.due = options_.rate > 0 ? due : now_ns();
    connection.busy = true;
    write_some(connection);
  }

  void write_some(Connection& connection) {
    while (connection.written < connection.out.size()) {
      const auto done = ::send(connection.fd, connection.out.data() + connection.written, connection.out.size() - connection.written, MSG_NOSIGNAL);
      if (done < 0 && (errno == EAGAIN || errno == ENOTCONN)) {
        epoll_event event{};
        event.events = EPOLLIN | EPOLLOUT;
        event.data.u64 = static_cast<std::uint64_t>(&connection - connections_.data());
        epoll_ctl(poll_, EPOLL_CTL_MOD, connection.fd, &event);
        return;
      }
      if (done < 0) throw std::runtime_error(std::string("send: ") + std::strerror(errno));
      connection.written += static_cast<std::size_t>(done);
    }
  }

  void wait() {
    timespec limit{0, 100'000'000};
    if (options_.rate > 0) {
      const auto left = std::clamp<Nanoseconds>(next_due_ - now_ns(), 0, 100'000'000);
      limit.tv_nsec = left;
    }
    epoll_event events[128];
    const int count = epoll_pwait2(poll_, events, 128, &limit, nullptr);
    for (int i = 0; i < count; ++i) {
      auto& connection = connections_[events[i].data.u64];
      if ((events[i].events & EPOLLOUT) != 0) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = events[i].data.u64;
        epoll_ctl(poll_, EPOLL_CTL_MOD, connection.fd, &event);
        write_some(connection);
      }
      if ((events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) read_some(events[i].data.u64);
    }
  }

  void read_some(std::size_t index) {
    auto& connection = connections_[index];
    char buffer[4096];
    const auto got = recv(connection.fd, buffer, sizeof buffer, 0);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) throw std::runtime_error("the server closed a connection");
    connection.in.append(buffer, static_cast<std::size_t>(got));
    const auto head = connection.in.find("\r\n\r\n");
    if (head == std::string::npos) return;
    const auto length = connection.in.find("Content-Length: ");
    const std::size_t body = length < head ? static_cast<std::size_t>(std::atoll(connection.in.c_str() + length + 16)) : 0;
    if (connection.in.size() < head + 4 + body) return;
    answered(index, std::atoi(connection.in.c_str() + 9));
  }

  void answered(std::size_t index, int status) {
    auto& connection = connections_[index];
    connection.busy = false;
    idle_.push_back(index);
    ++answered_;
    ++statuses_[status];
    if (status / 100 == 2) ++good_;
    const auto now = now_ns();
    // What fell due within the measured time counts, also when its answer comes after it.
    if (now < measured_from_ || (options_.rate > 0 && connection.due < measured_from_)) return;
    latencies_.push_back(now - connection.due);
    last_measured_ = now;
  }

  // Everything that was asked, or fell due, is waited for: leaving the slowest out would flatter.
  void finish() {
    const auto limit = now_ns() + 30 * kSecond;
    next_due_ = INT64_MAX;
    const auto busy = [&] { return std::any_of(connections_.begin(), connections_.end(), [](const Connection& c) { return c.busy; }); };
    while ((busy() || !waiting_.empty()) && now_ns() < limit) {
      while (!waiting_.empty() && !idle_.empty()) {
        send(idle_.front(), waiting_.front());
        waiting_.pop_front();
      }
      wait();
    }
    if (busy()) throw std::runtime_error("the server did not answer everything within 30 s");
    for (auto& connection : connections_) close(connection.fd);
  }

  const Options& options_;
  Requests requests_;
  std::vector<Connection> connections_;
  std::deque<std::size_t> idle_;
  std::deque<Nanoseconds> waiting_;  // due, without a free connection
  std::size_t backlog_max_ = 0;
  Nanoseconds late_max_ = 0;  // the generator's own lateness: large, and the run says little
  int poll_ = -1;
  Nanoseconds measured_from_ = 0, end_ = 0, next_due_ = 0, last_measured_ = 0;
  std::vector<Nanoseconds> latencies_;
  std::map<int, std::int64_t> statuses_;
  std::int64_t answered_ = 0, good_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  try {
    const auto options = options_of(argc, argv);
    Load load(options);
    load.run();
    load.print();
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "bench_load: " << error.what() << "\n";
    return 1;
  }
}
