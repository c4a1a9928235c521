// SPDX-License-Identifier: MIT
#include "tests/sim/names.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>

#include "host/core/testing/dump.h"

namespace baton::sim {

namespace {

std::string::size_type end_of_name(const std::string& text, std::string::size_type from) {
  while (from < text.size() && (std::isalnum(static_cast<unsigned char>(text[from])) != 0 || text[from] == '.')) ++from;
  return from;
}

class Renaming {
 public:
  Renaming(const std::map<std::string, std::string>& names, const core::CustomerId& customer)
      : names_(names), prefix_(customer.value + "-") {}

  void in(std::string& text) const {
    for (auto at = text.find(prefix_); at != std::string::npos; at = text.find(prefix_, at + 1)) {
      const auto end = end_of_name(text, at + prefix_.size());
      const auto found = names_.find(text.substr(at, end - at));
      if (found != names_.end()) text.replace(at, end - at, found->second);
    }
  }
  template <class Tag>
  void in(core::Id<Tag>& id) const { in(id.value); }
  template <class T>
  void in(std::optional<T>& value) const {
    if (value) in(*value);
  }
  template <class T>
  void in(std::vector<T>& values) const {
    for (auto& value : values) in(value);
  }
  template <core::testing::Record T>
  void in(T& record) const {
    T::fields(record, [this](const char*, auto& field) { in(field); });
  }
  template <class T>
  void in(T&) const {}  // numbers, words of an enumeration, moments

 private:
  const std::map<std::string, std::string>& names_;
  std::string prefix_;
};

}  // namespace

std::vector<std::string> names_in(const std::string& text, const core::CustomerId& customer) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  const auto prefix = customer.value + "-";
  for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix, at + 1)) {
    auto name = text.substr(at, end_of_name(text, at + prefix.size()) - at);
    if (seen.insert(name).second) names.push_back(std::move(name));
  }
  return names;
}

void rename(core::Input& input, const std::map<std::string, std::string>& names, const core::CustomerId& customer) {
  std::visit([&](auto& record) { Renaming(names, customer).in(record); }, input);
}

}  // namespace baton::sim
