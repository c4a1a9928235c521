// SPDX-License-Identifier: MIT
// Webhook deliveries: several at a time, tried again with growing gaps for seven days of the sandbox's clock
// until the receiver says exactly 200, as Meta does. Each first attempt can be waited for.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "host/net/client.h"
#include "host/net/pool.h"
#include "host/sandbox/schedule.h"

namespace baton::sandbox {

struct Delivery {
  std::string url;
  std::string body;
  std::vector<net::Header> headers;
  std::string what;  // for the journal: "text", "statuses", ...
  int timeout_ms = 10000;
};

struct Attempt {
  std::uint64_t delivery = 0;
  std::int64_t at_ms = 0;
  int number = 1;
  int status = 0;  // 0: no answer
  std::string error;
  std::string what;
  bool given_up = false;
};

class Deliverer {
 public:
  Deliverer(const Clock& clock, Schedule& schedule, std::function<void()> became_quiet);
  ~Deliverer();

  using Done = std::function<void(const Attempt&)>;
  // `first_attempt` is called on a delivery thread, without locks.
  std::uint64_t send(Delivery delivery, Done first_attempt = {});

  bool quiet() const { return in_flight_ == 0; }
  // How many attempts were ever put under way; grows while quiet() is already false. See all_quiet.
  std::uint64_t begun() const { return begun_; }
  std::uint64_t activity() const { return attempts_made_; }
  std::vector<Attempt> attempts() const;  // the newest kMaxJournal
  std::size_t waiting_for_retry() const { return waiting_; }
  void stop();  // REQUIRES: before the clock, schedule and server go away

  static constexpr std::size_t kMaxJournal = 100000;

 private:
  struct Job {
    std::uint64_t id;
    Delivery delivery;
    Done done;
    int number;
    std::int64_t first_at_ms;
  };

  void enqueue(Job job);
  void attempt(Job job);
  void retry(Job job);

  const Clock& clock_;
  Schedule& schedule_;
  std::function<void()> became_quiet_;
  net::Client client_;
  std::atomic<std::uint64_t> next_id_{1};
  std::atomic<std::uint64_t> attempts_made_{0};
  std::atomic<std::uint64_t> begun_{0};
  std::atomic<std::size_t> in_flight_{0};
  std::atomic<std::size_t> waiting_{0};
  std::atomic<bool> stopped_{false};
  mutable std::mutex mutex_;
  std::deque<Attempt> journal_;
  std::optional<net::Pool> pool_;
};

// Whether nothing is due by `now_ms` and nothing is under way. The two hand work to each other between the looks at
// them: a retry that the schedule starts after the look at the deliverer, and has started before the look at the
// schedule, would be seen by neither. Then more has begun than before.
template <typename Deliveries, typename Jobs>
bool all_quiet(const Deliveries& deliveries, const Jobs& jobs, std::int64_t now_ms) {
  const std::uint64_t begun = deliveries.begun();
  return deliveries.quiet() && jobs.quiet_at(now_ms) && deliveries.begun() == begun;
}

// The gap before attempt number `number` (2, 3, ...), in milliseconds.
std::int64_t retry_gap_ms(int number);

}  // namespace baton::sandbox
