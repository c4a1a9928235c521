// SPDX-License-Identifier: MIT
// What a brief is asked of, in our own hands: the host's records are borrowed, and the endpoint takes its
// time. All text is UTF-8 and was masked by the host before it was stored (rule I4); nothing here can undo
// that.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace baton::brief_llm {

enum class Speaker { customer, bot, agent, note, answer };

struct Attachment {
  std::string kind;  // "image", "document", ...
  std::string file_name;
};

struct Turn {
  std::uint64_t source = 0;  // the event's sequence
  Speaker speaker = Speaker::customer;
  std::string text;
  std::vector<Attachment> attachments;
};

struct CaseFacts {
  std::string status;  // "open", "escalated", ...
  std::string owner;   // "bot", "person" or "office": the model need not know who
  std::string lane;
  std::string segment;
  std::string rule;      // what decided the handoff: "H8", "handoff"
  std::string reason;    // as a person gave it
  std::string question;  // of the handoff, else of the latest unfinished work item
};

struct Asked {
  std::uint64_t revision = 0;
  std::string language = "en";  // of the brief, BCP 47
  std::size_t chars_max = 1000;
  CaseFacts facts;
  std::vector<Turn> turns;  // oldest first
};

}  // namespace baton::brief_llm
