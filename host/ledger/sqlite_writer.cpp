// SPDX-License-Identifier: MIT
#include "host/ledger/sqlite_writer.h"

#include <sqlite3.h>

#include <cassert>
#include <chrono>
#include <future>

namespace baton::ledger {
namespace {

using namespace std::chrono_literals;

constexpr auto kIdleFold = 200ms;      // a quiet writer folds what is pending
constexpr auto kHealthAgain = 1000ms;  // an unhealthy one looks whether it may write again
constexpr std::size_t kFoldFew = 16;  // beside commits that somebody waits for
constexpr std::size_t kFoldIdle = 128;
constexpr std::size_t kFoldMany = 1024;
// Above: as many are folded as are added. Who writes again meanwhile is folded once.
constexpr std::size_t kPendingSoft = 16384;
constexpr std::size_t kPendingHard = 65536;  // above: it folds more than can be added
constexpr std::int64_t kPendingSpan = 131072;  // positions since the oldest, likewise: a start reads all changes since
constexpr std::size_t kQueueFactor = 4;      // room for tasks beyond the commits: nobody can send them again
// Pages more in the log: the checkpointer moves them. A commit waits behind the pages that are moved beside it, so few
// at a time: `ingest.even_p99` of tests/bench is the smallest at 64, 1.5 times that at 256, 3 times at 1024.
constexpr int kCheckpointPages = 64;
constexpr int kLongLogPages = 16000;     // 64 MB: the log should start again
constexpr int kLongestLogPages = 40000;  // it must, whoever waits

int count_wal_pages(void* pages, sqlite3*, const char*, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

bool is_constraint(const SQLite::Exception& error) { return (error.getErrorCode() & 0xFF) == SQLITE_CONSTRAINT; }

}  // namespace

Writer::Writer(Connection& store, WriteSide& side, PendingChanges& pending, Checkpointer& checkpointer, WriterLimits limits)
    : store_(store), side_(side), pending_(pending), checkpointer_(checkpointer), limits_(limits) {
  store_.execute("PRAGMA wal_autocheckpoint=0");
  sqlite3_wal_hook(store_.handle(), count_wal_pages, &wal_pages_);
  thread_ = std::thread([this] { work(); });
}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

bool Writer::submit(std::variant<Commit, Task> what, Done done) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= limits_.queued_commits_max) return false;
    queue_.push_back({std::move(what), std::move(done)});
  }
  wake_.notify_one();
  return true;
}

bool Writer::post(Task task) {
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() >= kQueueFactor * limits_.queued_commits_max) return false;
    queue_.push_back({std::move(task), {}});
  }
  wake_.notify_one();
  return true;
}

bool Writer::run(Task task) {
  assert(std::this_thread::get_id() != thread_.get_id() && "a `done` must not wait for the writer");
  std::promise<CommitResult> result;
  auto answer = result.get_future();
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back({std::move(task), [&](CommitResult stored) { result.set_value(stored); }});
  }
  wake_.notify_one();
  return answer.get() == CommitResult::stored;
}

void Writer::fold_all() {
  while (pending_.size() > 0) {
    if (!run([](WriteSide& side) {
          side.fold(kFoldMany);
          return true;
        }))
      return;
  }
}

std::string Writer::health() const {
  const std::lock_guard lock(mutex_);
  return health_;
}

void Writer::set_health(std::string why) {
  const std::lock_guard lock(mutex_);
  health_ = std::move(why);
}

std::deque<Writer::Item> Writer::take() {
  std::unique_lock lock(mutex_);
  if (queue_.empty() && !stopping_) {
    const auto something = [&] { return stopping_ || !queue_.empty(); };
    if (!health_.empty()) wake_.wait_for(lock, kHealthAgain, something);
    else if (pending_.size() > 0) wake_.wait_for(lock, kIdleFold, something);
    else wake_.wait(lock, something);
  }
  std::deque<Item> items;
  if (queue_.size() <= limits_.commits_per_transaction_max) {
    items.swap(queue_);
    return items;
  }
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(limits_.commits_per_transaction_max);
  std::move(queue_.begin(), end, std::back_inserter(items));
  queue_.erase(queue_.begin(), end);
  return items;
}

void Writer::work() {
  for (;;) {
    auto items = take();
    process(items);
    for (auto& item : items) {
      if (item.done) item.done(item.result);
    }
    checkpoint();
    const std::lock_guard lock(mutex_);
    if (stopping_ && queue_.empty()) return;
  }
}

void Writer::process(std::deque<Item>& items) {
  if (items.empty() && !health().empty()) probe();
  const auto outcome = attempt(items, 0, items.size());
  if (outcome != Outcome::broke_a_rule) return;
  // One of them breaks a rule of the store, which only a defect can cause. Each by itself, so that only it fails.
  for (std::size_t i = 0; i < items.size(); ++i) attempt(items, i, 1);
}

Writer::Outcome Writer::attempt(std::deque<Item>& items, std::size_t first, std::size_t count) {
  auto outcome = Outcome::done;
  try {
    side_.begin();
    for (std::size_t i = first; i < first + count; ++i) apply(items[i]);
    if (const auto streams = worth_folding(items.size()); streams > 0) side_.fold(streams);
    side_.commit();
    set_health({});
    return outcome;
  } catch (const SQLite::Exception& error) {
    outcome = is_constraint(error) ? Outcome::broke_a_rule : Outcome::failed;
    if (outcome == Outcome::failed) set_health(error.what());
  } catch (const std::exception& error) {
    outcome = Outcome::failed;
    set_health(error.what());
  }
  side_.rollback();
  for (std::size_t i = first; i < first + count; ++i) items[i].result = CommitResult::failed;
  return outcome;
}

// Asks for room in earnest, in a transaction of its own: an empty one succeeds on a full disk too.
void Writer::probe() {
  std::deque<Item> asks;
  asks.push_back({Task([](WriteSide& side) {
                    side.store().run("INSERT INTO meta(name, value) VALUES('probe', zeroblob(262144)) "
                                     "ON CONFLICT(name) DO UPDATE SET value = excluded.value");
                    return true;
                  }),
                  {}});
  if (attempt(asks, 0, 1) != Outcome::done) return;
  asks.front().what = Task([](WriteSide& side) { return side.store().run("DELETE FROM meta WHERE name = 'probe'") == 1; });
  attempt(asks, 0, 1);
}

void Writer::apply(Item& item) {
  if (const auto* commit = std::get_if<Commit>(&item.what)) {
    item.result = side_.apply(*commit);
    return;
  }
  item.result = std::get<Task>(item.what)(side_) ? CommitResult::stored : CommitResult::conflict;
}

// Little at a time: whoever waits for a transaction waits for what is folded in it.
std::size_t Writer::worth_folding(std::size_t commits) const {
  if (commits == 0) return kFoldIdle;
  if (pending_.size() > kPendingHard) return 2 * limits_.commits_per_transaction_max;
  if (pending_.size() > kPendingSoft) return commits + kFoldFew;
  const auto oldest = pending_.oldest_position();
  return oldest != 0 && side_.next_position() - oldest > kPendingSpan ? kFoldFew : 0;
}

// After the callers of a transaction have their answers. Moving the last few pages here, where nobody adds any meanwhile,
// lets the log start again.
void Writer::checkpoint() {
  if (wal_pages_ < wal_pages_told_) wal_pages_told_ = 0;  // it has
  if (wal_pages_ - wal_pages_told_ >= kCheckpointPages) {
    wal_pages_told_ = wal_pages_;
    checkpointer_.wake();
  }
  const bool short_step = wal_pages_ >= kLongLogPages && checkpointer_.near_the_end();
  if (short_step || wal_pages_ >= kLongestLogPages)
    sqlite3_wal_checkpoint_v2(store_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

}  // namespace baton::ledger
