// SPDX-License-Identifier: MIT
// memory_blob_store.cpp - attachments without a disk, for tests and the memory ledger.
#include <map>
#include <mutex>

#include "host/ledger/crypto.h"
#include "host/ledger/key_wrap.h"
#include "host/ledger/memory_ledger.h"

namespace baton::ledger {
namespace {

class MemoryBlobStore final : public BlobStore {
 public:
  explicit MemoryBlobStore(std::int64_t bytes_max) : bytes_max_(bytes_max) {}

  std::uint64_t create() override {
    const std::lock_guard lock(mutex_);
    writes_[++last_write_];
    return last_write_;
  }
  bool append(std::uint64_t write_id, std::string_view bytes) override {
    const std::lock_guard lock(mutex_);
    const auto known = writes_.find(write_id);
    if (known == writes_.end()) return false;
    auto& write = known->second;
    write.refused |= static_cast<std::int64_t>(write.bytes.size() + bytes.size()) > bytes_max_;
    if (!write.refused) write.bytes.append(bytes);
    return !write.refused;
  }
  std::optional<Finished> finish(std::uint64_t write_id) override {
    const std::lock_guard lock(mutex_);
    auto node = writes_.extract(write_id);
    if (node.empty() || node.mapped().refused) return std::nullopt;
    auto& bytes = node.mapped().bytes;
    Finished finished{to_hex(random_bytes(16)), to_hex(sha256(bytes)), static_cast<std::int64_t>(bytes.size())};
    blobs_.emplace(finished.blob_id, std::move(bytes));
    return finished;
  }
  void abandon(std::uint64_t write_id) override {
    const std::lock_guard lock(mutex_);
    writes_.erase(write_id);
  }
  std::optional<std::int64_t> size(const std::string& blob_id) override {
    const std::lock_guard lock(mutex_);
    const auto known = blobs_.find(blob_id);
    return known == blobs_.end() ? std::nullopt : std::optional(static_cast<std::int64_t>(known->second.size()));
  }
  std::optional<std::string> read(const std::string& blob_id, std::int64_t offset, std::int64_t capacity) override {
    const std::lock_guard lock(mutex_);
    const auto known = blobs_.find(blob_id);
    if (known == blobs_.end() || offset < 0 || capacity < 0) return std::nullopt;
    if (offset >= static_cast<std::int64_t>(known->second.size())) return std::string();
    return known->second.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(capacity));
  }
  void erase(const std::string& blob_id) override {
    const std::lock_guard lock(mutex_);
    blobs_.erase(blob_id);
    locked_.erase(blob_id);
  }
  std::optional<std::string> lock_away(const std::string& blob_id, std::string_view key) override {
    const std::lock_guard lock(mutex_);
    const auto known = blobs_.find(blob_id);
    if (known == blobs_.end()) return std::nullopt;
    auto id = to_hex(random_bytes(16));
    locked_.emplace(id, wrap_key(key, id, known->second));
    return id;
  }
  std::optional<std::string> read_locked(const std::string& blob_id, std::string_view key) override {
    const std::lock_guard lock(mutex_);
    const auto known = locked_.find(blob_id);
    return known == locked_.end() ? std::nullopt : unwrap_key(key, blob_id, known->second);
  }

 private:
  struct Write {
    std::string bytes;
    bool refused = false;
  };
  const std::int64_t bytes_max_;
  std::mutex mutex_;
  std::uint64_t last_write_ = 0;
  std::map<std::uint64_t, Write> writes_;
  std::map<std::string, std::string> blobs_;
  std::map<std::string, std::string> locked_;  // sealed whole
};

}  // namespace

std::unique_ptr<BlobStore> make_memory_blob_store(std::int64_t blob_bytes_max) {
  return std::make_unique<MemoryBlobStore>(blob_bytes_max);
}

}  // namespace baton::ledger
