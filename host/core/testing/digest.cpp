// SPDX-License-Identifier: MIT
#include "host/core/testing/digest.h"

namespace baton::core::testing {

std::uint64_t digest(const Fact& fact) {
  return std::visit([](const auto& known) { return digest(known); }, fact);
}

std::uint64_t digest(const CustomerState& state) {
  Digest digest;
  digest.add(state);
  return digest.take();
}

}  // namespace baton::core::testing
