// SPDX-License-Identifier: MIT
// findings.h - collects problems by JSON pointer and knows where in the file each stands. What was found
// wrong in form is not found wrong in meaning again: one mistake, one line.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "host/plugin/manifest/config_schema.h"
#include "host/policy/document.h"
#include "host/policy/problem.h"

namespace baton::policy {

class Findings {
 public:
  Findings(std::string file, const Document& document) : file_(std::move(file)), document_(document) {}

  // A problem of meaning; dropped where the form of the value, or of what holds it, is already wrong.
  void add(const std::string& pointer, std::string what, std::string mend);

  // What a schema says about the value at `base`. `references`: pointers whose value came from elsewhere and
  // is not printed. REQUIRES: `base` is "" or the pointer of the value that was checked.
  void add_schema_problems(const std::string& base, const std::vector<plugin::ConfigProblem>& problems,
                           const std::map<std::string, std::string>& references);
  // A value that could not be read at all: syntax, references.
  void add_form(const std::string& pointer, std::string what, std::string mend);
  void add_text_problem(const TextProblem& problem);

  bool empty() const { return problems_.empty(); }
  std::vector<Problem> sorted() const;

 private:
  void put(Place place, const std::string& pointer, std::string what, std::string mend);
  bool form_is_wrong(std::string_view pointer) const;

  std::string file_;
  const Document& document_;
  std::set<std::string, std::less<>> wrong_form_;
  std::vector<Problem> problems_;
};

}  // namespace baton::policy
