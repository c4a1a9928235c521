// SPDX-License-Identifier: MIT
// short_message.h - whole messages from closed lists: opt-outs (W7) and acknowledgements (C10). When unsure
// it is none.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "host/policy/matcher.h"

namespace baton::policy {

inline constexpr std::size_t kAcknowledgementMaxWords = 20;

class ShortMessages {
 public:
  explicit ShortMessages(const MatcherOptions& options);
  bool is_opt_out(std::string_view text) const;
  bool is_acknowledgement(std::string_view text, std::string_view language) const;

 private:
  using Phrases = std::set<std::string, std::less<>>;
  struct Lists {
    std::string language;
    Phrases acknowledgements;
    Phrases fillers;
  };
  static bool made_of(const std::vector<std::string_view>& words, const std::vector<const Lists*>& lists);

  Phrases opt_outs_;
  std::size_t opt_out_words_max_ = 0;
  std::vector<Lists> languages_;
};

}  // namespace baton::policy
