// SPDX-License-Identifier: MIT
// loading_checks.cpp - opening the library and its first three functions, before there is an instance. Each
// check has the library to itself: nothing of it was open in the process before.
#include <sys/mman.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <filesystem>

#include "host/plugin/clean_error.h"
#include "host/plugin/library.h"
#include "host/plugin/str.h"
#include "host/validate/check.h"
#include "host/validate/process_state.h"
#include "host/validate/rig.h"

namespace baton::validate {
namespace {

using std::chrono::steady_clock;

// Nobody has called init yet.
struct Opened {
  baton_entry_fn function = nullptr;
  const baton_entry_t* entry = nullptr;
  std::string problem;
};

Opened open_raw(const Subject& subject) {
  Opened opened;
  const auto library = plugin::open_for_good(subject.bundle.library, BATON_ENTRY_SYMBOL);
  opened.problem = library.problem;
  if (library.symbol == nullptr) return opened;
  opened.function = reinterpret_cast<baton_entry_fn>(library.symbol);
  opened.entry = opened.function();
  if (opened.entry == nullptr) opened.problem = "the entry returned NULL";
  return opened;
}

Verdict not_open(const Opened& opened) { return skipped("the library does not open: " + opened.problem); }

baton_status_t init(const Opened& opened, const std::string& folder) {
  auto error = plugin::empty_error();
  return opened.entry->init(plugin::str_of(folder), &error);
}

bool has_hole(const baton_entry_t& entry) {
  return entry.init == nullptr || entry.deinit == nullptr || entry.get_factory == nullptr;
}

Verdict loads_now_local(const Subject& subject) {
  const auto opened = plugin::open_for_good(subject.bundle.library, BATON_ENTRY_SYMBOL);
  if (opened.symbol != nullptr) return passed();
  return failed(opened.problem, "link it with -z defs against what the target system has");
}

Verdict entry_constant(const Subject& subject) {
  const auto opened = open_raw(subject);
  if (opened.function == nullptr) return not_open(opened);
  if (opened.entry == nullptr) return failed(opened.problem, "return the address of a static table");
  if (has_hole(*opened.entry)) return failed("its table has a NULL in it", "fill the whole baton_entry_t");
  const baton_entry_t before = *opened.entry;
  if (opened.function() != opened.entry)
    return failed("a second call returned another table", "return one static table");
  if (std::memcmp(&before, opened.entry, sizeof before) != 0)
    return failed("its table changed between two calls", "make the table const");
  return passed();
}

Verdict abi_range_sane(const Subject& subject) {
  const auto opened = open_raw(subject);
  if (opened.entry == nullptr) return not_open(opened);
  const auto abi = plugin::abi_of(opened.entry->abi), abi_min = plugin::abi_of(opened.entry->abi_min);
  const auto verdict = plugin::check_version(plugin::kHostAbi, abi, abi_min);
  if (verdict == plugin::VersionVerdict::kAccepted) return passed();
  return failed(plugin::rule_text(verdict) + std::string("; the library says abi ") + plugin::to_string(abi) +
                    ", abi_min " + plugin::to_string(abi_min),
                "set abi from BATON_ABI_MAJOR and BATON_ABI_MINOR, abi_min no higher");
}

Verdict load_time(const Subject& subject) {
  const auto began = steady_clock::now();
  const auto opened = open_raw(subject);
  if (opened.entry == nullptr || has_hole(*opened.entry)) return not_open(opened);
  init(opened, subject.bundle.folder.string());
  const auto took =
      std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - began).count();
  const auto what = "opening and init took " + std::to_string(took) + " ms";
  if (took >= 2000) return failed(what, "do the work in start, or on a thread of the instance");
  if (took >= 100) return {Result::warn, what, "do the work in start, or on a thread of the instance"};
  return passed();
}

Verdict manifest_equals_descriptor(const Subject& subject) {
  const auto opened = open_library(subject);
  const auto* refusal = std::get_if<plugin::LoadRefusal>(&opened);
  if (refusal == nullptr) return passed();
  if (refusal->step != plugin::LoadStep::kDescriptor) return not_loadable(*refusal);
  return failed(refusal->rule + ", but " + refusal->message, refusal->mend);
}

Verdict unknown_factory_null(const Subject& subject) {
  const auto opened = open_raw(subject);
  if (opened.entry == nullptr || has_hole(*opened.entry)) return not_open(opened);
  if (init(opened, subject.bundle.folder.string()) != BATON_OK) return skipped("its init fails");
  const std::string known = plugin::factory_id(subject.bundle.manifest.kinds.front());
  const std::string shorter = known.substr(0, known.size() - 1), longer = known + "0",
                    other = "com.example.nothing/1";
  for (const auto& id : {std::string(), shorter, longer, other})
    if (opened.entry->get_factory(id.c_str()) != nullptr)
      return failed("get_factory(\"" + id + "\") returned a table",
                    "compare the whole id, and return NULL for others");
  return passed();
}

Verdict init_deinit_clean(const Subject& subject) {
  const auto opened = open_raw(subject);
  if (opened.entry == nullptr || has_hole(*opened.entry)) return not_open(opened);
  const auto threads = thread_count(), descriptors = descriptor_count();
  if (init(opened, subject.bundle.folder.string()) != BATON_OK) return skipped("its init fails");
  opened.entry->deinit();
  if (const auto now = thread_count_at_rest(threads); now > threads)
    return failed(std::to_string(now - threads) + " threads are left after deinit", "join them there");
  if (const auto now = descriptor_count(); now > descriptors)
    return failed(std::to_string(now - descriptors) + " file descriptors are left after deinit",
                  "close them there");
  return passed();
}

Verdict init_bad_dir(const Subject& subject) {
  const auto opened = open_raw(subject);
  if (opened.entry == nullptr || has_hole(*opened.entry)) return not_open(opened);
  const auto status = init(opened, "/nonexistent/bundle");
  if (status == BATON_OK) opened.entry->deinit();
  if (status >= BATON_OK && status <= BATON_REJECTED && status != BATON_PENDING) return passed();
  return failed("init returned " + std::to_string(status) + " for a folder that does not exist",
                "return BATON_OK or an error");
}

Verdict no_side_effects_on_load(const Subject& subject) {
  const auto before = ProcessState::now();
  const auto opened = open_raw(subject);
  if (opened.entry == nullptr || has_hole(*opened.entry)) return not_open(opened);
  const bool good = init(opened, subject.bundle.folder.string()) == BATON_OK;
  auto changed = before.difference(ProcessState::now());
  if (good) opened.entry->deinit();
  if (changed.empty()) return passed();
  return failed("loading it changed " + changed, "leave the process as it is: it belongs to the host");
}

Verdict says_nothing_on_load(const Subject& subject) {
  const int file = memfd_create("said", MFD_CLOEXEC);
  if (file < 0 || dup2(file, STDOUT_FILENO) < 0 || dup2(file, STDERR_FILENO) < 0)
    return skipped("no memory file");
  const auto opened = open_raw(subject);
  if (opened.entry == nullptr || has_hole(*opened.entry)) return not_open(opened);
  init(opened, subject.bundle.folder.string());
  std::fflush(nullptr);
  const auto size = lseek(file, 0, SEEK_END);
  if (size == 0) return passed();
  return failed("it wrote " + std::to_string(size) + " bytes to standard output or error while loading",
                "log by baton.log/1, from an instance");
}

}  // namespace

std::vector<Check> loading_checks() {
  constexpr auto kFails = Weight::fails;
  constexpr auto kInside = Where::inside;
  return {
      {"loads-now-local", "it opens with every symbol resolved", kFails, kInside, {}, loads_now_local},
      {"entry-constant",
       "the entry gives the same whole table every time",
       kFails,
       kInside,
       {},
       entry_constant},
      {"abi-range-sane",
       "its ABI versions make sense and take this host",
       kFails,
       kInside,
       {},
       abi_range_sane},
      {"load-time", "it loads within 100 ms, and surely within 2 s", kFails, kInside, {}, load_time},
      {"manifest-equals-descriptor",
       "what the code says of itself is what the manifest says",
       kFails,
       kInside,
       {},
       manifest_equals_descriptor},
      {"unknown-factory-null",
       "a factory it does not have is NULL",
       kFails,
       kInside,
       {},
       unknown_factory_null},
      {"init-deinit-clean",
       "init and deinit leave no thread and no descriptor",
       kFails,
       kInside,
       {},
       init_deinit_clean},
      {"init-bad-dir",
       "a bundle folder that is not there is an error, not a crash",
       kFails,
       kInside,
       {},
       init_bad_dir},
      {"no-side-effects-on-load",
       "loading changes nothing of the process",
       kFails,
       kInside,
       {},
       no_side_effects_on_load},
      {"says-nothing-on-load", "loading prints nothing", Weight::warns, kInside, {}, says_nothing_on_load},
  };
}

}  // namespace baton::validate
