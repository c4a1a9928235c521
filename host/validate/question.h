// SPDX-License-Identifier: MIT
// question.h - what a plugin of each kind is asked, as records of the ABI. One ordinary case, and what can be
// odd about it: guarded memory, absent texts, values and fields of newer headers, a text of any kind.
#pragma once

#include <baton/baton.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/plugin/manifest/manifest.h"
#include "host/validate/arena.h"
#include "host/validate/samples.h"

namespace baton::validate {

// What a summarizer may find in the ordinary conversation.
inline constexpr const char* kOrderNumber = "48213907";
inline constexpr const char* kMailAddress = "maria.lopez@example.com";

struct Oddity {
  bool guarded = false;               // see arena.h
  std::uint32_t tail = 0;             // likewise
  bool unknown_values = false;        // enumerations hold a value that no header of today knows
  std::optional<std::size_t> absent;  // this one of the optional texts is not there
  std::optional<std::string> text;    // instead of what is said
  std::string raw;                    // the event's payload as received
  bool no_candidates = false;         // nobody is there to be given anything
  std::optional<std::size_t> roomy;   // every candidate is full but this one
};

class Question {
 public:
  Question(plugin::Kind kind, const Samples& samples, Oddity oddity = {});

  plugin::Kind kind() const { return kind_; }
  // Of the kind it was made for; the others are null.
  const baton_outbound_t* outbound() const { return outbound_; }
  const baton_case_view_t* view() const { return view_; }
  const baton_transcript_t* transcript() const { return transcript_; }
  const baton_event_t* event() const { return event_; }

  // The question again as another operation of the same case: its number, memory and budget.
  const baton_call_t* call(baton_op_id_t op, std::uint32_t budget_ms = 5000);
  std::size_t optional_texts() const { return optional_.size(); }
  void forbid() { arena_.forbid(); }

  // Everything that is said in the conversation, one line a message.
  const std::string& said() const { return said_; }
  const std::vector<std::string>& candidates() const { return candidates_; }
  const std::vector<std::string>& lanes() const { return lanes_; }
  std::uint64_t revision() const { return 31; }
  std::vector<std::uint64_t> sequences() const;

 private:
  void optional(baton_str_t& field, std::string_view text);
  baton_case_view_t* make_view();
  void add_candidates(baton_case_view_t& view);
  baton_event_t* make_event(std::uint64_t sequence, baton_event_kind_t kind, std::string_view author,
                            std::string_view text);
  baton_transcript_t* make_transcript();
  baton_outbound_t* make_outbound(const Samples& samples);
  const baton_identity_t* identity(baton_identity_kind_t kind, std::string_view value);

  const plugin::Kind kind_;
  const Oddity oddity_;
  Arena arena_;
  std::vector<baton_str_t*> optional_;
  std::string said_;
  std::vector<std::string> candidates_, lanes_;
  baton_outbound_t* outbound_ = nullptr;
  baton_case_view_t* view_ = nullptr;
  baton_transcript_t* transcript_ = nullptr;
  baton_event_t* event_ = nullptr;
};

// A webhook as a record in `arena`.
const baton_webhook_t* webhook_record(Arena& arena, const Webhook& webhook);

}  // namespace baton::validate
