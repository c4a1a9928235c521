// SPDX-License-Identifier: MIT
#include "host/ledger/blob_store_files.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>

#include "host/ledger/blob_file.h"
#include "host/ledger/blob_frames.h"
#include "host/ledger/crypto.h"
#include "host/ledger/key_wrap.h"
#include "host/ledger/sqlite_ledger_class.h"

namespace baton::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWritesOpenMax = 256;
constexpr std::string_view kBeingWritten = ".new";  // its row, if there is one, was never told to anybody
constexpr std::string_view kBeingErased = ".old";   // its row goes, then the file

struct Write {
  Write(std::string id, NewFile made, const fs::path& at)
      : blob_id(std::move(id)), key(random_bytes(32)), file(std::move(made)), path(at) {}
  std::mutex mutex;  // one caller per write is usual; two must not tear a frame
  std::string blob_id;
  std::string key;
  NewFile file;
  fs::path path;
  std::string frame;       // bytes not sealed yet
  std::int64_t frames = 0;
  std::int64_t size = 0;
  bool failed = false;
  Sha256 sha;
};

struct BlobRow {
  std::string key;
  std::int64_t size = 0;
};

enum class Locked { no = 1, yes };  // in the quarantine (I4)

bool is_blob_id(std::string_view text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

class BlobStoreFiles final : public BlobStore {
 public:
  BlobStoreFiles(SqliteLedger& ledger, fs::path root, std::int64_t bytes_max)
      : ledger_(ledger), root_(std::move(root)), bytes_max_(bytes_max) {
    fs::create_directories(work_folder());
    fs::permissions(root_, fs::perms::owner_all);
    clean_up();
  }

  std::uint64_t create() override {
    auto id = to_hex(random_bytes(16));
    const auto path = work_folder() / (id + std::string(kBeingWritten));
    const std::lock_guard lock(mutex_);
    if (writes_.size() >= kWritesOpenMax) return 0;
    writes_.emplace(++last_write_, std::make_shared<Write>(std::move(id), NewFile(path), path));
    return last_write_;
  }

  bool append(std::uint64_t write_id, std::string_view bytes) override {
    const auto write = find(write_id);
    if (!write) return false;
    const std::lock_guard lock(write->mutex);
    const auto added = static_cast<std::int64_t>(bytes.size());
    if (write->failed || added > bytes_max_ - write->size) {
      write->failed = true;
      return false;
    }
    write->size += added;
    write->sha.add(bytes);
    write->frame.append(bytes);
    std::size_t done = 0;
    for (; write->frame.size() - done >= static_cast<std::size_t>(kFrameBytes); done += kFrameBytes)
      put_frame(*write, std::string_view(write->frame).substr(done, kFrameBytes));
    write->frame.erase(0, done);
    return !write->failed;
  }

  std::optional<Finished> finish(std::uint64_t write_id) override { return finish(write_id, {}); }

  void abandon(std::uint64_t write_id) override {
    if (const auto write = take(write_id)) drop_file(write->path);
  }

  std::optional<std::int64_t> size(const std::string& blob_id) override {
    const auto row = find_row(blob_id);
    return row ? std::optional(row->size) : std::nullopt;
  }

  std::optional<std::string> read(const std::string& blob_id, std::int64_t offset, std::int64_t capacity) override {
    const auto row = find_row(blob_id);
    if (!row || offset < 0 || capacity < 0) return std::nullopt;
    return read(*row, blob_id, offset, capacity);
  }

  // Frame by frame, so that no more than one of them lies in memory unsealed.
  std::optional<std::string> lock_away(const std::string& blob_id, std::string_view key) override {
    const auto row = find_row(blob_id);
    const auto write_id = row ? create() : 0;
    if (write_id == 0) return std::nullopt;
    for (std::int64_t at = 0; at < row->size; at += kFrameBytes) {
      const auto part = read(*row, blob_id, at, kFrameBytes);
      if (part && append(write_id, *part)) continue;
      abandon(write_id);
      return std::nullopt;
    }
    const auto finished = finish(write_id, key);
    return finished ? std::optional(finished->blob_id) : std::nullopt;
  }

  std::optional<std::string> read_locked(const std::string& blob_id, std::string_view key) override {
    auto row = find_row(blob_id, Locked::yes);
    const auto own = row ? unwrap_key(key, blob_id, row->key) : std::nullopt;
    if (!own) return std::nullopt;
    row->key = *own;
    return read(*row, blob_id, 0, row->size);
  }

  // The name first, so that a crash in between is finished at the next start; then the key, then the bytes.
  void erase(const std::string& blob_id) override {
    if (!is_blob_id(blob_id)) return;
    const auto leaving = work_folder() / (blob_id + std::string(kBeingErased));
    std::error_code ignored;
    fs::rename(path_of(blob_id), leaving, ignored);
    forget_row(blob_id);
    drop_file(leaving);
  }

 private:
  fs::path work_folder() const { return root_ / "work"; }
  fs::path path_of(const std::string& blob_id) const { return root_ / blob_id.substr(0, 2) / blob_id; }

  static void put_frame(Write& write, std::string_view text) {
    std::string sealed;
    seal_frame(write.key, write.blob_id, write.frames++, text, sealed);
    if (!write.file.append(sealed)) write.failed = true;
  }

  // With a key it goes into the quarantine: its own is kept wrapped in that one.
  std::optional<Finished> finish(std::uint64_t write_id, std::string_view key) {
    const auto write = take(write_id);
    if (!write) return std::nullopt;
    const std::lock_guard lock(write->mutex);
    if (!write->frame.empty() && !write->failed) put_frame(*write, write->frame);
    const Finished finished{write->blob_id, to_hex(write->sha.finish()), write->size};
    if (write->failed || !write->file.sync() || !keep(*write, finished, key)) {
      drop_file(write->path);
      return std::nullopt;
    }
    return finished;
  }

  std::optional<std::string> read(const BlobRow& row, const std::string& blob_id, std::int64_t offset,
                                  std::int64_t capacity) const {
    const auto end = offset >= row.size ? offset : offset + std::min(capacity, row.size - offset);
    std::string out;
    for (auto at = offset; at < end;) {
      const auto frame = at / kFrameBytes;
      const auto start = frame * kFrameBytes;
      const auto length = std::min(kFrameBytes, row.size - start);
      const auto sealed = read_part(path_of(blob_id), frame * sealed_frame_bytes(),
                                    length + static_cast<std::int64_t>(kTagBytes));
      const auto text = sealed ? open_frame(row.key, blob_id, frame, *sealed) : std::nullopt;
      if (!text) return std::nullopt;
      const auto until = std::min(end, start + length);
      out.append(*text, static_cast<std::size_t>(at - start), static_cast<std::size_t>(until - at));
      at = until;
    }
    return out;
  }

  // Row before name: a file at its final place always has its key, so that nothing needs to be searched for orphans.
  bool keep(const Write& write, const Finished& finished, std::string_view key) {
    const auto own = key.empty() ? write.key : wrap_key(key, write.blob_id, write.key);
    const bool stored = ledger_.writer().run([&](WriteSide& side) {
      side.store().run("INSERT INTO blobs(id, key, size_bytes, sha256, locked) VALUES(?, ?, ?, ?, ?)", write.blob_id,
                       Blob{own}, finished.size_bytes, finished.sha256, key.empty() ? 0 : 1);
      return true;
    });
    if (!stored) return false;
    const auto place = path_of(write.blob_id);
    std::error_code error;
    fs::create_directories(place.parent_path(), error);
    if (!error) fs::rename(write.path, place, error);
    if (!error && sync_folder(place.parent_path()) && sync_folder(root_)) return true;
    forget_row(write.blob_id);
    return false;
  }

  void forget_row(const std::string& blob_id) {
    ledger_.writer().run([&](WriteSide& side) {
      side.store().run("DELETE FROM blobs WHERE id = ?", blob_id);
      return true;
    });
  }

  std::optional<BlobRow> find_row(const std::string& blob_id, Locked locked = Locked::no) {
    if (!is_blob_id(blob_id)) return std::nullopt;  // it becomes part of a path
    return ledger_.guarded<std::optional<BlobRow>>([&](Connection& reader) {
      std::optional<BlobRow> found;
      reader.query(
          Sql("SELECT key, size_bytes FROM blobs WHERE id = ? AND locked = ?"),
          [&](SQLite::Statement& row) {
            found = BlobRow{row.getColumn(0).getString(), row.getColumn(1).getInt64()};
            return false;
          },
          blob_id, locked == Locked::yes ? 1 : 0);
      return found;
    });
  }

  std::shared_ptr<Write> find(std::uint64_t write_id) {
    const std::lock_guard lock(mutex_);
    const auto known = writes_.find(write_id);
    return known == writes_.end() ? nullptr : known->second;
  }

  std::shared_ptr<Write> take(std::uint64_t write_id) {
    const std::lock_guard lock(mutex_);
    const auto known = writes_.find(write_id);
    if (known == writes_.end()) return nullptr;
    auto write = std::move(known->second);
    writes_.erase(known);
    return write;
  }

  static void drop_file(const fs::path& path) {
    std::error_code ignored;  // left over, it is dropped at the next start
    fs::remove(path, ignored);
  }

  // Both kinds of leftovers end the same way: nobody holds the id of the one, everybody gave up that of the other.
  void clean_up() {
    for (const auto& entry : fs::directory_iterator(work_folder())) {
      const auto blob_id = entry.path().stem().string();
      if (is_blob_id(blob_id)) forget_row(blob_id);
      drop_file(entry.path());
    }
  }

  SqliteLedger& ledger_;
  const fs::path root_;
  const std::int64_t bytes_max_;
  std::mutex mutex_;
  std::uint64_t last_write_ = 0;
  std::map<std::uint64_t, std::shared_ptr<Write>> writes_;
};

}  // namespace

OpenedBlobs open_blob_store(SqliteLedger& ledger, const SqliteOptions& options) {
  try {
    return {std::make_unique<BlobStoreFiles>(ledger, options.path + ".blobs", options.blob_bytes_max), {}};
  } catch (const std::exception& error) {
    return {nullptr, std::string("the folder of attachments cannot be used: ") + error.what()};
  }
}

}  // namespace baton::ledger
