// SPDX-License-Identifier: MIT
#include "host/validate/check.h"

#include <iterator>

namespace baton::validate {

const char* to_string(Result result) {
  switch (result) {
    case Result::pass:
      return "pass";
    case Result::fail:
      return "fail";
    case Result::warn:
      return "warn";
    case Result::skip:
      return "skip";
    case Result::crash:
      return "crash";
    case Result::timeout:
      return "timeout";
  }
  return "fail";
}

std::vector<plugin::Kind> every_kind() {
  return {plugin::Kind::kConnector, plugin::Kind::kOwnership, plugin::Kind::kSummarizer, plugin::Kind::kClassifier};
}

std::vector<Check> all_checks() {
  std::vector<Check> all;
  for (const auto& some :
       {bundle_checks, binary_checks, loading_checks, descriptor_checks, lifecycle_checks, call_checks,
        input_checks, ownership_checks, summarizer_checks, classifier_checks, connector_checks}) {
    auto checks = some();
    std::move(checks.begin(), checks.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace baton::validate
