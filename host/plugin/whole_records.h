// SPDX-License-Identifier: MIT
// whole_records.h - what a plugin of older headers hands over, as records of this host: a record may be shorter than
// the host's, as long as it is what the first release had, and what it lacks is absent. Records of the host's size or
// larger are handed on as they are. Done before anything is checked or read, so that nobody else has to think of sizes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include <baton/baton.h>

namespace baton::plugin {

// What a record took when the ABI was first released (0.9). It never changes: a shorter one was never right.
template <class Record>
inline constexpr std::size_t kFirstSize = 0;
template <> inline constexpr std::size_t kFirstSize<baton_error_t> = 328;
template <> inline constexpr std::size_t kFirstSize<baton_descriptor_t> = 104;
template <> inline constexpr std::size_t kFirstSize<baton_identity_t> = 24;
template <> inline constexpr std::size_t kFirstSize<baton_attachment_t> = 96;
template <> inline constexpr std::size_t kFirstSize<baton_event_t> = 376;
template <> inline constexpr std::size_t kFirstSize<baton_batch_t> = 88;
template <> inline constexpr std::size_t kFirstSize<baton_receipt_t> = 56;
template <> inline constexpr std::size_t kFirstSize<baton_template_button_t> = 40;
template <> inline constexpr std::size_t kFirstSize<baton_template_t> = 152;
template <> inline constexpr std::size_t kFirstSize<baton_template_page_t> = 16;
template <> inline constexpr std::size_t kFirstSize<baton_media_fetched_t> = 64;
template <> inline constexpr std::size_t kFirstSize<baton_proposed_work_t> = 56;
template <> inline constexpr std::size_t kFirstSize<baton_proposal_t> = 104;
template <> inline constexpr std::size_t kFirstSize<baton_brief_item_t> = 64;
template <> inline constexpr std::size_t kFirstSize<baton_brief_t> = 160;
template <> inline constexpr std::size_t kFirstSize<baton_label_t> = 48;
template <> inline constexpr std::size_t kFirstSize<baton_channel_policy_t> = 72;
template <> inline constexpr std::size_t kFirstSize<baton_http_part_t> = 88;
template <> inline constexpr std::size_t kFirstSize<baton_http_request_t> = 96;

// Holds what it made: answers are good as long as it and what was given live. Not thread-safe.
class WholeRecords {
 public:
  // `given` itself where nothing in it is short, and where it is NULL or malformed: whoever checks it says so.
  template <class Record>
  const Record* of(const Record* given) {
    static_assert(kFirstSize<Record> != 0 && kFirstSize<Record> <= sizeof(Record), "say what its first size was");
    if (given == nullptr || given->struct_size < kFirstSize<Record>) return given;
    Record whole;
    std::memset(&whole, 0, sizeof whole);
    std::memcpy(&whole, given, std::min<std::size_t>(given->struct_size, sizeof whole));
    bool changed = given->struct_size < sizeof whole;
    parts(whole, changed);
    if (!changed) return given;
    whole.struct_size = std::max<std::uint32_t>(whole.struct_size, sizeof whole);
    return keep(whole);
  }

  // The same for a list of them; true when it is another list now.
  template <class Record>
  bool list(const Record* const*& items, std::uint32_t count) {
    if (items == nullptr || count > kListMaxCount) return false;
    std::shared_ptr<std::vector<const Record*>> other;
    for (std::uint32_t i = 0; i < count; ++i) {
      const Record* whole = of(items[i]);
      if (whole != items[i] && other == nullptr)
        other = std::make_shared<std::vector<const Record*>>(items, items + count);
      if (other != nullptr) (*other)[i] = whole;
    }
    if (other == nullptr) return false;
    kept_.push_back(other);
    items = other->data();
    return true;
  }

 private:
  static constexpr std::uint32_t kListMaxCount = 65536;  // no list of the contract may be longer

  template <class Record>
  const Record* keep(const Record& whole) {
    auto made = std::make_shared<Record>(whole);
    kept_.push_back(made);
    return made.get();
  }

  // What hangs on a record.
  template <class Record>
  void parts(Record&, bool&) {}
  void parts(baton_event_t& event, bool& changed) {
    changed |= list(event.identities, event.identity_count);
    changed |= list(event.attachments, event.attachment_count);
    const baton_identity_t* const previous = of(event.previous_identity);
    changed |= previous != event.previous_identity;
    event.previous_identity = previous;
  }
  void parts(baton_batch_t& batch, bool& changed) { changed |= list(batch.events, batch.event_count); }
  void parts(baton_receipt_t& receipt, bool& changed) { changed |= list(receipt.recipients, receipt.recipient_count); }
  void parts(baton_template_t& item, bool& changed) { changed |= list(item.buttons, item.button_count); }
  void parts(baton_template_page_t& page, bool& changed) { changed |= list(page.templates, page.template_count); }
  void parts(baton_proposal_t& proposal, bool& changed) {
    changed |= list(proposal.work_items, proposal.work_item_count);
  }
  void parts(baton_brief_t& brief, bool& changed) {
    changed |= list(brief.details, brief.detail_count);
    changed |= list(brief.steps, brief.step_count);
    changed |= list(brief.evidence, brief.evidence_count);
  }
  void parts(baton_http_request_t& request, bool& changed) { changed |= list(request.parts, request.part_count); }

  std::vector<std::shared_ptr<void>> kept_;
};

}  // namespace baton::plugin
