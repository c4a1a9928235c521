// SPDX-License-Identifier: MIT
// stage_ports.h - the world around a plugin under test: a remote side that answers as a check wants it, a
// clock that only timers move, memory instead of disks.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "host/plugin/ports.h"

namespace baton::validate {

// Every request gets what `answer` says, on a thread of its own, as from a network.
class StageHttp final : public plugin::HttpPort {
 public:
  ~StageHttp() override { join(); }
  // Until every answer has been given.
  void join();
  Ticket send(plugin::HttpRequest&& request, std::function<void(plugin::HttpResult&&)> done) override;

  struct Sent {
    std::string method, url, body;
    std::vector<std::pair<std::string, std::string>> headers;
    bool operator==(const Sent&) const = default;
  };
  std::vector<Sent> sent();

  void answer_with(std::function<plugin::HttpResult()> answer);

 private:
  std::mutex mutex_;
  std::function<plugin::HttpResult()> answer_ = [] { return plugin::HttpResult{}; };
  std::vector<Sent> sent_;
  std::vector<std::thread> threads_;
};

// Timers are due at once, and the clock says so.
class StageClock final : public plugin::TimerPort, public plugin::ClockPort {
 public:
  ~StageClock() override { join(); }
  void join();
  Ticket arm(std::uint32_t after_ms, std::function<void()> due) override;
  void disarm(Ticket) override {}
  std::int64_t now_unix_ms() override { return now_; }
  std::uint64_t monotonic_ms() override { return static_cast<std::uint64_t>(now_.load()); }

 private:
  std::mutex mutex_;
  std::atomic<std::int64_t> now_{1'767'225'600'000};
  Ticket last_ = 0;
  std::vector<std::thread> threads_;
};

class StageBlobs final : public plugin::BlobPort {
 public:
  std::optional<WriteId> create() override;
  bool append(WriteId id, std::string_view bytes) override;
  std::optional<std::string> finish(WriteId id) override;
  void discard(WriteId id) override;
  std::optional<std::uint64_t> size_bytes(std::string_view id) override;
  std::optional<std::size_t> read(std::string_view id, std::uint64_t offset, char* buffer,
                                  std::size_t capacity) override;

 private:
  std::mutex mutex_;
  WriteId last_ = 0;
  std::map<WriteId, std::string> open_;
  std::map<std::string, std::string, std::less<>> blobs_;
};

// What is kept survives nothing, and is confirmed on a thread of its own, as by a disk.
class StageKv final : public plugin::KvPort {
 public:
  ~StageKv() override { join(); }
  void join();
  plugin::KvRead get(const std::string& instance_id, const std::string& key) override;
  baton_status_t commit(const std::string& instance_id, std::vector<plugin::KvWrite> writes,
                        std::function<void(baton_status_t)> done) override;

 private:
  std::mutex mutex_;
  std::uint64_t revision_ = 0;
  std::map<std::string, plugin::KvValue, std::less<>> values_;
  std::vector<std::thread> threads_;
};

// Every event is stored.
class StageEmit final : public plugin::EmitPort {
 public:
  ~StageEmit() override { join(); }
  void join();
  baton_status_t emit(const std::string& instance_id, const baton_batch_t& batch,
                      std::function<void(baton_status_t)> stored) override;

 private:
  std::mutex mutex_;
  std::vector<std::thread> threads_;
};

}  // namespace baton::validate
