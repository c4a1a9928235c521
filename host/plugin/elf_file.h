// SPDX-License-Identifier: MIT
// elf_file.h - bytes of an ELF file nobody trusts: every offset and size is checked before it is used.
#pragma once

#include <elf.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace baton::plugin {

inline constexpr std::size_t kLibraryMaxBytes = 536870912;

class ElfFile {
 public:
  explicit ElfFile(const std::filesystem::path& file) : stream_(file, std::ios::binary) {
    std::error_code error;
    size_ = std::filesystem::file_size(file, error);
    if (error || size_ > kLibraryMaxBytes) size_ = 0;
  }

  template <class T>
  std::optional<T> at(std::uint64_t offset) {
    T value{};
    if (!read(offset, &value, sizeof value)) return std::nullopt;
    return value;
  }

  std::optional<std::string> bytes(std::uint64_t offset, std::uint64_t count) {
    if (count > size_) return std::nullopt;
    std::string text(count, '\0');
    if (!read(offset, text.data(), count)) return std::nullopt;
    return text;
  }

 private:
  bool read(std::uint64_t offset, void* out, std::uint64_t count) {
    if (count > size_ || offset > size_ - count) return false;
    stream_.clear();
    stream_.seekg(static_cast<std::streamoff>(offset));
    return static_cast<bool>(stream_.read(static_cast<char*>(out), static_cast<std::streamsize>(count)));
  }

  std::ifstream stream_;
  std::uint64_t size_ = 0;
};

// Why this is not the header of a 64-bit little-endian shared library; empty when it is.
std::string header_problem(const std::optional<Elf64_Ehdr>& header);

}  // namespace baton::plugin
