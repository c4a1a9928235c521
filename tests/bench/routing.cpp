// SPDX-License-Identifier: MIT
// routing.cpp - what one routing decision costs (host/core/dispatch): an agent gets room and is offered what is next,
// an item comes and finds its place. In a small office and in a large one, turn by turn; everybody is busy and much
// waits, which is when it matters. Prints one JSON line.
#include <algorithm>
#include <chrono>
#include <iostream>
#include <string>
#include <vector>

#include "host/core/dispatch.h"
#include "tests/bench/webhook.h"

namespace {

using namespace baton;
using namespace baton::core;

constexpr Instant kNow{1'800'000'000'000};
constexpr std::int64_t kMaxOvertaken = 20;
const std::vector<std::string> kLanes = {"general",   "vip",       "compliance", "revenue",
                                         "retention", "technical", "recovery"};
const std::vector<std::string> kLanguages = {"en", "es", "pt"};

class Office {
 public:
  Office(std::int64_t agents, std::int64_t waiting) : agents_(agents), random_(7) {
    for (std::int64_t i = 0; i < agents; ++i) dispatch_.set_agent(agent(i, 0));
    for (std::int64_t i = 0; i < waiting; ++i) arrive();
  }

  // REQUIRES: more waits than `decisions`. What is offered is accepted, so as much waits afterwards as before.
  double ns_per_decision(int decisions) {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    for (int i = 0; i < decisions; ++i) {
      const auto who = agent(static_cast<std::int64_t>(random_.next() % static_cast<std::uint64_t>(agents_)), 1);
      dispatch_.set_agent(who);
      for (const auto& offer : dispatch_.offers_for(who.agent, kNow)) {
        dispatch_.remove(offer.item);
        ++offers_;
      }
      arrive();
    }
    return std::chrono::duration<double, std::nano>(Clock::now() - start).count() / decisions;
  }

  std::int64_t offers() const { return offers_; }
  std::int64_t waiting() const { return static_cast<std::int64_t>(dispatch_.size()); }

 private:
  FreeAgent agent(std::int64_t number, std::int64_t room) {
    const auto n = static_cast<std::size_t>(number);
    return {AgentId{"agent-" + std::to_string(number)},
            {LaneId{kLanes[n % kLanes.size()]}, LaneId{kLanes[(n + 3) % kLanes.size()]}},
            {kLanguages[n % kLanguages.size()], kLanguages[(n + 1) % kLanguages.size()]},
            room * Dispatch::kUnit, kNow + ++time_};
  }

  void arrive() {
    const auto number = ++time_;
    const auto r = random_.next();
    WaitingItem item{WorkId{"k" + std::to_string(r % 100'000) + "-w" + std::to_string(number)}, number,
                     static_cast<Priority>(1 + r % 4), {}, {}};
    if (r % 3 == 0) item.deadline = kNow + static_cast<Millis>(r % 480) * kMinute;
    const auto id = item.item;
    const LaneId lane{kLanes[(r >> 8) % kLanes.size()]};
    dispatch_.add(std::move(item), {lane, kLanguages[(r >> 16) % kLanguages.size()], false, {}, 0});
    offers_ += static_cast<std::int64_t>(dispatch_.offers_for(id, kNow).size());
  }

  std::int64_t agents_;
  bench::Random random_;
  Dispatch dispatch_{kMaxOvertaken};
  std::int64_t time_ = 0, offers_ = 0;
};

}  // namespace

int main() {
  constexpr int kRounds = 15, kDecisions = 2000;
  Office small(100, 1'000), large(10'000, 100'000);
  std::vector<double> of_small, of_large, ratios;
  for (int i = 0; i < kRounds; ++i) {
    of_small.push_back(small.ns_per_decision(kDecisions));
    of_large.push_back(large.ns_per_decision(kDecisions));
    ratios.push_back(of_large.back() / of_small.back());
  }
  const auto median = [](std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + kRounds / 2, values.end());
    return values[kRounds / 2];
  };
  if (small.offers() < kRounds * kDecisions / 2 || large.offers() < kRounds * kDecisions / 2) {
    std::cerr << "bench_routing: too few offers were made to say anything\n";
    return 1;
  }
  std::cout << "{\"small_ns\":" << median(of_small) << ",\"large_ns\":" << median(of_large)
            << ",\"ratio\":" << median(ratios) << ",\"small_waiting\":" << small.waiting()
            << ",\"large_waiting\":" << large.waiting() << "}" << std::endl;
  return 0;
}
