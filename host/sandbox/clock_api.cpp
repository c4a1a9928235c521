// SPDX-License-Identifier: MIT
// Long polls wait without a thread; moves block one of the pool.
#include "host/sandbox/clock_api.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "host/sandbox/json_http.h"

namespace baton::sandbox {
namespace {

constexpr std::int64_t kMaxWaitMs = 25000;  // under the silence after which a follower is forgotten
constexpr std::size_t kMaxPolls = 1000;

std::int64_t number_in_query(const net::Request& request, std::string_view name, std::int64_t fallback) {
  const auto text = request.query_value(name);
  std::int64_t value = fallback;
  if (text) std::from_chars(text->data(), text->data() + text->size(), value);
  return value;
}

}  // namespace

ClockApi::ClockApi(Clock& clock, Schedule& real_time, net::Pool& pool)
    : clock_(clock), real_time_(real_time), pool_(pool) {
  clock_.on_change([this] { answer_polls(); });
}

void ClockApi::mount(net::Server& server) {
  server.route("GET", "/clock",
               [this](net::Request&& request, const net::Responder& responder) { get(request, responder); });
  server.route(
      "POST", "/clock",
      [this](net::Request&& request, const net::Responder& responder) { post(request, responder); }, &pool_);
  server.route("POST", "/clock/settled", [this](net::Request&& request, const net::Responder& responder) {
    settled(request, responder);
  });
  server.route("DELETE", "/clock/followers/{name}",
               [this](net::Request&& request, const net::Responder& responder) {
                 clock_.leave(request.params["name"]);
                 responder.send({204, {}, {}, {}});
               });
}

net::Response ClockApi::present() const {
  return json_response({{"now_ms", clock_.now_ms()},
                        {"ticking", clock_.ticking()},
                        {"moves", clock_.moves()},
                        {"followers", clock_.followers()}});
}

void ClockApi::get(const net::Request& request, const net::Responder& responder) {
  const auto follower = request.query_value("follower");
  if (follower) clock_.seen(*follower);
  const std::int64_t moves = number_in_query(request, "moves", -1);
  const std::int64_t wait_ms = std::min(number_in_query(request, "wait_ms", 0), kMaxWaitMs);
  std::uint64_t poll = 0;
  {
    // Under the lock, so that a move between the look and the waiting is not missed.
    const std::lock_guard lock(mutex_);
    if (wait_ms <= 0 || clock_.moves() != moves || polls_.size() >= kMaxPolls)
      return responder.send(present());
    poll = next_poll_++;
    polls_.emplace(poll, Poll{moves, responder});
  }
  real_time_.after(wait_ms, [this, poll, follower] {
    if (follower) clock_.seen(*follower);
    poll_timed_out(poll);
  });
}

void ClockApi::poll_timed_out(std::uint64_t poll) {
  const std::lock_guard lock(mutex_);
  const auto found = polls_.find(poll);
  if (found == polls_.end()) return;
  found->second.responder.send(present());
  polls_.erase(found);
}

void ClockApi::answer_polls() {
  const std::lock_guard lock(mutex_);
  const std::int64_t moves = clock_.moves();
  std::erase_if(polls_, [&](const auto& item) {
    if (item.second.moves == moves) return false;
    item.second.responder.send(present());
    return true;
  });
}

void ClockApi::post(const net::Request& request, const net::Responder& responder) {
  const auto body = parse_object(request.body);
  if (!body) return responder.send(net::problem(400, "a JSON object is expected"));
  if (member(*body, "ticking").is_boolean()) {
    if (flag_of(*body, "ticking", true)) {
      clock_.unfreeze();
    } else {
      clock_.freeze();
    }
  }
  const Json& advance = member(*body, "advance_ms");
  const Json& set = member(*body, "set_ms");
  if (!advance.is_number_integer() && !set.is_number_integer()) {
    if (!body->contains("ticking"))
      return responder.send(net::problem(422, "one of advance_ms, set_ms, ticking is expected"));
    return responder.send(present());
  }
  if (advance.is_number_integer() && advance.get<std::int64_t>() < 0) {
    return responder.send(net::problem(422, "advance_ms must not be negative; set_ms goes back"));
  }
  const auto result = set.is_number_integer() ? clock_.move_to(set.get<std::int64_t>())
                                              : clock_.advance(advance.get<std::int64_t>());
  Json answer{{"now_ms", result.now_ms}, {"settled", result.settled}, {"steps", result.steps}};
  if (!result.settled) answer["waiting_for"] = result.waiting_for;
  responder.send(json_response(answer));
}

void ClockApi::settled(const net::Request& request, const net::Responder& responder) {
  const auto body = parse_object(request.body);
  const std::string follower = body ? text_of(*body, "follower") : std::string{};
  if (follower.empty()) return responder.send(net::problem(422, "a follower is expected"));
  const Json& next_due = member(*body, "next_due_ms");
  clock_.settled(follower, number_of(*body, "moves", -1),
                 next_due.is_number() ? std::optional(next_due.get<std::int64_t>()) : std::nullopt);
  responder.send({204, {}, {}, {}});
}

void ClockApi::stop() {
  const std::lock_guard lock(mutex_);
  for (auto& [poll, waiting] : polls_) waiting.responder.send(net::problem(503));
  polls_.clear();
}

}  // namespace baton::sandbox
