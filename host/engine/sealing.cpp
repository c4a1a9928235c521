// SPDX-License-Identifier: MIT
#include "host/engine/sealing.h"

#include <algorithm>
#include <cctype>
#include <concepts>
#include <variant>

#include "host/core/addresses.h"
#include "host/core/fingerprint.h"
#include "host/core/masking.h"
#include "host/engine/content_walk.h"

namespace baton::engine {

void Sealing::take(core::Content& content, ContentKind kind) {
  if (content.text.empty() || content.ref) return;
  if (kind != ContentKind::identity) {
    auto masked = core::mask(content.text, matcher_);
    if (kind == ContentKind::words) {
      masked_ += masked.found;
      for (auto& name : masked.classes)
        if (std::find(classes_.begin(), classes_.end(), name) == classes_.end()) classes_.push_back(std::move(name));
    }
    content.text = std::move(masked.text);
  }
  content.ref = {next_id_(), key_.hash(content.text)};
  texts_.push_back({content.ref.id, content.text});
}

void Sealing::seal(core::Input& input) {
  each_address(input, [&](core::Address& address) {
    const auto text = core::normalised(address.kind, address.value.text);
    if (!text.empty()) address.key = key_.hash(std::string(core::word(address.kind)) + '\0' + text);
  });
  each_content(input, [&](core::Content& content, ContentKind kind) { take(content, kind); });
  std::visit(
      [this]<class Known>(Known& known) {
        if constexpr (requires { known.classes; }) {
          if (!classes_.empty()) known.classes = classes_;
        }
        if constexpr (std::same_as<Known, core::ReplyWritten> || std::same_as<Known, core::BotReplied>)
          known.masked = masked_;
      },
      input);
  auto* wrote = std::get_if<core::CustomerWrote>(&input);
  if (wrote == nullptr) return;
  wrote->masked += masked_;
  wrote->objects = named_in(wrote->text.text);
  wrote->fingerprint = core::fingerprint(wrote->text.text, [this](std::string_view word) { return key_.number(word); });
}

// The number as it is written is content; "ORD-123456" and "order 123456" are the same thing.
std::vector<core::NamedObject> Sealing::named_in(std::string_view text) const {
  std::vector<core::NamedObject> objects;
  if (matcher_ == nullptr) return objects;
  for (const auto& span : matcher_->objects(text)) {
    auto number = span.pattern + ':';
    for (const char c : text.substr(static_cast<std::size_t>(span.begin), static_cast<std::size_t>(span.length)))
      if (std::isalnum(static_cast<unsigned char>(c)) != 0)
        number += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    objects.push_back({span.pattern, key_.number(number)});
  }
  return objects;
}

std::vector<ledger::ContentRow> Sealing::rows_for(const std::vector<core::Ruled>& facts) const {
  std::vector<std::int64_t> wanted;
  for (const auto& ruled : facts)
    each_ref(ruled.fact, [&](const core::ContentRef& ref) { if (ref) wanted.push_back(ref.id); });
  std::sort(wanted.begin(), wanted.end());
  std::vector<ledger::ContentRow> rows;
  for (const auto& text : texts_)
    if (std::binary_search(wanted.begin(), wanted.end(), text.id)) rows.push_back({text.id, key_.seal(text.id, text.text)});
  return rows;
}

std::vector<ledger::ContentRow> Sealing::all_rows() const {
  std::vector<ledger::ContentRow> rows;
  for (const auto& text : texts_) rows.push_back({text.id, key_.seal(text.id, text.text)});
  return rows;
}

}  // namespace baton::engine
