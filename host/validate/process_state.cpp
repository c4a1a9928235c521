// SPDX-License-Identifier: MIT
#include "host/validate/process_state.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cfenv>
#include <chrono>
#include <clocale>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>

#include "host/plugin/sanitized.h"

// As <sanitizer/allocator_interface.h> has it; only a sanitizer's runtime defines it.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();

namespace baton::validate {
namespace {

namespace fs = std::filesystem;

std::size_t entries_of(const char* folder) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder)) ++count;
  return count;
}

std::string handlers() {
  std::string all;
  for (int signal = 1; signal < NSIG; ++signal) {
    struct sigaction action {};
    if (sigaction(signal, nullptr, &action) != 0) continue;
    all += std::to_string(signal) + ":" +
           std::to_string(reinterpret_cast<std::uintptr_t>(action.sa_handler)) + " ";
  }
  return all;
}

}  // namespace

std::size_t thread_count() { return entries_of("/proc/self/task"); }
std::size_t descriptor_count() { return entries_of("/proc/self/fd"); }

std::size_t memory_bytes() {
  if constexpr (plugin::kSanitized) return __sanitizer_get_current_allocated_bytes();
  std::ifstream stream("/proc/self/statm");
  std::size_t size = 0, resident = 0;
  stream >> size >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

std::size_t thread_count_at_rest(std::size_t wanted) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(1);
  while (thread_count() > wanted && std::chrono::steady_clock::now() < end)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  return thread_count();
}

ProcessState ProcessState::now() {
  ProcessState state;
  state.folder_ = fs::current_path().string();
  for (char** word = environ; *word != nullptr; ++word) state.environment_ += std::string(*word) + "\n";
  state.locale_ = std::setlocale(LC_ALL, nullptr);
  state.handlers_ = handlers();
  state.mask_ = umask(0);
  umask(static_cast<mode_t>(state.mask_));
  state.rounding_ = std::fegetround();
  return state;
}

std::string ProcessState::difference(const ProcessState& later) const {
  if (folder_ != later.folder_) return "the working directory";
  if (environment_ != later.environment_) return "the environment";
  if (locale_ != later.locale_) return "the locale";
  if (handlers_ != later.handlers_) return "a signal handler";
  if (mask_ != later.mask_) return "the file mode mask";
  if (rounding_ != later.rounding_) return "the rounding of floating point";
  return {};
}

}  // namespace baton::validate
