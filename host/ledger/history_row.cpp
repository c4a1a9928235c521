// SPDX-License-Identifier: MIT
#include "host/ledger/history_row.h"

#include <charconv>
#include <optional>

#include "host/ledger/codec_json.h"
#include "host/ledger/codec_write.h"

namespace baton::ledger {
namespace {

// Walks the exact form that facts_text writes. The records inside are cut out as they stand, unparsed: loading a
// customer reads each fact once, not twice.
class Cutter {
 public:
  explicit Cutter(std::string_view text) : rest_(text) {}

  bool take(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }
  bool at_end() const { return rest_.empty(); }

  std::optional<std::string> text() {
    const auto length = string_length();
    if (length == 0) return std::nullopt;
    const auto quoted = rest_.substr(0, length);
    rest_.remove_prefix(length);
    if (quoted.find('\\') == std::string_view::npos) return std::string(quoted.substr(1, length - 2));
    const auto document = codec::parse(quoted);
    const auto* plain = document ? codec::as_text(*document) : nullptr;
    return plain == nullptr ? std::nullopt : std::optional(*plain);
  }

  std::optional<int> number() {
    int value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc{}) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }

  std::optional<std::string> object() {
    const auto whole = rest_;
    std::size_t length = 0;
    int depth = 0;
    do {
      if (length >= whole.size()) return std::nullopt;
      const char c = whole[length];
      rest_ = whole.substr(length);
      const auto step = c == '"' ? string_length() : 1;
      if (step == 0) return std::nullopt;
      depth += c == '{' ? 1 : 0;
      depth -= c == '}' ? 1 : 0;
      length += step;
    } while (depth > 0);
    rest_ = whole.substr(length);
    return length == 1 ? std::nullopt : std::optional(std::string(whole.substr(0, length)));
  }

 private:
  // Of the quoted string at the front, both quotes included; 0 = there is none.
  std::size_t string_length() const {
    if (rest_.empty() || rest_.front() != '"') return 0;
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      if (rest_[i] == '\\') ++i;
      else if (rest_[i] == '"') return i + 1;
    }
    return 0;
  }

  std::string_view rest_;
};

std::optional<FactRow> cut_fact(Cutter& from) {
  FactRow fact;
  if (!from.take("{\"n\":")) return std::nullopt;
  auto name = from.text();
  if (!name || !from.take(",\"v\":")) return std::nullopt;
  const auto version = from.number();
  if (!version || !from.take(",\"r\":")) return std::nullopt;
  auto rule = from.text();
  if (!rule || !from.take(",\"f\":")) return std::nullopt;
  auto fields = from.object();
  if (!fields || !from.take("}")) return std::nullopt;
  return FactRow{std::move(*name), *version, std::move(*rule), std::move(*fields)};
}

}  // namespace

std::string facts_text(const std::vector<FactRow>& facts) {
  std::string out;
  std::size_t length = 2;
  for (const auto& fact : facts) length += fact.json.size() + fact.name.size() + 40;
  out.reserve(length);
  out += '[';
  for (const auto& fact : facts) {
    if (out.size() > 1) out += ',';
    out += "{\"n\":";
    codec::write_text(out, fact.name);
    out += ",\"v\":";
    codec::write_number(out, std::int64_t{fact.version});
    out += ",\"r\":";
    codec::write_text(out, fact.rule);
    out += ",\"f\":";
    out += fact.json.empty() ? "{}" : fact.json;
    out += '}';
  }
  out += ']';
  return out;
}

std::vector<FactRow> facts_of(std::string_view text) {
  std::vector<FactRow> facts;
  Cutter from(text);
  if (!from.take("[")) return {};
  while (!from.take("]")) {
    if (!facts.empty() && !from.take(",")) return {};
    auto fact = cut_fact(from);
    if (!fact) return {};
    facts.push_back(std::move(*fact));
  }
  return from.at_end() ? std::move(facts) : std::vector<FactRow>{};
}

}  // namespace baton::ledger
