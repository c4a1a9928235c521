// SPDX-License-Identifier: MIT
// named_objects.h - orders, invoices and tickets that words name by their number (I3).
#pragma once

#include <re2/re2.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "host/core/text_matcher.h"

namespace baton::policy {

using ObjectPatterns = std::map<std::string, std::vector<std::string>>;  // kind -> RE2

// Those that ship: a prefix with digits, or the thing's name and its number.
const ObjectPatterns& shipped_objects();

class NamedObjects {
 public:
  // REQUIRES: patterns are without problem.
  explicit NamedObjects(const ObjectPatterns& patterns);

  std::vector<core::TextSpan> find(std::string_view text) const;  // of the numbers, each once

 private:
  struct Rule {
    std::string kind;
    std::unique_ptr<RE2> re;
  };
  std::vector<Rule> rules_;
};

}  // namespace baton::policy
