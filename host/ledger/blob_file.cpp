// SPDX-License-Identifier: MIT
#include "host/ledger/blob_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace baton::ledger {

NewFile::NewFile(const std::filesystem::path& path)
    : file_(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600)) {}

NewFile::~NewFile() {
  if (file_ >= 0) ::close(file_);
}

bool NewFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return file_ >= 0;
}

bool NewFile::sync() { return ::fsync(file_) == 0; }

bool sync_folder(const std::filesystem::path& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return false;
  const bool synced = ::fsync(file) == 0;
  ::close(file);
  return synced;
}

std::optional<std::string> read_part(const std::filesystem::path& path, std::int64_t offset, std::int64_t length) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  std::string bytes(static_cast<std::size_t>(length), '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    const auto got = ::pread(file, bytes.data() + have, bytes.size() - have, offset + static_cast<std::int64_t>(have));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    have += static_cast<std::size_t>(got);
  }
  ::close(file);
  if (have != bytes.size()) return std::nullopt;
  return bytes;
}

}  // namespace baton::ledger
