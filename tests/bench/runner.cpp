// SPDX-License-Identifier: MIT
// runner.cpp - what the other process costs. A call: from the host's write to its read, with an ownership strategy that
// answers at once, turn by turn with a kilobyte that a bare process sends back over the same kind of socket; with both
// processes on one processor, and with each on one of its own. Left to the system each pair may fall either way, and
// waking another processor costs several times what the frames do. A restart: from the end of the process being seen
// to the first answer of the next one. Prints one JSON line.
//
//   bench_runner BATON_RUNNER BUNDLE
#include <sched.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "host/bridge/bridged_instance.h"
#include "host/bridge/messages.h"
#include "host/bridge/runner_process.h"
#include "host/plugin/str.h"

namespace {

using namespace baton;
using Clock = std::chrono::steady_clock;
using wire::FrameKind;

constexpr std::size_t kBareBytes = 1024;
constexpr int kRounds = 20;
constexpr int kCallsARound = 2000;
constexpr int kWarmUp = 500;
constexpr int kRestarts = 9;

double us_since(Clock::time_point start) {
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

double quantile(std::vector<double> values, double part) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

// Sends back what it gets.
class Bare {
 public:
  Bare() {
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends_.data()) != 0)
      throw std::runtime_error("no pair of sockets");
    child_ = fork();
    if (child_ == 0) echo();
    close(ends_[1]);
  }
  ~Bare() {
    close(ends_[0]);
    waitpid(child_, nullptr, 0);
  }
  double round_trip() {
    const auto start = Clock::now();
    if (write(ends_[0], bytes_.data(), bytes_.size()) < 0 || read(ends_[0], bytes_.data(), bytes_.size()) < 0)
      throw std::runtime_error("the bare process is gone");
    return us_since(start);
  }

 private:
  [[noreturn]] void echo() {
    close(ends_[0]);
    for (;;) {
      const auto got = read(ends_[1], bytes_.data(), bytes_.size());
      if (got <= 0 || write(ends_[1], bytes_.data(), static_cast<std::size_t>(got)) < 0) _exit(0);
    }
  }
  std::array<int, 2> ends_{};
  pid_t child_ = -1;
  std::array<char, kBareBytes> bytes_{};
};

plugin::CheckedBundle checked(const std::string& folder) {
  plugin::CheckedBundle bundle;
  if (const auto refusal = plugin::check_bundle(folder, {}, bundle)) throw std::runtime_error(to_string(*refusal));
  return bundle;
}

std::string settings_of(const plugin::CheckedBundle& bundle) {
  plugin::SecretStore secrets;
  return bundle.schema->check(nlohmann::json::object(), secrets).settings.dump();
}

// A case of about a kilobyte with six candidates.
class View {
 public:
  View() {
    for (auto& candidate : candidates_) {
      candidate.struct_size = sizeof candidate;
      candidate.agent_id = plugin::str_of("agent-of-the-technical-team");
      candidate.lanes = &lane_name_;
      candidate.lane_count = 1;
      candidate.capacity_milliunits = 5000;
      list_.push_back(&candidate);
    }
    lane_.struct_size = sizeof lane_;
    lane_.lane_id = lane_name_;
    trigger_.struct_size = sizeof trigger_;
    trigger_.rule = plugin::str_of("H4");
    trigger_.question = plugin::str_of("Does the update of last night empty the order page on this phone?");
    trigger_.wanted_lane = lane_name_;
    record.struct_size = sizeof record;
    record.status = BATON_CASE_OPEN;
    record.case_id = record.hand_id = record.thread_id = plugin::str_of("k7f3a9c2-c1");
    record.owner = plugin::str_of("agent:ana");
    record.lane = plugin::str_of("general");
    record.segment = plugin::str_of("standard");
    record.trigger = &trigger_;
    record.candidates = list_.data();
    record.candidate_count = static_cast<std::uint32_t>(list_.size());
    record.lanes = &lanes_;
    record.lane_count = 1;
  }
  baton_case_view_t record{};

 private:
  baton_str_t lane_name_ = plugin::str_of("technical");
  std::array<baton_candidate_t, 6> candidates_{};
  std::vector<const baton_candidate_t*> list_;
  baton_lane_t lane_{};
  const baton_lane_t* lanes_ = &lane_;
  baton_trigger_t trigger_{};
};

// A host that is nothing but its end of the socket.
class Runner {
 public:
  Runner(const std::string& program, const std::string& folder) {
    auto started = bridge::RunnerProcess::start(program);
    if (const auto* why = std::get_if<std::string>(&started)) throw std::runtime_error(*why);
    process_ = std::move(std::get<std::unique_ptr<bridge::RunnerProcess>>(started));
    const auto bundle = checked(folder);
    bridge::Open open;
    open.folder = bundle.folder.string();
    open.library = bundle.library.string();
    open.instance_id = "bench";
    open.kind = static_cast<std::uint32_t>(plugin::Kind::kOwnership);
    open.log_level = 6;  // nothing
    wire::Writer body;
    bridge::open_fields(body, open);
    ask(FrameKind::open, body);
    wire::Writer create;
    create(std::string_view(bundle.manifest.id)), create(std::string_view(settings_of(bundle)));
    bridge::write_words(create, {BATON_LOG, BATON_HOST_CALLS, BATON_HOST_OWNERSHIP});
    ask(FrameKind::create, create);
    ask(FrameKind::init, {});
    ask(FrameKind::start, {});
  }

  std::size_t bytes() const { return sent_bytes_; }

  double call() {
    baton_call_t call{};
    call.struct_size = sizeof call;
    call.budget_ms = 10000;
    call.op_id = ++op_;
    call.attempt = 1;
    wire::Writer body;
    body(std::int64_t{0}), body(std::uint64_t{0});
    body.record(call);
    body.record(view_.record);
    sent_bytes_ = body.bytes().size();
    const auto start = Clock::now();
    wire::send_frame(process_->socket(), FrameKind::propose, op_, body.bytes());
    wait_for(FrameKind::proposed, op_);
    return us_since(start);
  }

 private:
  void ask(wire::KindNumber kind, const wire::Writer& body) {
    wire::send_frame(process_->socket(), kind, ++question_, body.bytes());
    wait_for(FrameKind::reply, question_);
  }
  void wait_for(wire::KindNumber kind, std::uint64_t id) {
    for (;;) {
      const auto got = wire::receive_frame(process_->socket(), frame_);
      if (got == wire::Received::gone || got == wire::Received::malformed)
        throw std::runtime_error("the runner is gone");
      if (got == wire::Received::frame && frame_.kind == kind && frame_.id == id) return;
    }
  }

  std::unique_ptr<bridge::RunnerProcess> process_;
  View view_;
  wire::Frame frame_;
  std::uint64_t op_ = 0, question_ = 0;
  std::size_t sent_bytes_ = 0;
};

void stay_on(int processor) {
  cpu_set_t only;
  CPU_ZERO(&only);
  CPU_SET(processor, &only);
  if (sched_setaffinity(0, sizeof only, &only) != 0) throw std::runtime_error("this machine has one processor");
}

// The others inherit where they run from this process.
nlohmann::json calls(const std::string& program, const std::string& folder, bool apart) {
  stay_on(apart ? 1 : 0);
  Bare bare;
  Runner runner(program, folder);
  stay_on(0);
  for (int i = 0; i < kWarmUp; ++i) bare.round_trip(), runner.call();
  std::vector<double> bare_us, call_us;
  for (int round = 0; round < kRounds; ++round) {
    for (int i = 0; i < kCallsARound; ++i) bare_us.push_back(bare.round_trip());
    for (int i = 0; i < kCallsARound; ++i) call_us.push_back(runner.call());
  }
  return {{"bare_p50_us", quantile(bare_us, 0.5)}, {"bare_p99_us", quantile(bare_us, 0.99)},
          {"call_p50_us", quantile(call_us, 0.5)}, {"call_p99_us", quantile(call_us, 0.99)},
          {"bytes", runner.bytes()}};
}

pid_t only_child() {
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream list(task.path() / "children");
    if (pid_t child = 0; list >> child) return child;
  }
  throw std::runtime_error("there is no runner");
}

// From the end of one process being seen to the first answer of the next.
double restart_ms(const std::string& program, const std::string& folder) {
  plugin::LoaderOptions options;
  options.runner = bridge::runner_load({program});
  plugin::Loader loader(std::move(options));
  plugin::LoadOrder order;
  order.bundle = folder;
  order.instance_id = "bench";
  order.kind = plugin::Kind::kOwnership;
  order.settings = nlohmann::json::object();
  order.place = plugin::Place::kRunner;
  auto loaded = loader.load(order);
  if (const auto* refusal = std::get_if<plugin::LoadRefusal>(&loaded)) throw std::runtime_error(to_string(*refusal));
  auto& instance = *std::get<std::unique_ptr<plugin::Instance>>(loaded);
  kill(only_child(), SIGKILL);
  while (instance.health().crashes == 0) std::this_thread::yield();
  const auto seen = Clock::now();
  while (!instance.health().healthy) std::this_thread::yield();
  const auto took = us_since(seen) / 1000;
  instance.stop(plugin::kStopBudgetMs);
  return took;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: bench_runner BATON_RUNNER BUNDLE\n";
    return 2;
  }
  try {
    nlohmann::json result = {{"together", calls(argv[1], argv[2], false)}, {"apart", calls(argv[1], argv[2], true)}};
    cpu_set_t all;
    CPU_ZERO(&all);
    for (unsigned i = 0; i < std::thread::hardware_concurrency(); ++i) CPU_SET(i, &all);
    sched_setaffinity(0, sizeof all, &all);
    std::vector<double> restarts;
    for (int i = 0; i < kRestarts; ++i) restarts.push_back(restart_ms(argv[1], argv[2]));
    result["restart_ms"] = quantile(restarts, 0.5);
    result["restart_max_ms"] = quantile(restarts, 1);
    std::cout << result.dump() << "\n";
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "bench_runner: " << error.what() << "\n";
    return 1;
  }
}
