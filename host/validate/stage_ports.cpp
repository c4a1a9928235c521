// SPDX-License-Identifier: MIT
#include "host/validate/stage_ports.h"

#include <utility>

namespace baton::validate {
namespace {

void join_all(std::mutex& mutex, std::vector<std::thread>& threads) {
  for (;;) {
    std::vector<std::thread> some;
    {
      const std::lock_guard lock(mutex);
      some.swap(threads);
    }
    if (some.empty()) return;
    for (auto& thread : some) thread.join();
  }
}

}  // namespace

void StageHttp::join() { join_all(mutex_, threads_); }

StageHttp::Ticket StageHttp::send(plugin::HttpRequest&& request,
                                  std::function<void(plugin::HttpResult&&)> done) {
  const std::lock_guard lock(mutex_);
  auto body = request.body;
  if (request.streamed) {
    body.assign(request.streamed->size_bytes(), '\0');
    body.resize(request.streamed->read(0, body.data(), body.size()));
  }
  sent_.push_back({request.method, request.url, std::move(body), request.headers});
  threads_.emplace_back([answer = answer_, sink = request.sink, done = std::move(done)] {
    auto result = answer();
    if (sink && result.status >= 200 && result.status < 300) {
      sink(result.body);
      result.body.clear();
    }
    done(std::move(result));
  });
  return sent_.size();
}

std::vector<StageHttp::Sent> StageHttp::sent() {
  const std::lock_guard lock(mutex_);
  return sent_;
}

void StageHttp::answer_with(std::function<plugin::HttpResult()> answer) {
  const std::lock_guard lock(mutex_);
  answer_ = std::move(answer);
}

void StageClock::join() { join_all(mutex_, threads_); }

StageClock::Ticket StageClock::arm(std::uint32_t after_ms, std::function<void()> due) {
  const std::lock_guard lock(mutex_);
  now_ += after_ms;
  threads_.emplace_back(std::move(due));
  return ++last_;
}

std::optional<StageBlobs::WriteId> StageBlobs::create() {
  const std::lock_guard lock(mutex_);
  open_[++last_];
  return last_;
}

bool StageBlobs::append(WriteId id, std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  open_[id] += bytes;
  return true;
}

std::optional<std::string> StageBlobs::finish(WriteId id) {
  const std::lock_guard lock(mutex_);
  const auto name = "blob-" + std::to_string(id);
  blobs_[name] = std::move(open_[id]);
  open_.erase(id);
  return name;
}

void StageBlobs::discard(WriteId id) {
  const std::lock_guard lock(mutex_);
  open_.erase(id);
}

std::optional<std::uint64_t> StageBlobs::size_bytes(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto found = blobs_.find(id);
  if (found == blobs_.end()) return std::nullopt;
  return found->second.size();
}

std::optional<std::size_t> StageBlobs::read(std::string_view id, std::uint64_t offset, char* buffer,
                                            std::size_t capacity) {
  const std::lock_guard lock(mutex_);
  const auto found = blobs_.find(id);
  if (found == blobs_.end()) return std::nullopt;
  return offset >= found->second.size() ? 0 : found->second.copy(buffer, capacity, offset);
}

void StageKv::join() { join_all(mutex_, threads_); }

plugin::KvRead StageKv::get(const std::string&, const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = values_.find(key);
  if (found == values_.end()) return {};
  return {BATON_OK, found->second};
}

baton_status_t StageKv::commit(const std::string&, std::vector<plugin::KvWrite> writes,
                               std::function<void(baton_status_t)> done) {
  const std::lock_guard lock(mutex_);
  baton_status_t status = BATON_OK;
  for (const auto& write : writes) {
    const auto found = values_.find(write.key);
    const auto now = found == values_.end() ? 0 : found->second.revision;
    if (write.expected_revision != UINT64_MAX && write.expected_revision != now) status = BATON_CONFLICT;
  }
  if (status == BATON_OK) ++revision_;
  for (auto& write : writes) {
    if (status != BATON_OK) break;
    if (write.value)
      values_[write.key] = {std::move(*write.value), revision_};
    else
      values_.erase(write.key);
  }
  threads_.emplace_back([done = std::move(done), status] { done(status); });
  return BATON_OK;
}

void StageEmit::join() { join_all(mutex_, threads_); }

baton_status_t StageEmit::emit(const std::string&, const baton_batch_t&,
                               std::function<void(baton_status_t)> stored) {
  const std::lock_guard lock(mutex_);
  threads_.emplace_back([stored = std::move(stored)] { stored(BATON_OK); });
  return BATON_OK;
}

}  // namespace baton::validate
