// SPDX-License-Identifier: MIT
// text_matcher.h - how the core sees words. Declared here, built by host/policy from configuration (RE2 sets), so that
// the core stays free of libraries and decisions stay the same for the same policy.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/core/time.h"

namespace baton::core {

struct TextSpan {
  std::int64_t begin = 0;  // bytes
  std::int64_t length = 0;
  std::string pattern;     // which of the configured patterns
};

// "by tomorrow noon", "within two hours": a time somebody names while promising (G13), not yet on any calendar.
struct PromisedTime {
  TextSpan span;
  Millis after = 0;           // so long from now; 0 = a day, a time, or both
  std::int64_t days = -1;     // 0 = today, 1 = tomorrow; -1: not said
  std::int64_t weekday = -1;  // 0 = Monday; -1: not said
  Millis of_day = -1;         // -1: by the end of the day
};

// Where a configured signal stands in a text.
struct SignalHit {
  std::size_t signal = 0;     // its place in TriagePolicy::signals
  std::int64_t begin = 0;     // bytes
  std::int64_t length = 0;
  std::int64_t sentence = 0;  // of the text, counted from 0: what stands apart may be another issue (R3)
};

// The language a text seems to be written in, or asks for ("en español, por favor"); empty: it does not say.
struct Heard {
  std::string language;
  bool asked = false;
};

// What every message of a customer is asked for.
struct WordsRead {
  std::vector<SignalHit> signals;
  Heard heard;
  bool urgency = false;  // J1: it says how urgent it is
};

// Pure and safe to call from any thread. `language` is BCP 47 or empty ("try them all").
class TextMatcher {
 public:
  virtual ~TextMatcher() = default;
  virtual std::optional<TextSpan> asks_for_person(std::string_view text, std::string_view language) const = 0;  // H8
  virtual bool is_opt_out(std::string_view text) const = 0;                                                    // W7
  virtual bool is_acknowledgement(std::string_view text, std::string_view language) const = 0;                 // C10
  virtual std::optional<PromisedTime> promised_time(std::string_view, std::string_view) const {
    return std::nullopt;
  }  // G13
  // Spans that look sensitive but are the organisation's own ids and therefore stay (I4).
  virtual std::vector<TextSpan> own_ids(std::string_view text) const = 0;
  // Spans that are masked beside cards and IBANs (I4): national ids, passwords and codes in context, configured kinds.
  // `pattern` is the kind, as it stands in their place: "[SSN]".
  virtual std::vector<TextSpan> sensitive(std::string_view text) const = 0;
  // The signals of triage in a text, each once, in the order of the policy (I9).
  virtual std::vector<SignalHit> signals(std::string_view text) const = 0;
  // H13: the class of data these words ask for or speak of ("card", "password", ...); empty: they do not say.
  virtual std::string data_class(std::string_view) const { return {}; }
  virtual Heard language_of(std::string_view text) const = 0;
  virtual bool names_urgency(std::string_view) const { return false; }
  // The three at once; a matcher that prepares the text for them does it once.
  virtual WordsRead read(std::string_view text) const {
    return {signals(text), language_of(text), names_urgency(text)};
  }
  // J1: the whole message greets or asks for help and says nothing else.
  virtual bool is_greeting(std::string_view) const { return false; }
  // Orders, invoices and the like that a text names (I3); `pattern` is the kind.
  virtual std::vector<TextSpan> objects(std::string_view) const { return {}; }
};

}  // namespace baton::core
