// SPDX-License-Identifier: MIT
// blob_file.h - the few file operations of the blob store that must be durable or whole, as values instead of errno.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace baton::ledger {

// A new file, open for appending; closed with the object.
class NewFile {
 public:
  explicit NewFile(const std::filesystem::path& path);
  ~NewFile();
  NewFile(NewFile&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  NewFile& operator=(NewFile&&) = delete;
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  bool append(std::string_view bytes);
  bool sync();

 private:
  int file_;
};

bool sync_folder(const std::filesystem::path& folder);  // makes names in it durable
std::optional<std::string> read_part(const std::filesystem::path& path, std::int64_t offset, std::int64_t length);

}  // namespace baton::ledger
