// SPDX-License-Identifier: MIT
// check.h - one thing a plugin must keep, under a name that never changes: documents, vendors' notes and
// `--include` cite it.
#pragma once

#include <chrono>
#include <span>
#include <vector>

#include "host/validate/subject.h"
#include "host/validate/verdict.h"

namespace baton::validate {

enum class Weight { fails, warns };

// Where the plugin's code runs while it is looked at.
enum class Where {
  file,    // nowhere: the bundle is read
  inside,  // in the check's own process, through the plugin's tables as they are
  both     // as the host uses it: once in the check's own process, once in a runner, with equal results
};

struct Check {
  const char* id;
  const char* promise;  // one sentence
  Weight weight = Weight::fails;
  Where where = Where::inside;
  // Of the plugin's kinds each one that is named here is looked at; empty: the plugin, whatever its kinds.
  std::vector<plugin::Kind> kinds = {};
  Verdict (*run)(const Subject& subject) = nullptr;
};

// For checks of every kind.
std::vector<plugin::Kind> every_kind();

// In the order in which they run. Ids are unique.
std::vector<Check> all_checks();

// By file: what a bundle is, what loading does, what the plugin says of itself, how it lives, how it answers,
// what it can be handed, and what its kind promises.
std::vector<Check> bundle_checks();
std::vector<Check> binary_checks();
std::vector<Check> loading_checks();
std::vector<Check> descriptor_checks();
std::vector<Check> lifecycle_checks();
std::vector<Check> call_checks();
std::vector<Check> input_checks();
std::vector<Check> ownership_checks();
std::vector<Check> summarizer_checks();
std::vector<Check> classifier_checks();
std::vector<Check> connector_checks();

}  // namespace baton::validate
