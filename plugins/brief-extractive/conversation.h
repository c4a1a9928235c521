// SPDX-License-Identifier: MIT
// The conversation as the extraction sees it: plain records in, one masked and analysed turn per message out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text.h"
#include "words.h"

namespace baton::brief {

// Of a very long conversation the beginning (what it is about) and the end (where it stands) are read.
inline constexpr std::size_t kEventsReadFirst = 100;
inline constexpr std::size_t kEventsReadLast = 900;
// Over all messages; each gets its share, but never less than a normal message needs.
inline constexpr std::size_t kConversationReadBytes = 262'144;
inline constexpr std::size_t kMessageReadMinBytes = 256;

enum class Speaker { customer, agent, bot, note, work_answer, other };

struct Attachment {
  std::string kind;  // "image", "document", ...
  std::string file_name;
};

struct Event {
  std::uint64_t sequence = 0;
  Speaker speaker = Speaker::other;
  std::string_view text;        // borrowed
  std::string_view message_id;  // of the message this is, or that it edits or deletes
  bool edits = false;           // replaces the text of message_id
  bool deletes = false;
  std::vector<Attachment> attachments;
};

struct Turn {
  std::uint64_t sequence = 0;
  Speaker speaker = Speaker::other;
  Text text;
  Language language = Language::unknown;
  std::vector<Attachment> attachments;
};

struct Conversation {
  std::vector<Turn> turns;  // words that stand: edited, without deleted ones, secrets masked
  std::size_t withheld_count = 0;
};

Conversation read_conversation(const std::vector<Event>& events);

}  // namespace baton::brief
