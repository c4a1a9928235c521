// SPDX-License-Identifier: MIT
// ids.cpp - see ids.h and manifest.h.
#include "host/plugin/manifest/ids.h"

#include <algorithm>
#include <charconv>

#include <baton/kind/classifier.h>
#include <baton/kind/connector.h>
#include <baton/kind/ownership.h>
#include <baton/kind/summarizer.h>

namespace baton::plugin {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A label of a domain name: letters, digits, inner hyphens.
bool is_label(std::string_view text) {
  if (text.empty() || text.front() == '-' || text.back() == '-') return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
}

bool is_dotted(std::string_view text) {
  while (true) {
    const std::size_t dot = text.find('.');
    if (!is_label(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

const char* to_string(Kind kind) {
  switch (kind) {
    case Kind::kConnector: return "connector";
    case Kind::kOwnership: return "ownership";
    case Kind::kSummarizer: return "summarizer";
    case Kind::kClassifier: return "classifier";
  }
  return "";
}

const char* factory_id(Kind kind) {
  switch (kind) {
    case Kind::kConnector: return BATON_CONNECTOR_FACTORY;
    case Kind::kOwnership: return BATON_OWNERSHIP_FACTORY;
    case Kind::kSummarizer: return BATON_SUMMARIZER_FACTORY;
    case Kind::kClassifier: return BATON_CLASSIFIER_FACTORY;
  }
  return "";
}

const char* interface_id(Kind kind) {
  switch (kind) {
    case Kind::kConnector: return BATON_CONNECTOR;
    case Kind::kOwnership: return BATON_OWNERSHIP;
    case Kind::kSummarizer: return BATON_SUMMARIZER;
    case Kind::kClassifier: return BATON_CLASSIFIER;
  }
  return "";
}

std::optional<Kind> kind_from(std::string_view word) {
  for (Kind kind : {Kind::kConnector, Kind::kOwnership, Kind::kSummarizer, Kind::kClassifier})
    if (word == to_string(kind)) return kind;
  return std::nullopt;
}

std::optional<AbiVersion> abi_from(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  std::string_view rest = text.substr(dot + 1);
  if (const std::size_t second = rest.find('.'); second != std::string_view::npos) {
    if (!number(rest.substr(second + 1))) return std::nullopt;
    rest = rest.substr(0, second);
  }
  const auto major = number(text.substr(0, dot));
  const auto minor = number(rest);
  if (!major || !minor) return std::nullopt;
  return AbiVersion{*major, *minor};
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

bool is_file_name(std::string_view text) {
  if (text.empty() || text == "." || text == ".." || text.size() > 255) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c != '/' && c != '\\' && static_cast<unsigned char>(c) >= 0x20; });
}

bool is_plugin_id(std::string_view id) {
  return !id.empty() && id.size() <= 128 && is_lower(id.front()) && is_dotted(id);
}

bool is_extension_id(std::string_view id) {
  const std::size_t slash = id.find('/');
  if (slash != std::string_view::npos && !number(id.substr(slash + 1))) return false;
  const std::string_view family = id.substr(0, slash);
  return family.find('.') != std::string_view::npos && is_dotted(family);
}

}  // namespace baton::plugin
