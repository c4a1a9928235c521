// SPDX-License-Identifier: MIT
// findings.cpp - see findings.h.
#include "host/policy/findings.h"

#include <algorithm>
#include <tuple>

namespace baton::policy {

std::string to_string(const Problem& problem) {
  return problem.file + ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column) + ": " +
         (problem.pointer.empty() ? "/" : problem.pointer) + ": " + problem.what + "; " + problem.mend;
}

void Findings::put(Place place, const std::string& pointer, std::string what, std::string mend) {
  problems_.push_back({file_, place.line, place.column, pointer, std::move(what), std::move(mend)});
}

bool Findings::form_is_wrong(std::string_view pointer) const {
  while (!pointer.empty()) {
    if (wrong_form_.contains(pointer)) return true;
    pointer = pointer.substr(0, pointer.rfind('/'));
  }
  return false;
}

void Findings::add(const std::string& pointer, std::string what, std::string mend) {
  if (form_is_wrong(pointer)) return;
  put(document_.place_of_value(pointer), pointer, std::move(what), std::move(mend));
}

void Findings::add_form(const std::string& pointer, std::string what, std::string mend) {
  wrong_form_.insert(pointer);
  put(document_.place_of_value(pointer), pointer, std::move(what), std::move(mend));
}

void Findings::add_text_problem(const TextProblem& problem) {
  wrong_form_.insert(problem.pointer);
  put(problem.place, problem.pointer, problem.what, problem.mend);
}

void Findings::add_schema_problems(const std::string& base,
                                   const std::vector<plugin::ConfigProblem>& problems,
                                   const std::map<std::string, std::string>& references) {
  for (const plugin::ConfigProblem& problem : problems) {
    const std::string pointer = base + problem.pointer;
    if (form_is_wrong(pointer)) continue;
    wrong_form_.insert(pointer);
    const bool unknown = problem.what == "is not a setting";
    const Place place = unknown ? document_.place_of_key(pointer) : document_.place_of_value(pointer);
    const bool about_secret = problem.what.starts_with("a secret ");
    if (const auto reference = references.find(pointer); reference != references.end() && !about_secret)
      put(place, pointer, "what " + reference->second + " stands for does not fit here",
          "check what it holds");
    else if (pointer.ends_with("/sha256"))  // somebody may have written the token itself
      put(place, pointer, "is not a SHA-256 hash",
          "write the 64 lower-case hex digits of: printf %s TOKEN | sha256sum");
    else
      put(place, pointer, unknown ? "is not a key of the configuration" : problem.what, problem.mend);
  }
}

std::vector<Problem> Findings::sorted() const {
  std::vector<Problem> problems = problems_;
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.line, a.column) < std::tie(b.line, b.column);
  });
  return problems;
}

}  // namespace baton::policy
