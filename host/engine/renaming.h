// SPDX-License-Identifier: MIT
// renaming.h - two tellings of one life: as it was recorded, and as another policy decides it. Ids are
// counted, so the second telling gives other names to the same things; recorded answers and acts find their
// things here.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host/core/inputs.h"
#include "host/core/state.h"

namespace baton::engine {

// What the outside world was asked, and what answers it: "ownership 5", "candidates k7-w2", "send k7-m9".
std::optional<std::string> question_of(const core::Fact& fact);
std::optional<std::string> answer_of(const core::Input& input);

class Renaming {
 public:
  // Facts of one input in both tellings. Returns the questions of the second that the first did not ask with
  // them.
  std::vector<core::Fact> pair(const std::vector<core::Ruled>& recorded,
                               const std::vector<core::Ruled>& again);

  // Into the names of the second telling. Epochs and revisions keep their distance from the present one: who
  // wrote in time still does. False: it is about something that is not there now.
  bool rename(core::Input& input, const core::CustomerState& recorded,
              const core::CustomerState& again) const;

  core::CaseId again(const core::CaseId& recorded) const;
  core::CaseId recorded(const core::CaseId& again) const;         // the same id where the record knows none
  std::string recorded_question(const std::string& again) const;  // empty: the record has nothing like it

 private:
  struct Rename;
  bool fits(const core::Fact& recorded, const core::Fact& told, bool exactly) const;
  void learn(const core::Fact& recorded, const core::Fact& told);
  void name(const std::string& recorded, const std::string& again);

  std::map<std::string, std::string> forth_;
  std::map<std::string, std::string> back_;
};

}  // namespace baton::engine
