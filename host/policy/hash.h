// SPDX-License-Identifier: MIT
// hash.h - SHA-256 as hex. The only place of this room that knows OpenSSL.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace baton::policy {

std::string sha256_hex(std::string_view bytes);
std::optional<std::string> sha256_hex_of_file(
    const std::filesystem::path& file);  // nothing: it cannot be read

}  // namespace baton::policy
