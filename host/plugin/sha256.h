// SPDX-License-Identifier: MIT
// sha256.h - the hash of a library file, compared with its manifest before the file is opened, and of blobs on arrival.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace baton::plugin {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(std::string_view bytes);
  std::string hex();  // 64 lower-case digits; ends the calculation

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Nothing when the file cannot be read.
std::optional<std::string> sha256_of_file(const std::filesystem::path& file);

}  // namespace baton::plugin
