// SPDX-License-Identifier: MIT
// What WhatsApp takes, checked before anything is sent: a refusal that names the limit helps its author, one
// that comes back from the channel as "131009" does not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "error_table.h"
#include "outbound_message.h"

namespace baton::whatsapp {

inline constexpr std::size_t kTextMaxChars = 4096;
inline constexpr std::size_t kCaptionMaxChars = 1024;
inline constexpr std::size_t kButtonMaxCount = 3;
inline constexpr std::size_t kButtonTitleMaxChars = 20;
inline constexpr std::size_t kButtonIdMaxChars = 256;
inline constexpr std::size_t kButtonBodyMaxChars = 1024;
inline constexpr std::size_t kFooterMaxChars = 60;
inline constexpr std::size_t kHeaderMaxChars = 60;
inline constexpr std::size_t kListRowMaxCount = 10;
inline constexpr std::size_t kListSectionMaxCount = 10;
inline constexpr std::size_t kListBodyMaxChars = 4096;
inline constexpr std::size_t kListButtonMaxChars = 20;
inline constexpr std::size_t kRowIdMaxChars = 200;
inline constexpr std::size_t kRowTitleMaxChars = 24;
inline constexpr std::size_t kRowDescriptionMaxChars = 72;
inline constexpr std::size_t kSectionTitleMaxChars = 24;
inline constexpr std::size_t kCallbackMaxChars = 512;
inline constexpr std::size_t kTemplateNameMaxChars = 512;

struct MediaLimit {
  baton_message_kind_t kind;
  const char* media_type;
  std::uint64_t max_bytes;
};

// Media types that WhatsApp takes, with the largest size; documents may be of any type.
const MediaLimit* media_limits_begin();
const MediaLimit* media_limits_end();

// Unicode code points, which is how WhatsApp's limits are understood here.
std::size_t count_chars(std::string_view utf8);
bool is_link(std::string_view text);

// The first limit that `message` breaks, or nothing.
std::optional<Failure> check_limits(const OutboundMessage& message);

}  // namespace baton::whatsapp
