// SPDX-License-Identifier: MIT
// version_rule.h - may a host of one ABI version load a plugin of another? A range rule, applied twice: to the manifest
// before any code runs and to the library's own table afterwards. Pure, so that its whole truth table is a test.
#pragma once

#include <cstdint>
#include <string>

#include <baton/entry.h>

namespace baton::plugin {

// Patch is wording only and takes no part in any comparison.
struct AbiVersion {
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
};

constexpr bool operator==(AbiVersion a, AbiVersion b) { return a.major == b.major && a.minor == b.minor; }
constexpr bool operator<(AbiVersion a, AbiVersion b) {
  return a.major != b.major ? a.major < b.major : a.minor < b.minor;
}

constexpr AbiVersion kHostAbi{BATON_ABI_MAJOR, BATON_ABI_MINOR};

constexpr AbiVersion abi_of(const baton_version_t& version) { return {version.major, version.minor}; }

inline std::string to_string(AbiVersion version) {
  return std::to_string(version.major) + "." + std::to_string(version.minor);
}

enum class VersionVerdict {
  kAccepted,
  kNoVersion,          // 0.0 was never a version: a table that was left zero
  kRangeInverted,      // abi_min is newer than abi
  kMajorDiffers,
  kUnprovenMinor,      // before 1.0 every minor is its own contract
  kNeedsNewerHost,
};

// `built_with` are the headers of the plugin, `oldest_host` its abi_min.
constexpr VersionVerdict check_version(AbiVersion host, AbiVersion built_with, AbiVersion oldest_host) {
  constexpr AbiVersion kNone{};
  if (built_with == kNone || oldest_host == kNone) return VersionVerdict::kNoVersion;
  if (built_with < oldest_host) return VersionVerdict::kRangeInverted;
  if (built_with.major != host.major) return VersionVerdict::kMajorDiffers;
  if (host.major == 0 && built_with.minor != host.minor) return VersionVerdict::kUnprovenMinor;
  if (host < oldest_host) return VersionVerdict::kNeedsNewerHost;
  return VersionVerdict::kAccepted;
}

// The rule as a sentence for refusals; empty for kAccepted.
constexpr const char* rule_text(VersionVerdict verdict) {
  switch (verdict) {
    case VersionVerdict::kAccepted: return "";
    case VersionVerdict::kNoVersion: return "abi and abi_min must say a version; 0.0 is none";
    case VersionVerdict::kRangeInverted: return "abi_min must not be newer than abi";
    case VersionVerdict::kMajorDiffers: return "host and plugin must have the same ABI major";
    case VersionVerdict::kUnprovenMinor: return "before 1.0 a host loads only plugins of its own minor";
    case VersionVerdict::kNeedsNewerHost: return "the host must be at least as new as the plugin's abi_min";
  }
  return "";
}

}  // namespace baton::plugin
