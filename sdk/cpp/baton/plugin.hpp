// SPDX-License-Identifier: MIT
// plugin.hpp - the one header a C++ plugin includes. Derive from a kind, then export:
//
//   class RoundRobin : public baton::sdk::Ownership {
//    public:
//     static baton::sdk::Descriptor descriptor() {
//       return {kPluginId, kPluginName, kPluginVendor, kPluginVersion, kConfigSchema, kCapabilities};
//     }
//     explicit RoundRobin(const baton::sdk::Create& create) { ... }
//     void propose(const Call& call, const baton_case_view_t& view, Reply<Proposal> reply) override { ... }
//   };
//   BATON_EXPORT_PLUGIN(RoundRobin)
//
// One library may export several classes: BATON_EXPORT_PLUGIN(First, Second).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "guard.hpp"
#include "holder.hpp"
#include "instance.hpp"

namespace baton::sdk {
inline namespace v0 {

namespace detail {
inline std::string& bundle_dir_storage() {
  static std::string dir;
  return dir;
}
}  // namespace detail

// Where this plugin's files are; set before any instance is made, never changed afterwards.
inline const std::string& bundle_dir() { return detail::bundle_dir_storage(); }

namespace detail {

// Static until the library goes, as descriptors must be. NULL when descriptor() threw.
template <class Plugin>
const baton_descriptor_t* descriptor_of() noexcept {
  return guard_value<const baton_descriptor_t*>("descriptor", nullptr, nullptr, [] {
    static const baton_descriptor_t record = [] {
      const Descriptor from = Plugin::descriptor();
      auto made = make_record<baton_descriptor_t>();
      made.id = str(from.id);
      made.name = str(from.name);
      made.vendor = str(from.vendor);
      made.version = str(from.version);
      made.config_schema = str(from.config_schema);
      made.capabilities = str(from.capabilities);
      return made;
    }();
    return &record;
  });
}

// The factory of one kind, over those of the library's classes that are of it.
template <class Kind, class... Plugins>
class Factory {
 public:
  static constexpr std::uint32_t kCount = (0u + ... + (std::is_base_of_v<Kind, Plugins> ? 1u : 0u));

  static const baton_factory_t* table() noexcept {
    static constexpr baton_factory_t kTable{&count, &descriptor, &create};
    return kCount == 0 ? nullptr : &kTable;
  }

 private:
  static std::uint32_t BATON_CALL count(const baton_factory_t*) noexcept { return kCount; }

  static const baton_descriptor_t* BATON_CALL descriptor(const baton_factory_t*,
                                                         std::uint32_t index) noexcept {
    const baton_descriptor_t* found = nullptr;
    std::uint32_t at = 0;
    const auto visit = [&](bool of_kind, const baton_descriptor_t* (*get)() noexcept) {
      if (of_kind && at++ == index) found = get();
    };
    (visit(std::is_base_of_v<Kind, Plugins>, &descriptor_of<Plugins>), ...);
    return found;
  }

  static const baton_instance_t* BATON_CALL create(const baton_factory_t*, const baton_create_t* params,
                                                   baton_error_t* err) noexcept {
    if (params == nullptr || params->host == nullptr) {
      give_error(err, make_error_record(BATON_INVALID_ARGUMENT, "create without parameters or host"));
      return nullptr;
    }
    bool found = false;
    const baton_instance_t* made = nullptr;
    (try_create<Plugins>(*params, err, &found, &made), ...);
    if (!found)
      give_error(err, make_error_record(BATON_NOT_FOUND, "no descriptor of that id in this factory"));
    return made;
  }

  template <class Plugin>
  static void try_create(const baton_create_t& params, baton_error_t* err, bool* found,
                         const baton_instance_t** made) noexcept {
    if constexpr (std::is_base_of_v<Kind, Plugin>) {
      const baton_descriptor_t* descriptor = descriptor_of<Plugin>();
      if (*found || descriptor == nullptr || view(descriptor->id) != view(params.descriptor_id)) return;
      *found = true;
      *made = Holder<Plugin>::create(params, descriptor, err);
    }
  }
};

template <class... Plugins>
class Library {
  static_assert((std::is_base_of_v<Instance, Plugins> && ...), "a plugin class derives from a kind");

 public:
  static const baton_entry_t* entry() noexcept {
    static constexpr baton_version_t kAbi{BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH};
    static constexpr baton_entry_t kEntry{kAbi, kAbi, &init, &deinit, &get_factory};
    return &kEntry;
  }

 private:
  static baton_status_t BATON_CALL init(baton_str_t bundle_dir, baton_error_t* err) noexcept {
    return guard_status("entry init", err, [&] { bundle_dir_storage() = copy(bundle_dir); });
  }
  static void BATON_CALL deinit() noexcept {}
  static const void* BATON_CALL get_factory(const char* id) noexcept {
    if (same_id(id, BATON_CONNECTOR_FACTORY)) return Factory<Connector, Plugins...>::table();
    if (same_id(id, BATON_OWNERSHIP_FACTORY)) return Factory<Ownership, Plugins...>::table();
    if (same_id(id, BATON_SUMMARIZER_FACTORY)) return Factory<Summarizer, Plugins...>::table();
    if (same_id(id, BATON_CLASSIFIER_FACTORY)) return Factory<Classifier, Plugins...>::table();
    return nullptr;
  }
};

}  // namespace detail
}  // namespace v0
}  // namespace baton::sdk

// The library's one exported symbol. Use it once, at file scope, outside every namespace.
#define BATON_EXPORT_PLUGIN(...)                                                 \
  extern "C" BATON_EXPORT const baton_entry_t* BATON_CALL baton_entry_v0(void) { \
    return ::baton::sdk::detail::Library<__VA_ARGS__>::entry();                  \
  }
