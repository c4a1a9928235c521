// SPDX-License-Identifier: MIT
// text.h - small questions about text that manifests, settings and plugin records all need answered. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace baton::plugin {

// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. NUL is allowed.
bool is_utf8(std::string_view text);

// Code points of valid UTF-8.
std::size_t code_point_count(std::string_view text);

// The candidate that `word` was most likely meant to be, "" when none is close. Distance counts a swap as one.
std::string nearest_word(std::string_view word, const std::vector<std::string>& candidates);

// For a log: one line stays one line, so that nobody's text can look like lines of the host's own.
std::string one_line(std::string_view text);

}  // namespace baton::plugin
