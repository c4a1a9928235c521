// SPDX-License-Identifier: MIT
// random_record.h - for tests: fills every field of any record with something that is not its default, from a seed.
#pragma once

#include <random>

#include "host/ledger/codec_write.h"

namespace baton::ledger {

class RandomFill {
 public:
  explicit RandomFill(unsigned seed) : engine_(seed) {}

  template <class T>
  void fill(T& value) {
    if constexpr (std::same_as<T, bool>) {
      value = !value;
    } else if constexpr (std::integral<T>) {
      value = static_cast<T>(engine_());
    } else if constexpr (std::same_as<T, std::string>) {
      value = text();
    } else if constexpr (codec::IdTraits<T>::value) {
      value.value = text();
    } else if constexpr (std::same_as<T, core::Instant>) {
      value.ms = static_cast<core::Millis>(engine_() >> 1U);
    } else if constexpr (std::same_as<T, core::Owner>) {
      fill_owner(value);
    } else if constexpr (std::same_as<T, core::Content>) {
      fill(value.ref);
    } else if constexpr (codec::Word<T>) {
      const auto& all = core::Words<T>::all;
      value = all[engine_() % all.size()].first;
    } else if constexpr (codec::OptionalTraits<T>::value) {
      fill(value.emplace());
    } else if constexpr (codec::ListTraits<T>::value) {
      fill_list(value);
    } else if constexpr (codec::MapTraits<T>::value) {
      for (int i = 0; i < 2; ++i) {
        typename T::key_type key{text()};
        fill(value[key]);
      }
    } else if constexpr (codec::Record<T>) {
      T::fields(value, [&](const char*, auto& field) { fill(field); });
    } else {
      static_assert(codec::kNotCovered<T>, "random_record.h: teach this type");
    }
  }

 private:
  template <class T>
  void fill_list(T& list) {
    for (int i = 0; i < 2; ++i) {
      typename T::value_type item{};
      fill(item);
      list.insert(list.end(), std::move(item));
    }
  }

  void fill_owner(core::Owner& owner) {
    switch (engine_() % 3) {
      case 0: owner = core::AgentOwner{{text()}}; return;
      case 1: owner = core::BotOwner{{text()}}; return;
      default: owner = core::LeadOwner{{text()}};
    }
  }

  std::string text() {
    static constexpr std::string_view kPieces[] = {"a", "Z", "0", "\"", "\\", "\n", "\x01", "\x7F", "é", "€", "😀", "-", " "};
    std::string made = std::to_string(engine_() % 1000000);
    for (int i = 0; i < 8; ++i) made += kPieces[engine_() % std::size(kPieces)];
    return made;
  }

  std::mt19937_64 engine_;
};

}  // namespace baton::ledger
