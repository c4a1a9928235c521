// SPDX-License-Identifier: MIT
// lock_file.h - one process per store: an exclusive lock on a file beside it, which the system drops with the process.
#pragma once

#include <string>

namespace baton::ledger {

class LockFile {
 public:
  explicit LockFile(const std::string& path);  // check `error` before use
  ~LockFile();
  LockFile(const LockFile&) = delete;
  LockFile& operator=(const LockFile&) = delete;
  const std::string& error() const { return error_; }

 private:
  int file_ = -1;
  std::string error_;
};

}  // namespace baton::ledger
