// SPDX-License-Identifier: MIT
// descriptor_checks.cpp - what a factory says of its plugins, and what it does with settings.
#include <cstring>
#include <random>
#include <set>

#include "host/plugin/check_records.h"
#include "host/plugin/str.h"
#include "host/validate/check.h"
#include "host/validate/rig.h"

namespace baton::validate {
namespace {

constexpr int kMutations = 200;

Verdict with_factory(const Subject& subject, const std::function<Verdict(const plugin::LoadedKind&)>& check) {
  const auto opened = open_library(subject);
  if (const auto* refusal = std::get_if<plugin::LoadRefusal>(&opened)) return not_loadable(*refusal);
  return check(std::get<plugin::LoadedLibrary*>(opened)->kinds.at(subject.kind));
}

Verdict descriptor_out_of_range_null(const Subject& subject) {
  return with_factory(subject, [](const plugin::LoadedKind& kind) {
    const auto* factory = kind.factory;
    const auto count = factory->count(factory);
    for (const std::uint32_t index : {count, count + 1, UINT32_MAX})
      if (factory->descriptor(factory, index) != nullptr)
        return failed(
            "descriptor(" + std::to_string(index) + ") is not NULL, and count is " + std::to_string(count),
            "return NULL for every index from count on");
    return passed();
  });
}

Verdict ids_unique(const Subject& subject) {
  return with_factory(subject, [](const plugin::LoadedKind& kind) {
    std::set<std::string> ids;
    for (std::uint32_t i = 0; i < kind.factory->count(kind.factory); ++i) {
      const auto id = plugin::text_of(kind.factory->descriptor(kind.factory, i)->id);
      if (!ids.insert(id).second)
        return failed("two descriptors are called " + id, "give each plugin an id of its own");
    }
    return passed();
  });
}

Verdict descriptor_well_formed(const Subject& subject) {
  return with_factory(subject, [](const plugin::LoadedKind& kind) {
    if (const auto fault = plugin::check_descriptor(kind.descriptor))
      return failed("its descriptor is malformed: " + *fault, "see baton/plugin.h");
    if (kind.descriptor->reserved0 != 0)
      return failed("reserved0 of its descriptor is not zero", "clear the record");
    return passed();
  });
}

std::string bytes_of(const baton_descriptor_t& descriptor) {
  std::string all(reinterpret_cast<const char*>(&descriptor), sizeof descriptor);
  for (const auto& text : {descriptor.id, descriptor.name, descriptor.vendor, descriptor.version,
                           descriptor.config_schema, descriptor.capabilities})
    all += plugin::text_of(text) + "\n";
  return all;
}

Verdict descriptor_static(const Subject& subject) {
  const auto opened = open_library(subject);
  if (const auto* refusal = std::get_if<plugin::LoadRefusal>(&opened)) return not_loadable(*refusal);
  const auto& kind = std::get<plugin::LoadedLibrary*>(opened)->kinds.at(subject.kind);
  const auto before = bytes_of(*kind.descriptor);
  auto verdict = with_rig(subject, [&](Rig& rig) {
    Question question(subject.kind, subject.samples);
    if (rig.ask(question, 1).status == BATON_PENDING) rig.settle(1);
    return passed();
  });
  if (verdict.result != Result::pass) return verdict;
  if (bytes_of(*kind.descriptor) != before)
    return failed("its descriptor changed while an instance lived", "make the descriptor const");
  return passed();
}

// One thing in the settings is wrong, in a way that no person would write.
class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : random_(seed) {}

  std::string mutated(const nlohmann::json& good) {
    auto settings = good;
    if (settings.is_object() && !settings.empty() && pick(4) != 0) {
      auto at = settings.begin();
      std::advance(at, static_cast<long>(pick(settings.size())));
      *at = odd_value();
      return settings.dump();
    }
    switch (pick(5)) {
      case 0:
        return good.dump().substr(0, pick(good.dump().size() + 1));
      case 1:
        return "";
      case 2:
        return odd_value().dump();
      case 3:
        return std::string(1000, '[');
      default:
        return "{\"\\u0000\": " + odd_value().dump() + "}";
    }
  }

 private:
  std::size_t pick(std::size_t count) { return random_() % count; }
  nlohmann::json odd_value() {
    switch (pick(8)) {
      case 0:
        return nullptr;
      case 1:
        return -1;
      case 2:
        return 1e300;
      case 3:
        return std::string(100000, 'x');
      case 4:
        return std::string("\0\x01", 2);
      case 5:
        return nlohmann::json::array({nlohmann::json::object(), nullptr});
      case 6:
        return nlohmann::json::object({{"", nlohmann::json::object()}});
      default:
        return true;
    }
  }
  std::mt19937_64 random_;
};

// The host refuses such settings before the plugin sees them; a plugin still must not fall over them.
Verdict odd_settings_without_crash(const Subject& subject) {
  if (!subject.samples.unsettled.empty()) return skipped(subject.samples.unsettled);
  const auto opened = open_library(subject);
  if (const auto* refusal = std::get_if<plugin::LoadRefusal>(&opened)) return not_loadable(*refusal);
  const auto* entry = std::get<plugin::LoadedLibrary*>(opened)->entry;
  const auto good = finished(*subject.bundle.schema, subject.samples.settings);
  Mutator mutator(subject.seed);
  for (int i = 0; i < kMutations; ++i) {
    const auto settings = mutator.mutated(nlohmann::json::parse(good.json));
    Host host;
    try {
      sdk::testing::Loaded made(host, entry, plugin::factory_id(subject.kind), settings,
                                subject.bundle.manifest.id);
      made.init();
    } catch (const std::runtime_error&) {
      continue;  // refused, as it should be
    }
  }
  return passed();
}

}  // namespace

std::vector<Check> descriptor_checks() {
  constexpr auto kFails = Weight::fails;
  constexpr auto kInside = Where::inside;
  const auto all = every_kind();
  return {
      {"descriptor-well-formed", "its texts are valid UTF-8 within their limits", kFails, kInside, all,
       descriptor_well_formed},
      {"descriptor-out-of-range-null", "there is nothing behind the last descriptor", kFails, kInside, all,
       descriptor_out_of_range_null},
      {"ids-unique", "no two plugins of a library have one id", kFails, kInside, all, ids_unique},
      {"descriptor-static", "what it says of itself never changes", kFails, kInside, all, descriptor_static},
      {"odd-settings-without-crash", "settings of any shape are refused or taken, without a crash", kFails,
       kInside, all, odd_settings_without_crash},
  };
}

}  // namespace baton::validate
