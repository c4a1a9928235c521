// SPDX-License-Identifier: MIT
#include "host/core/testing/dump.h"

namespace baton::core::testing {

std::string dump(const Fact& fact) {
  return std::visit([](const auto& known) { return dump(known); }, fact);
}

std::string dump(const Input& input) {
  return std::visit([](const auto& known) { return dump(known); }, input);
}

}  // namespace baton::core::testing
