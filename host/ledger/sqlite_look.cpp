// SPDX-License-Identifier: MIT
#include "host/ledger/sqlite_look.h"

#include <limits>
#include <mutex>

#include "host/ledger/sqlite_migrations.h"
#include "host/ledger/sqlite_streams.h"

namespace baton::ledger {
namespace {

constexpr auto kNoDuplicates = std::numeric_limits<std::int64_t>::max();

class SqliteLook final : public Histories {
 public:
  explicit SqliteLook(const std::string& path) : connection_(path, Connection::Mode::read) {}
  Connection& connection() { return connection_; }

  LoadedStream load(const StreamName& stream) override {
    LoadedStream unreadable;
    unreadable.failed = true;
    return guarded<LoadedStream>([&] { return read_stream(connection_, stream, kNoDuplicates); }, unreadable);
  }
  std::vector<StoredFact> history(const StreamName& stream, std::int64_t after_sequence, int limit) override {
    return guarded<std::vector<StoredFact>>([&] { return read_history(connection_, stream, after_sequence, limit); });
  }
  std::vector<StreamName> streams(const StreamName& after, int limit) override {
    return guarded<std::vector<StreamName>>([&] { return read_streams(connection_, after, limit); });
  }
  std::vector<StoredInput> inputs(const StreamName& stream, std::int64_t after_position, int limit) override {
    return guarded<std::vector<StoredInput>>(
        [&] { return read_inputs(connection_, stream, after_position, limit); });
  }
  std::optional<std::string> content(std::int64_t id) override {
    return guarded<std::optional<std::string>>([&] { return read_content(connection_, id); });
  }
  std::string health() override {
    const std::lock_guard lock(mutex_);
    return error_;
  }

 private:
  template <class Result, class Read>
  Result guarded(const Read& read, Result otherwise = {}) {
    const std::lock_guard lock(mutex_);
    try {
      return read();
    } catch (const std::exception& error) {
      error_ = error.what();  // kept: a look that missed one row is no look at the whole
      return otherwise;
    }
  }

  std::mutex mutex_;
  Connection connection_;
  std::string error_;
};

}  // namespace

Look look_into_sqlite_store(const std::string& path) {
  Look look;
  try {
    auto store = std::make_unique<SqliteLook>(path);
    look.error = why_not_readable(store->connection(), migrations());
    if (look.error.empty()) look.store = std::move(store);
  } catch (const std::exception& error) {
    look.error = path + ": " + error.what();
  }
  return look;
}

}  // namespace baton::ledger
