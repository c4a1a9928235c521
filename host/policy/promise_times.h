// SPDX-License-Identifier: MIT
// promise_times.h - times that people name while promising something: "by tomorrow noon", "within two hours", "bis
// Montag 15 Uhr" (G13). Only proposed to the author, so a rare miss costs little; what is no promise is better left
// alone.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/core/text_matcher.h"

namespace re2 {
class RE2;
}

namespace baton::policy {

class PromiseTimes {
 public:
  PromiseTimes();
  ~PromiseTimes();
  // The first one in the language of the conversation, else in any that is known.
  std::optional<core::PromisedTime> find(std::string_view text, std::string_view language) const;

 private:
  struct Patterns {
    std::string language;
    std::unique_ptr<re2::RE2> span;  // "within 2 hours"
    std::unique_ptr<re2::RE2> day;   // "by tomorrow noon", "by 3 pm"
  };
  std::vector<Patterns> patterns_;
};

}  // namespace baton::policy
