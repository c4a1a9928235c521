// SPDX-License-Identifier: MIT
#include "host/engine/customers.h"

#include <algorithm>
#include <utility>

namespace baton::engine {
namespace {

constexpr int kAttemptsMax = 5;        // of an input from outside; then the sender is asked to send it again
constexpr int kQuickAttempts = 3;
constexpr std::chrono::milliseconds kPause{100};
constexpr core::Millis kDueAgain = core::kMinute;
constexpr std::chrono::milliseconds kLeaseLook{5};
constexpr std::size_t kJobsAtOnce = 16;  // of one customer, before others get their turn

}  // namespace

struct Customers::Slot {
  Slot(core::CustomerId id, ledger::Ledger& ledger, IdSource& ids) : customer(id), entry(std::move(id), ledger, ids) {}

  const core::CustomerId customer;
  CustomerEntry entry;  // touched by the worker that runs the slot; while nobody does, under the mutex

  std::mutex mutex;  // guards what is below
  std::deque<JobPtr> jobs;
  std::vector<JobPtr> repeated;  // their commit failed: run before `jobs`, in their old order
  bool scheduled = false;
  bool broken = false;        // a commit failed: memory is ahead of a disk that will not follow
  int in_flight = 0;          // commits under way
  int kept = 0;               // keep() without its let_go()
  std::optional<ledger::Lease> lease;  // held while there is work; only with several engines on one store
  std::uint64_t lease_epoch = 0;       // of the last one: under another epoch somebody else may have decided in between
  std::list<std::string>::iterator idle_place;
  bool idle = false;
  ReadyQueue<Slot>::Place ready;  // under the mutex of all
};

Customers::Customers(CustomersOptions options) : options_(std::move(options)) {}

Customers::~Customers() { stop(); }

void Customers::start() {
  for (unsigned i = 0; i < std::max(1u, options_.workers); ++i) threads_.emplace_back([this] { work(); });
}

void Customers::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
  for (auto& [id, slot] : slots_)
    if (const auto lease = std::exchange(slot->lease, std::nullopt)) options_.ledger->release(*lease);
}

std::size_t Customers::cached() const {
  const std::lock_guard lock(mutex_);
  return slots_.size();
}

Customers::SlotPtr Customers::slot_of(const core::CustomerId& customer) {
  const std::lock_guard lock(mutex_);
  auto& slot = slots_[customer.value];
  if (!slot) slot = std::make_shared<Slot>(customer, *options_.ledger, *options_.ids);
  if (slot->idle) {
    idle_.erase(slot->idle_place);
    slot->idle = false;
  }
  return slot;
}

void Customers::submit(const core::CustomerId& customer, core::Input input, Origin origin, Done done) {
  if (!origin.own && waiting_ >= options_.jobs_max) {
    Outcome outcome;
    outcome.kind = Outcome::Kind::overloaded;
    outcome.customer = customer;
    if (done) done(outcome);
    return;
  }
  auto job = std::make_unique<Job>();
  job->input = std::move(input);
  job->origin = std::move(origin);
  job->done = std::move(done);
  enqueue(customer, std::move(job));
}

void Customers::read(const core::CustomerId& customer, std::function<void(const CustomerView&)> look) {
  auto job = std::make_unique<Job>();
  job->look = std::move(look);
  enqueue(customer, std::move(job));
}

void Customers::measure(const core::CustomerId& customer, Done done) {
  auto job = std::make_unique<Job>();
  job->measures = true;
  job->origin.own = true;
  job->done = std::move(done);
  enqueue(customer, std::move(job));
}

void Customers::enqueue(const core::CustomerId& customer, JobPtr job) {
  job->token = options_.activity->begin();
  job->number = ++numbers_;
  ++waiting_;
  const auto slot = slot_of(customer);
  {
    const std::lock_guard lock(slot->mutex);
    slot->jobs.push_back(std::move(job));
  }
  schedule(slot);
}

void Customers::schedule(const SlotPtr& slot) {
  bool already = true;
  bool waited_for = false;
  {
    const std::lock_guard lock(slot->mutex);
    std::swap(already, slot->scheduled);
    waited_for = !slot->jobs.empty() && !slot->jobs.back()->origin.own;
  }
  if (already && !waited_for) return;
  {
    const std::lock_guard lock(mutex_);
    if (already) return ready_.raise(*slot);
    make_ready(slot);
  }
  wake_.notify_one();
}

// REQUIRES: mutex_ is held, and the slot is scheduled.
void Customers::make_ready(const SlotPtr& slot) {
  using Rank = ReadyQueue<Slot>::Rank;
  auto rank = Rank::own;
  {
    const std::lock_guard lock(slot->mutex);
    const auto waits = [](const JobPtr& job) { return !job->origin.own; };
    const auto any = [&](const auto& jobs) { return std::any_of(jobs.begin(), jobs.end(), waits); };
    if (any(slot->jobs) || any(slot->repeated)) rank = Rank::waited_for;
  }
  ready_.push(slot, rank);
}

void Customers::work() {
  while (true) {
    SlotPtr slot;
    {
      std::unique_lock lock(mutex_);
      const auto woken = [&] { return stopping_ || !ready_.empty(); };
      if (deferred_.empty()) wake_.wait(lock, [&] { return woken() || !deferred_.empty(); });
      else wake_.wait_until(lock, deferred_until_, woken);
      if (!deferred_.empty() && std::chrono::steady_clock::now() >= deferred_until_) {
        for (const auto& deferred : deferred_) make_ready(deferred);
        deferred_.clear();
      }
      if (ready_.empty() && stopping_) return;
      if (ready_.empty()) continue;
      slot = ready_.pop();
    }
    run(slot);
  }
}

// In their order. Only where the store refuses an input of the host's own again and again, who wants to look need not
// wait for it: what they see is on disk.
std::deque<Customers::JobPtr>::iterator Customers::next_of(std::deque<JobPtr>& jobs) {
  if (jobs.front()->attempts < kAttemptsMax) return jobs.begin();
  const auto look = std::find_if(jobs.begin(), jobs.end(), [](const JobPtr& job) { return job->look != nullptr; });
  return look == jobs.end() ? jobs.begin() : look;
}

void Customers::run(const SlotPtr& slot) {
  bool done = false;
  for (std::size_t i = 0; i < kJobsAtOnce && !done; ++i) {
    JobPtr job;
    std::optional<ledger::Lease> over;
    {
      const std::lock_guard lock(slot->mutex);
      if (slot->broken || !slot->entry.loaded()) {
        // What is on disk decides: wait for the commits under way, then read it again.
        if (slot->in_flight > 0) {
          slot->scheduled = false;
          return;  // the last of them schedules the slot
        }
        slot->broken = false;
        slot->entry.forget();
      }
      if (!slot->repeated.empty()) {
        std::sort(slot->repeated.begin(), slot->repeated.end(), [](const JobPtr& a, const JobPtr& b) { return a->number < b->number; });
        for (auto repeated = slot->repeated.rbegin(); repeated != slot->repeated.rend(); ++repeated)
          slot->jobs.push_front(std::move(*repeated));
        slot->repeated.clear();
      }
      if (slot->jobs.empty() && slot->lease && slot->in_flight == 0 && slot->kept == 0) {
        over.swap(slot->lease);
      } else if (slot->jobs.empty()) {
        slot->scheduled = false;
        done = true;
        continue;
      } else if (slot->lease || options_.engine.empty()) {
        const auto next = next_of(slot->jobs);
        job = std::move(*next);
        slot->jobs.erase(next);
      }
      slot->entry.arrived_but(static_cast<std::size_t>(slot->in_flight));
    }
    if (over) {
      options_.ledger->release(*over);
    } else if (job) {
      --waiting_;
      run_job(slot, std::move(job));
    } else if (!take_lease(slot)) {
      return defer(slot);
    }
  }
  const std::lock_guard lock(mutex_);
  if (!done) {
    // Still ours: others get their turn before its next jobs.
    make_ready(slot);
    wake_.notify_one();
    return;
  }
  if (!slot->idle && slots_.contains(slot->customer.value)) {
    slot->idle_place = idle_.insert(idle_.end(), slot->customer.value);
    slot->idle = true;
  }
  evict();
}

void Customers::keep(const core::CustomerId& customer) {
  if (options_.engine.empty()) return;
  const auto slot = slot_of(customer);
  const std::lock_guard lock(slot->mutex);
  ++slot->kept;
}

void Customers::let_go(const core::CustomerId& customer) {
  if (options_.engine.empty()) return;
  const auto slot = slot_of(customer);
  {
    const std::lock_guard lock(slot->mutex);
    --slot->kept;
  }
  schedule(slot);  // it gives the lease back
}

// REQUIRES: called by the worker that runs the slot.
bool Customers::take_lease(const SlotPtr& slot) {
  auto lease = options_.ledger->lease(slot->customer.value, options_.engine);
  if (!lease) return false;
  const std::lock_guard lock(slot->mutex);
  if (lease->epoch != slot->lease_epoch) slot->broken = true;  // what is on disk decides
  slot->lease_epoch = lease->epoch;
  slot->lease = std::move(lease);
  return true;
}

// The slot stays scheduled: nobody else runs it meanwhile.
void Customers::defer(const SlotPtr& slot) {
  {
    const std::lock_guard lock(mutex_);
    if (deferred_.empty()) deferred_until_ = std::chrono::steady_clock::now() + kLeaseLook;
    deferred_.push_back(slot);
  }
  wake_.notify_one();
}

// REQUIRES: mutex_ is held.
void Customers::evict() {
  while (idle_.size() > options_.cached_max) {
    const auto found = slots_.find(idle_.front());
    const auto slot = found == slots_.end() ? nullptr : found->second;
    idle_.pop_front();
    if (!slot) continue;
    slot->idle = false;
    const std::lock_guard lock(slot->mutex);
    const bool under_way = slot->scheduled || slot->in_flight > 0 || slot->kept > 0;
    if (under_way || !slot->jobs.empty() || !slot->repeated.empty()) continue;
    slots_.erase(found);
  }
}

void Customers::run_job(const SlotPtr& slot, JobPtr job) {
  // The store refuses: nothing else gets on either, and trying without a pause would only burn the processor.
  if (job->attempts > kQuickAttempts) std::this_thread::sleep_for(kPause);
  const auto policy = options_.policy();
  if (!slot->entry.loaded() && !slot->entry.load(*policy)) {
    if (job->look) return;  // the store cannot be read; whoever waits gives up by its own limit
    return again(slot, std::move(job), Outcome::Kind::failed);
  }
  const auto now = options_.clock->now();
  if (job->look) {
    const auto& entry = slot->entry;
    job->look(CustomerView(entry.state(), *policy, now, entry.key(), *options_.ledger, &entry.words_ahead()));
    return;
  }
  auto prepared = job->measures ? slot->entry.measured(*policy)
                                : slot->entry.decide(job->input, job->origin, *policy, now);
  if (prepared.outcome.kind == Outcome::Kind::failed) return again(slot, std::move(job), Outcome::Kind::failed);
  if (prepared.outcome.kind == Outcome::Kind::undecided) {
    options_.on_undecided(slot->customer, prepared.commit.undecided ? prepared.commit.undecided->why : "again");
  }
  // The clock says it again by itself, but not at once: a customer it cannot be said to would keep the host busy.
  if (!job->measures && std::holds_alternative<core::ClockReached>(job->input) && !prepared.needed)
    slot->entry.move_due(prepared, slot->entry.loaded() ? slot->entry.next_due(*policy) : now + kDueAgain,
                         *policy);
  if (!prepared.needed) {
    if (job->done) job->done(prepared.outcome);
    return;
  }
  commit(slot, std::move(job), std::move(prepared));
}

void Customers::commit(const SlotPtr& slot, JobPtr job, Prepared prepared) {
  slot->entry.sent(prepared.commit);
  {
    const std::lock_guard lock(slot->mutex);
    ++slot->in_flight;
    if (slot->lease) prepared.commit.lease_epoch = slot->lease->epoch;
  }
  Stored stored;
  stored.customer = slot->customer;
  stored.outbox = prepared.commit.outbox;
  stored.cases = prepared.commit.cases;
  stored.work = prepared.commit.work;
  stored.owed = std::move(prepared.owed);
  stored.next_due = prepared.commit.next_due;
  struct Waiting {
    JobPtr job;
    Outcome outcome;
    Stored stored;
  };
  auto waiting = std::make_shared<Waiting>(Waiting{std::move(job), std::move(prepared.outcome), std::move(stored)});
  const bool taken = options_.ledger->submit(std::move(prepared.commit), [this, slot, waiting](ledger::CommitResult result) {
    committed(slot, std::move(waiting->job), std::move(waiting->outcome), std::move(waiting->stored), result);
  });
  if (!taken) committed(slot, std::move(waiting->job), std::move(waiting->outcome), std::move(waiting->stored), ledger::CommitResult::failed);
}

void Customers::committed(const SlotPtr& slot, JobPtr job, Outcome outcome, Stored stored, ledger::CommitResult result) {
  const bool good = result == ledger::CommitResult::stored;
  if (good) {
    stored.facts = &outcome.facts;
    options_.on_stored(std::move(stored));
    if (job->done) job->done(outcome);
  }
  bool last = false;
  {
    const std::lock_guard lock(slot->mutex);
    --slot->in_flight;
    // Nobody runs the slot, and nobody can begin to while its mutex is held: what has arrived need not wait for a job.
    if (!slot->scheduled) slot->entry.arrived_but(static_cast<std::size_t>(slot->in_flight));
    if (!good) slot->broken = true;
    last = slot->in_flight == 0 && (slot->broken || slot->lease || !slot->jobs.empty() || !slot->repeated.empty());
  }
  if (!good) {
    again(slot, std::move(job), Outcome::Kind::failed);
    return;
  }
  if (last) schedule(slot);
}

// An input of the host's own that the store refuses again and again stands before those from outside: whoever sent them
// hears now that they were not taken, instead of waiting until the store is well.
void Customers::turn_away(const SlotPtr& slot, Outcome::Kind why) {
  std::vector<JobPtr> away;
  {
    const std::lock_guard lock(slot->mutex);
    const auto outside = [](const JobPtr& job) { return !job->origin.own && !job->look; };
    for (auto& job : slot->jobs)
      if (outside(job)) away.push_back(std::move(job));
    std::erase(slot->jobs, nullptr);
  }
  waiting_ -= away.size();
  Outcome outcome;
  outcome.kind = why;
  outcome.customer = slot->customer;
  for (const auto& job : away)
    if (job->done) job->done(outcome);
}

void Customers::again(const SlotPtr& slot, JobPtr job, Outcome::Kind otherwise) {
  ++job->attempts;
  if (job->origin.own && job->attempts >= kAttemptsMax) turn_away(slot, otherwise);
  if (!job->origin.own && job->attempts >= kAttemptsMax) {
    Outcome outcome;
    outcome.kind = otherwise;
    outcome.customer = slot->customer;
    if (job->done) job->done(outcome);
  } else {
    ++waiting_;
    const std::lock_guard lock(slot->mutex);
    slot->repeated.push_back(std::move(job));
  }
  bool idle = false;
  {
    const std::lock_guard lock(slot->mutex);
    idle = slot->in_flight == 0;
  }
  if (idle) schedule(slot);
}

}  // namespace baton::engine
