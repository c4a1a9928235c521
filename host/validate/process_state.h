// SPDX-License-Identifier: MIT
// process_state.h - what a plugin shares with whoever it lives with, looked at before and after.
#pragma once

#include <cstddef>
#include <string>

namespace baton::validate {

std::size_t thread_count();  // of this process
std::size_t descriptor_count();
std::size_t memory_bytes();  // it holds; under a sanitizer, which keeps what was freed: what is allocated

// Waits up to a second for threads that are ending.
std::size_t thread_count_at_rest(std::size_t wanted);

// Working directory, environment, locale, file mode mask, signal handlers, rounding of floating point.
class ProcessState {
 public:
  static ProcessState now();
  // The first thing that is otherwise in `later`; empty when nothing is.
  std::string difference(const ProcessState& later) const;

 private:
  std::string folder_, environment_, locale_, handlers_;
  unsigned mask_ = 0;
  int rounding_ = 0;
};

}  // namespace baton::validate
