// SPDX-License-Identifier: MIT
// fake_ports.h - a network, a clock and a blob store in a few lines, and a way to wait for an answer without sleeping.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "host/plugin/instance.h"
#include "host/plugin/ports.h"
#include "host/plugin/str.h"

namespace baton::plugin::test {

// Answers from a thread of its own, as a real network does; while `silent`, only once a request is cancelled.
class FakeHttp final : public HttpPort {
 public:
  ~FakeHttp() override { join(); }
  // Until every answer has been given and what its request held is let go.
  void join() {
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }
  Ticket send(HttpRequest&& request, std::function<void(HttpResult&&)> done) override {
    const std::lock_guard lock(mutex_);
    last = request;
    last.sink = {};  // it holds a blob open
    if (silent) {
      held_[++last_ticket_] = std::move(done);
      return last_ticket_;
    }
    threads_.emplace_back([this, request = std::move(request), done = std::move(done)] {
      HttpResult result = answer;
      if (request.sink && result.status == 200) {
        request.sink(result.body);
        result.body.clear();
      }
      done(std::move(result));
    });
    return ++last_ticket_;
  }

  void cancel(Ticket ticket) override {
    const std::lock_guard lock(mutex_);
    auto held = held_.extract(ticket);
    if (held.empty()) return;
    threads_.emplace_back([done = std::move(held.mapped())] {
      HttpResult result;
      result.failure = HttpFailure::kCancelled;
      done(std::move(result));
    });
  }
  std::size_t under_way() {
    const std::lock_guard lock(mutex_);
    return held_.size();
  }

  HttpResult answer;
  HttpRequest last;
  std::atomic<bool> silent{false};

 private:
  std::mutex mutex_;
  Ticket last_ticket_ = 0;
  std::map<Ticket, std::function<void(HttpResult&&)>> held_;
  std::vector<std::thread> threads_;
};

class FakeTimers final : public TimerPort, public ClockPort {
 public:
  Ticket arm(std::uint32_t after_ms, std::function<void()> due) override {
    const std::lock_guard lock(mutex_);
    armed_[++last_] = {now_ + after_ms, std::move(due)};
    changed_.notify_all();
    return last_;
  }
  void disarm(Ticket ticket) override {
    const std::lock_guard lock(mutex_);
    armed_.erase(ticket);
  }
  std::int64_t now_unix_ms() override { return now_; }
  std::uint64_t monotonic_ms() override { return static_cast<std::uint64_t>(now_.load()); }

  std::size_t armed() {
    const std::lock_guard lock(mutex_);
    return armed_.size();
  }
  bool wait_for_armed() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10), [this] { return !armed_.empty(); });
  }
  void advance(std::int64_t ms) {
    std::vector<std::function<void()>> due;
    {
      const std::lock_guard lock(mutex_);
      now_ += ms;
      for (auto it = armed_.begin(); it != armed_.end();) {
        if (it->second.first > now_) {
          ++it;
          continue;
        }
        due.push_back(std::move(it->second.second));
        it = armed_.erase(it);
      }
    }
    for (auto& call : due) call();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::atomic<std::int64_t> now_{1000000};
  Ticket last_ = 0;
  std::map<Ticket, std::pair<std::int64_t, std::function<void()>>> armed_;
};

class FakeBlobs final : public BlobPort {
 public:
  std::optional<WriteId> create() override {
    const std::lock_guard lock(mutex_);
    open_[++last_];
    return last_;
  }
  bool append(WriteId id, std::string_view bytes) override {
    const std::lock_guard lock(mutex_);
    open_[id] += bytes;
    return true;
  }
  std::optional<std::string> finish(WriteId id) override {
    const std::lock_guard lock(mutex_);
    const std::string name = "blob-" + std::to_string(id);
    blobs_[name] = std::move(open_[id]);
    open_.erase(id);
    return name;
  }
  void discard(WriteId id) override {
    const std::lock_guard lock(mutex_);
    open_.erase(id);
  }
  std::optional<std::uint64_t> size_bytes(std::string_view id) override {
    const std::lock_guard lock(mutex_);
    const auto found = blobs_.find(std::string(id));
    if (found == blobs_.end()) return std::nullopt;
    return found->second.size();
  }
  std::optional<std::size_t> read(std::string_view id, std::uint64_t offset, char* buffer, std::size_t capacity) override {
    const std::lock_guard lock(mutex_);
    const auto found = blobs_.find(std::string(id));
    if (found == blobs_.end()) return std::nullopt;
    return offset >= found->second.size() ? 0 : found->second.copy(buffer, capacity, offset);
  }
  std::size_t open() {
    const std::lock_guard lock(mutex_);
    return open_.size();
  }
  void put(const std::string& id, std::string bytes) {
    const std::lock_guard lock(mutex_);
    blobs_[id] = std::move(bytes);
  }

 private:
  std::mutex mutex_;
  WriteId last_ = 0;
  std::map<WriteId, std::string> open_;
  std::map<std::string, std::string> blobs_;
};

// Remembers what it was asked and answers when the test says so.
class FakeKv final : public KvPort {
 public:
  struct Asked {
    std::string instance;
    std::vector<KvWrite> writes;
    std::function<void(baton_status_t)> done;
  };
  KvRead get(const std::string& instance, const std::string& key) override {
    const std::lock_guard lock(mutex_);
    const auto found = values.find({instance, key});
    if (unreadable) return {BATON_UNAVAILABLE, {}};
    return found == values.end() ? KvRead{} : KvRead{BATON_OK, found->second};
  }
  baton_status_t commit(const std::string& instance, std::vector<KvWrite> writes,
                        std::function<void(baton_status_t)> done) override {
    const std::lock_guard lock(mutex_);
    asked_.push_back({instance, std::move(writes), std::move(done)});
    changed_.notify_all();
    return BATON_OK;
  }
  // The next commit; waits for it.
  Asked next() {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, std::chrono::seconds(20), [this] { return !asked_.empty(); })) return {};
    Asked first = std::move(asked_.front());
    asked_.erase(asked_.begin());
    return first;
  }
  std::size_t waiting() {
    const std::lock_guard lock(mutex_);
    return asked_.size();
  }

  std::map<std::pair<std::string, std::string>, KvValue> values;
  std::atomic<bool> unreadable{false};

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Asked> asked_;
};

class FakeEmit final : public EmitPort {
 public:
  struct Taken {
    std::vector<std::string> ids;
    std::string instance, cursor_name, next_cursor;
    std::function<void(baton_status_t)> stored;
  };
  baton_status_t emit(const std::string& instance, const baton_batch_t& batch,
                      std::function<void(baton_status_t)> stored) override {
    const std::lock_guard lock(mutex_);
    if (says != BATON_OK) return says;
    Taken taken{{}, instance, text_of(batch.cursor_name), text_of(batch.next_cursor), std::move(stored)};
    for (std::uint32_t i = 0; i < batch.event_count; ++i)
      taken.ids.push_back(text_of(batch.events[i]->source_event_id));
    taken_.push_back(std::move(taken));
    changed_.notify_all();
    return BATON_OK;
  }
  Taken next() {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, std::chrono::seconds(20), [this] { return !taken_.empty(); })) return {};
    Taken first = std::move(taken_.front());
    taken_.erase(taken_.begin());
    return first;
  }

  std::atomic<baton_status_t> says{BATON_OK};

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Taken> taken_;
};

// Collects the end of operations; `Kept` is what the test wants to keep of a result.
template <class T, class Kept>
class Ends {
 public:
  explicit Ends(std::function<Kept(const T&)> keep) : keep_(std::move(keep)) {}

  Done<T> done() {
    return [this](const Outcome<T>& outcome) {
      const std::lock_guard lock(mutex_);
      statuses.push_back(outcome.status);
      if (outcome.value != nullptr) values.push_back(keep_(*outcome.value));
      if (outcome.error != nullptr) messages.emplace_back(message_of(*outcome.error));
      ended_.notify_all();
    };
  }
  bool wait(std::size_t count) {
    std::unique_lock lock(mutex_);
    return ended_.wait_for(lock, std::chrono::seconds(20), [&] { return statuses.size() >= count; });
  }

  std::vector<baton_status_t> statuses;
  std::vector<Kept> values;
  std::vector<std::string> messages;

 private:
  std::function<Kept(const T&)> keep_;
  std::mutex mutex_;
  std::condition_variable ended_;
};

}  // namespace baton::plugin::test
