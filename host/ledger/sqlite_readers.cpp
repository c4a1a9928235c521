// SPDX-License-Identifier: MIT
#include "host/ledger/sqlite_readers.h"

namespace baton::ledger {

Readers::Readers(const std::string& path, int count) {
  for (int i = 0; i < count; ++i) connections_.push_back(std::make_unique<Connection>(path, Connection::Mode::read));
}

Readers::Loan Readers::lend() {
  std::unique_lock lock(mutex_);
  free_.wait(lock, [&] { return !connections_.empty(); });
  auto connection = std::move(connections_.back());
  connections_.pop_back();
  return Loan(*this, std::move(connection));
}

void Readers::give_back(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(mutex_);
    connections_.push_back(std::move(connection));
  }
  free_.notify_one();
}

}  // namespace baton::ledger
