// SPDX-License-Identifier: MIT
// ownership_faults.cpp - plugins in C that are whole but for one thing: those of this folder, and those of
// bad_plugins.
#include "tests/abi/validate/fault.h"

namespace baton::validate::test {
namespace {

using std::chrono::milliseconds;
using Lines = std::vector<Expected>;

const Lines kFails = {{Result::fail, "inside"}};
const Lines kWarns = {{Result::warn, "inside"}};
const Lines kCrashes = {{Result::crash, "inside"}};
const Lines kFailsInBoth = {{Result::fail, "both"}};

Fault of(const char* check, const char* library, const Lines& lines) {
  return {check, library, lines, [library](BundleFolder& folder) { return folder.lay(library); }};
}

std::vector<Fault> loading() {
  return {
      of("loads-now-local", "unresolved", kFails),
      of("entry-constant", "entry_null", kFails),
      of("entry-constant", "entry_hole", kFails),
      of("entry-constant", "table_changes", kFails),
      of("abi-range-sane", "abi_inverted", kFails),
      of("abi-range-sane", "abi_next_major", kFails),
      of("load-time", "slow_to_load", kWarns),
      of("manifest-equals-descriptor", "other_id", kFails),
      of("manifest-equals-descriptor", "other_version", kFails),
      of("manifest-equals-descriptor", "other_schema", kFails),
      of("manifest-equals-descriptor", "other_capabilities", kFails),
      of("manifest-equals-descriptor", "factory_null", kFails),
      of("unknown-factory-null", "any_factory", kFails),
      of("init-deinit-clean", "leaves_a_thread", kFails),
      of("init-deinit-clean", "leaves_a_file", kFails),
      of("init-bad-dir", "needs_its_folder", kCrashes),
      of("no-side-effects-on-load", "changes_the_environment", kFails),
      of("no-side-effects-on-load", "handles_signals", kFails),
      of("says-nothing-on-load", "prints_on_load", kWarns),
      of("descriptor-well-formed", "reserved_in_use", kFails),
      of("descriptor-out-of-range-null", "no_last_descriptor", kFails),
      of("ids-unique", "two_of_one_id", kFails),
      of("descriptor-static", "renames_itself", kFails),
      of("odd-settings-without-crash", "trusts_its_settings", kCrashes),
  };
}

std::vector<Fault> living() {
  return {
      of("create-makes-no-host-call", "create_calls_host", kFails),
      of("lifecycle-orders", "cleans_up_what_never_was", kCrashes),
      of("start-stop-restart", "starts_once", kFails),
      of("start-stop-restart", "runs_on_after_stop", kFails),
      of("late-after-stop", "answers_after_stop", kFails),
      of("create-destroy-1000", "leaks_memory", kFails),
      of("create-destroy-1000", "leaks_files", kFails),
      of("create-destroy-1000", "runs_on_after_stop", kFails),
      of("two-instances-independent", "stops_all_at_once", kFails),
      of("parallel-instances", "two_at_most", kFails),
      of("unknown-extension-null", "any_extension", kFails),
      of("extension-answers-constant", "offers_now_and_then", kFails),
      of("kind-interface-present", "no_kind", kFails),
      of("missing-host-extension", "needs_the_log", kCrashes),
  };
}

std::vector<Fault> calls() {
  auto hangs = of("returns-quickly", "hangs", {{Result::timeout, "inside"}});
  hangs.limit = milliseconds(1500);
  return {
      hangs,
      of("starts", "start_fails", kFailsInBoth),
      of("starts", "opens_a_socket", {{Result::pass, "inside"}, {Result::fail, "runner"}}),
      of("answers-the-ordinary-question", "fails", kFailsInBoth),
      of("completes-exactly-once", "completes_twice", kFailsInBoth),
      of("completes-exactly-once", "completes_nothing", kFailsInBoth),
      of("completes-exactly-once", "completes_and_fails", kFailsInBoth),
      of("completes-exactly-once", "completes_a_stranger", kFailsInBoth),
      of("completes-exactly-once", "malformed_result", kFailsInBoth),
      of("completes-exactly-once", "never_answers", kFailsInBoth),
      of("returns-quickly", "slow", kFails),
      of("returns-quickly", "rather_slow", kWarns),
      of("status-values-known", "unknown_status", kFails),
      of("status-values-known", "message_without_end", kFails),
      of("honours-cancel", "cancellable", kWarns),
      of("budget-respected", "slow", kWarns),
      of("storm", "tires", kCrashes),
  };
}

std::vector<Fault> inputs() {
  return {
      of("strings-are-not-terminated", "looks_for_a_nul", kCrashes),
      of("no-borrowed-memory-kept", "keeps_what_it_was_lent", kCrashes),
      of("no-borrowed-memory-kept", "reads_after_the_call", kCrashes),
      of("no-writes-outside", "fills_the_whole_error", kFails),
      of("accepts-larger-structs", "wants_known_sizes", kFails),
      of("accepts-unknown-values", "wants_known_values", kFails),
      of("absent-strings", "reads_absent_texts", kCrashes),
      of("hostile-text", "has_a_small_buffer", kCrashes),
  };
}

std::vector<Fault> proposals() {
  return {
      of("chooses-from-candidates", "gives_to_a_stranger", kFailsInBoth),
      of("chooses-from-candidates", "gives_to_an_unknown_lane", kFailsInBoth),
      of("chooses-from-candidates", "opens_work_nowhere", kFailsInBoth),
      of("chooses-from-candidates", "gives_work_to_a_stranger", kFailsInBoth),
      of("chooses-from-candidates", "proposes_what_is_not", kFailsInBoth),
      of("revision-copied", "forgets_the_revision", kFailsInBoth),
      of("no-candidates", "always_ana", kFailsInBoth),
      of("no-candidates", "fails_when_alone", kFailsInBoth),
      of("capacity-respected", "always_ana", {{Result::warn, "both"}}),
  };
}

}  // namespace

std::vector<Fault> ownership_faults() {
  std::vector<Fault> all;
  for (const auto& some : {loading(), living(), calls(), inputs(), proposals()})
    all.insert(all.end(), some.begin(), some.end());
  return all;
}

}  // namespace baton::validate::test
