// SPDX-License-Identifier: MIT
// sanitized.h - whether this program was built with a sanitizer: its shadow memory and its runtime are no plugin's
// doing.
#pragma once

namespace baton::plugin {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace baton::plugin
