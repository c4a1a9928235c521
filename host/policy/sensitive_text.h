// SPDX-License-Identifier: MIT
// sensitive_text.h - what is masked beside cards and IBANs (I4): national ids by pattern and check digits, passwords
// and one-time codes in context, and the kinds an organisation configures. Numbers that only their context tells from
// a telephone's or an order's need that context.
#pragma once

#include <re2/re2.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "host/core/text_matcher.h"

namespace baton::policy {

// "us_ssn", "uk_nino", "es_dni", "de_tax_id", "fr_nir", "br_cpf", "in_aadhaar"
const std::vector<std::string>& national_id_kinds();

struct SensitiveOptions {
  std::vector<std::string> national_ids;  // kinds that are masked
  bool secrets = true;                    // passwords and codes in context
  std::vector<std::string> patterns;      // RE2, of the organisation
};

class SensitiveText {
 public:
  // REQUIRES: kinds are known, patterns are without problem.
  explicit SensitiveText(const SensitiveOptions& options);

  std::vector<core::TextSpan> find(std::string_view text) const;  // in no order; may overlap

 private:
  struct Rule {
    std::string label;
    std::unique_ptr<RE2> re;                     // its first group is what is masked, or all of it
    std::function<bool(std::string_view)> good;  // check digits, of the letters and digits alone; none: always
    std::unique_ptr<RE2> context;                // needed around a match that is not `grouped`
    std::unique_ptr<RE2> grouped;
    bool needs_digits = true;
  };
  void add_national_id(const std::string& kind);
  void add_secrets();
  void find_with(const Rule& rule, std::string_view text, std::vector<core::TextSpan>& spans) const;

  std::vector<Rule> rules_;
};

}  // namespace baton::policy
