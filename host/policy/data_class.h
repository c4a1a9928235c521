// SPDX-License-Identifier: MIT
// data_class.h - what kind of data words ask for or speak of (H13): "card", "iban", "password", ... A list of words of
// each kind in the six languages; the first kind that has one in the text.
#pragma once

#include <re2/re2.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::policy {

class DataClasses {
 public:
  DataClasses();
  std::string of(std::string_view text) const;  // empty: it does not say

 private:
  std::vector<std::pair<std::string, std::unique_ptr<RE2>>> classes_;
};

}  // namespace baton::policy
