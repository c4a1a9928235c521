// SPDX-License-Identifier: MIT
// subject.h - the plugin under test, what it is tried with, and where it runs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>

#include "host/plugin/loading.h"
#include "host/validate/samples.h"

namespace baton::validate {

enum class Place { inside, runner };

struct Subject {
  plugin::CheckedBundle bundle;  // as far as it could be read
  // The first step of reading that refused it. Checks that run code are skipped then, for no host would run
  // it.
  std::optional<plugin::LoadRefusal> refusal;
  Samples samples;
  std::string runner;  // baton-runner
  std::uint64_t seed = 1;
  plugin::Kind kind = plugin::Kind::kConnector;  // the one looked at now
  Place place = Place::inside;                   // likewise
};

// `plugin` is a bundle's folder or the library in it. The string says why there is nothing to look at.
std::variant<Subject, std::string> open_subject(const std::filesystem::path& plugin,
                                                const std::optional<std::filesystem::path>& samples);

}  // namespace baton::validate
