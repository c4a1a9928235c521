// SPDX-License-Identifier: MIT
// evolve_privacy.cpp - what is kept, what was forgotten, and where customers were pointed to (I4, H13, P1-P3).
#include "host/core/evolve_parts.h"

namespace baton::core::parts {

StoredAttachment* attachment_of(CustomerState& state, const MessageId& message, std::int64_t index) {
  auto* entry = entry_of(state, message);
  if (entry == nullptr || index < 0 || index >= static_cast<std::int64_t>(entry->attachments.size())) return nullptr;
  return &entry->attachments[static_cast<std::size_t>(index)];
}

// What was kept of it before is not any more: its time begins anew.
void keep_media(CustomerState& state, const MessageId& message, std::int64_t index, Instant at) {
  std::erase_if(state.media, [&](const KeptMedia& kept) { return kept.message == message && kept.index == index; });
  for (const auto& [id, c] : state.cases) {
    for (const auto& entry : c.entries) {
      if (entry.message != message) continue;
      const auto& attachment = entry.attachments[static_cast<std::size_t>(index)];
      state.media.push_back({id, message, index, attachment.blob, at, attachment.withheld});
      return;
    }
  }
}

void apply(CustomerState& state, const QuarantineKept& fact, Instant at) {
  auto* attachment = attachment_of(state, fact.message, fact.index);
  if (attachment == nullptr) return;
  attachment->withheld = true;
  attachment->blob = fact.blob;
  attachment->sha256 = fact.sha256;
  attachment->media_type = fact.media_type;
  attachment->size_bytes = fact.size_bytes;
  keep_media(state, fact.message, fact.index, at);
}

void apply(CustomerState&, const QuarantineLooked&, Instant) {}

namespace {

bool is_of(const std::vector<MediaItem>& items, const MessageId& message, std::int64_t index) {
  return std::any_of(items.begin(), items.end(),
                     [&](const MediaItem& item) { return item.message == message && item.index == index; });
}

}  // namespace

// An entry that moved to another case stands in both.
void apply(CustomerState& state, const MediaForgotten& fact, Instant) {
  const std::string why = "deleted: its time to be kept was over (" + fact.kept + ")";
  for (auto& [id, c] : state.cases) {
    for (auto& entry : c.entries) {
      for (std::size_t i = 0; i < entry.attachments.size(); ++i) {
        if (!is_of(fact.items, entry.message, static_cast<std::int64_t>(i))) continue;
        entry.attachments[i].blob.clear();
        entry.attachments[i].lost = why;
      }
    }
  }
  std::erase_if(state.media, [&](const KeptMedia& kept) { return is_of(fact.items, kept.message, kept.index); });
}

void apply(CustomerState& state, const ContentForgotten& fact, Instant at) {
  auto* c = find(state.cases, fact.case_id);
  if (c == nullptr) return;
  c->forgotten = at;
  c->provisional_on = {};
  std::erase_if(state.drafts, [&](const auto& entry) { return entry.second.case_id == fact.case_id; });
}

void apply(CustomerState& state, const OtherWayNamed& fact, Instant) {
  if (auto* c = find(state.cases, fact.case_id)) c->ways.push_back(fact.way);
}

}  // namespace baton::core::parts
