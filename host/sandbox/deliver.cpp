// SPDX-License-Identifier: MIT
// One attempt after the other until 200 or seven days are over.
#include "host/sandbox/deliver.h"

#include <algorithm>
#include <array>
#include <utility>

namespace baton::sandbox {
namespace {

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kRetryFor = 7 * 24 * kHour;
constexpr std::size_t kThreads = 4;
constexpr std::size_t kMaxQueued = 100000;
constexpr std::array kGaps = {std::int64_t{0}, kSecond,      5 * kSecond,  15 * kSecond, kMinute,
                              5 * kMinute,     10 * kMinute, 30 * kMinute, kHour,        2 * kHour,
                              4 * kHour,       8 * kHour,    12 * kHour};

}  // namespace

std::int64_t retry_gap_ms(int number) {
  const auto index = static_cast<std::size_t>(std::max(0, number - 2));
  return kGaps[std::min(index, kGaps.size() - 1)];
}

Deliverer::Deliverer(const Clock& clock, Schedule& schedule, std::function<void()> became_quiet)
    : clock_(clock),
      schedule_(schedule),
      became_quiet_(std::move(became_quiet)),
      client_(net::ClientOptions{.ca_file = {}, .user_agent = "facebookexternalua"}) {
  pool_.emplace(net::PoolOptions{kThreads, kMaxQueued});
}

Deliverer::~Deliverer() { stop(); }

void Deliverer::stop() {
  stopped_ = true;
  client_.stop();
  pool_.reset();
}

std::uint64_t Deliverer::send(Delivery delivery, Done first_attempt) {
  const std::uint64_t id = next_id_++;
  enqueue(Job{id, std::move(delivery), std::move(first_attempt), 1, clock_.now_ms()});
  return id;
}

void Deliverer::enqueue(Job job) {
  in_flight_++;
  begun_++;
  auto shared = std::make_shared<Job>(std::move(job));
  const bool taken = !stopped_ && pool_->try_post([this, shared] { attempt(std::move(*shared)); });
  if (taken) return;
  in_flight_--;
  Attempt refused{
      shared->id, clock_.now_ms(), shared->number, 0, "too many deliveries wait", shared->delivery.what,
      true};
  if (shared->done) shared->done(refused);
}

void Deliverer::attempt(Job job) {
  net::ClientRequest request;
  request.method = "POST";
  request.url = job.delivery.url;
  request.headers = job.delivery.headers;
  request.body = job.delivery.body;
  request.timeout_ms = job.delivery.timeout_ms;
  const auto result = client_.send(request);
  Attempt attempt{job.id, clock_.now_ms(), job.number, result.status, result.error, job.delivery.what, false};
  const bool delivered = result.kind == net::ClientResult::Kind::answered && result.status == 200;
  const bool again =
      !delivered && !stopped_ && attempt.at_ms + retry_gap_ms(job.number + 1) - job.first_at_ms <= kRetryFor;
  attempt.given_up = !delivered && !again;
  {
    const std::lock_guard lock(mutex_);
    journal_.push_back(attempt);
    if (journal_.size() > kMaxJournal) journal_.pop_front();
  }
  attempts_made_++;
  if (job.done) std::exchange(job.done, {})(attempt);
  if (again) retry(std::move(job));
  if (--in_flight_ == 0) became_quiet_();
}

void Deliverer::retry(Job job) {
  job.number++;
  waiting_++;
  schedule_.after(retry_gap_ms(job.number), [this, shared = std::make_shared<Job>(std::move(job))] {
    waiting_--;
    enqueue(std::move(*shared));
  });
}

std::vector<Attempt> Deliverer::attempts() const {
  const std::lock_guard lock(mutex_);
  return {journal_.begin(), journal_.end()};
}

}  // namespace baton::sandbox
