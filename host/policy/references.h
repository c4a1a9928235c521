// SPDX-License-Identifier: MIT
// references.h - "${ENV_NAME}" and "${file:/path}": values that stand elsewhere. What they bring is never
// printed.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "host/policy/check.h"

namespace baton::policy {

inline constexpr std::size_t kReferencedMaxBytes = 65536;

struct ReferenceProblem {
  std::string pointer;
  std::string what;
  std::string mend;
};

struct Resolved {
  std::map<std::string, std::string> references;  // pointer -> the reference as written
  std::vector<ReferenceProblem> problems;
};

// Replaces every reference below `root`. A reference is the whole value, never a part of it.
Resolved resolve_references(nlohmann::json& root, const ReferenceSources& sources,
                            const std::filesystem::path& folder);

}  // namespace baton::policy
