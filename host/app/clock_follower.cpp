// SPDX-License-Identifier: MIT
#include "host/app/clock_follower.h"

#include <chrono>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace baton::app {
namespace {

constexpr int kWaitMs = 20000;
constexpr std::chrono::milliseconds kPoll{50};     // a server that cannot be waited for
constexpr std::chrono::seconds kSettleLimit{45};
constexpr std::chrono::seconds kSettleStep{1};  // a host that is told to stop goes on so soon

std::string trimmed(std::string url) {
  while (!url.empty() && url.back() == '/') url.pop_back();
  if (url.ends_with("/clock")) url.resize(url.size() - 6);
  return url;
}

}  // namespace

ClockFollower::ClockFollower(std::string url, std::shared_ptr<spdlog::logger> logger)
    : url_(trimmed(std::move(url))), name_("host-" + std::to_string(getpid())), logger_(std::move(logger)) {}

ClockFollower::~ClockFollower() { stop(); }

ClockFollower::Reading ClockFollower::read() {
  net::ClientRequest request;
  request.url = url_ + "/clock?follower=" + name_ + "&moves=" + std::to_string(moves_) +
                "&wait_ms=" + std::to_string(kWaitMs);
  request.timeout_ms = kWaitMs + 10000;
  const auto result = client_.send(request);
  Reading reading;
  if (result.kind != net::ClientResult::Kind::answered || result.status != 200) return reading;
  const auto body = nlohmann::json::parse(result.body, nullptr, false);
  if (body.is_discarded() || !body.is_object() || !body.contains("now_ms") || !body["now_ms"].is_number()) return reading;
  reading.good = true;
  reading.now = {body["now_ms"].get<std::int64_t>()};
  reading.ticking = body.value("ticking", false);
  reading.moves = body.value("moves", std::int64_t{-1});
  return reading;
}

std::string ClockFollower::first() {
  // From here on a moved clock waits for this host, also while it has not begun to follow.
  const auto reading = read();
  if (!reading.good) return "no clock at " + url_ + "/clock";
  clock_.set(reading.now, reading.ticking);
  return {};
}

void ClockFollower::follow(engine::Engine& engine) {
  thread_ = std::thread([this, &engine] { run(engine); });
}

void ClockFollower::run(engine::Engine& engine) {
  while (!stopping_) {
    const auto reading = read();
    if (stopping_) return;
    const bool countable = reading.good && reading.moves >= 0;
    if (reading.good) clock_.set(reading.now, reading.ticking);
    if (countable && reading.moves != moves_) {
      moves_ = reading.moves;
      settled(engine);
    }
    if (!countable) std::this_thread::sleep_for(kPoll);
  }
}

void ClockFollower::settled(engine::Engine& engine) {
  const auto until = std::chrono::steady_clock::now() + kSettleLimit;
  bool decided = engine.settle(kSettleStep);
  while (!decided && !stopping_ && std::chrono::steady_clock::now() < until) decided = engine.settle(kSettleStep);
  if (stopping_) return;  // what is under way ends with the engine, not with a moved clock
  if (!decided) logger_->warn("not everything due was decided within {} s of a moved clock", kSettleLimit.count());
  const auto next = engine.next_due();
  nlohmann::json body = {{"follower", name_}, {"moves", moves_}, {"next_due_ms", next ? nlohmann::json(next->ms) : nlohmann::json(nullptr)}};
  net::ClientRequest request;
  request.method = "POST";
  request.url = url_ + "/clock/settled";
  request.headers.push_back({"Content-Type", "application/json"});
  request.body = body.dump();
  client_.send(request);
}

void ClockFollower::stop() {
  if (stopping_.exchange(true)) return;
  client_.stop();
  if (thread_.joinable()) thread_.join();
  net::Client goodbye;
  net::ClientRequest request;
  request.method = "DELETE";
  request.url = url_ + "/clock/followers/" + name_;
  request.timeout_ms = 1000;
  request.connect_timeout_ms = 500;
  goodbye.send(request);
}

}  // namespace baton::app
