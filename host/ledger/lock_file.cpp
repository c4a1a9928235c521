// SPDX-License-Identifier: MIT
#include "host/ledger/lock_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace baton::ledger {
namespace {

std::string holder_of(int file) {
  std::array<char, 32> text{};
  const auto length = ::pread(file, text.data(), text.size(), 0);
  return length > 0 ? " (process " + std::string(text.data(), static_cast<std::size_t>(length)) + ")" : std::string();
}

}  // namespace

LockFile::LockFile(const std::string& path) : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  if (file_ < 0) {
    error_ = "cannot open " + path + ": " + std::generic_category().message(errno);
    return;
  }
  if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
    error_ = "another host uses this store" + holder_of(file_) + ": one store serves one host at a time";
    return;
  }
  const auto mine = std::to_string(::getpid());
  // Who holds it is a courtesy for the message above; the lock itself does not depend on it.
  if (::ftruncate(file_, 0) != 0 || ::pwrite(file_, mine.data(), mine.size(), 0) < 0) return;
}

LockFile::~LockFile() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace baton::ledger
