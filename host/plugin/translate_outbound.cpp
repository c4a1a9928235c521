// SPDX-License-Identifier: MIT
#include "host/plugin/translate_outbound.h"

#include <deque>

#include "host/plugin/sized.h"
#include "host/plugin/str.h"
#include "host/plugin/translate_words.h"

namespace baton::plugin {
namespace {

// Owns everything a baton_outbound_t points to; deques and reserved vectors keep addresses still.
class OutboundStorage {
 public:
  explicit OutboundStorage(OutboundView view) : view_(std::move(view)) {}

  const baton_outbound_t& build() {
    record_ = sized<baton_outbound_t>();
    record_.kind = BATON_OUTBOUND_MESSAGE;
    record_.message_id = str_of(view_.message_id);
    record_.case_id = str_or_absent(view_.case_id);
    record_.thread_id = str_or_absent(view_.thread_id);
    record_.account = str_or_absent(view_.account);
    record_.text = str_or_absent(view_.text);
    record_.language = str_or_absent(view_.language);
    record_.quoted_message_id = str_or_absent(view_.quoted_remote_id);
    record_.attributes_json = str_or_absent(view_.attributes);
    record_.window_ends_unix_ms = view_.window_ends_ms;
    add_recipients();
    if (!view_.template_name.empty()) add_template();
    else add_buttons();
    return record_;
  }

 private:
  void add_recipients() {
    for (const auto& recipient : view_.recipients) {
      auto& identity = identities_.emplace_back(sized<baton_identity_t>());
      identity.kind = abi_of(recipient.kind);
      identity.value = str_of(recipient.value);
      recipients_.push_back(&identity);
    }
    record_.recipients = recipients_.data();
    record_.recipient_count = static_cast<std::uint32_t>(recipients_.size());
  }

  void add_buttons() {
    for (const auto& button : view_.buttons) {
      auto& record = buttons_.emplace_back(sized<baton_button_t>());
      record.id = str_of(button.id);
      record.title = str_of(button.title);
      button_pointers_.push_back(&record);
    }
    record_.buttons = button_pointers_.data();
    record_.button_count = static_cast<std::uint32_t>(button_pointers_.size());
  }

  void add_parameter(baton_parameter_place_t place, std::uint32_t index, std::string_view name, std::string_view sub_type,
                     std::string_view value) {
    auto& parameter = parameters_.emplace_back(sized<baton_parameter_t>());
    parameter.place = place;
    parameter.index = index;
    parameter.name = str_or_absent(name);
    parameter.sub_type = str_or_absent(sub_type);
    parameter.value = str_of(value);
    parameter_pointers_.push_back(&parameter);
  }

  void add_template() {
    std::uint32_t index = 0;
    for (const auto& parameter : view_.parameters) add_parameter(BATON_PARAMETER_BODY, index++, parameter.name, "text", parameter.value);
    index = 0;
    for (const auto& payload : view_.quick_reply_payloads) add_parameter(BATON_PARAMETER_BUTTON, index++, {}, "quick_reply", payload);
    template_ = sized<baton_template_use_t>();
    template_.name = str_of(view_.template_name);
    template_.language = str_of(view_.template_language);
    template_.parameters = parameter_pointers_.data();
    template_.parameter_count = static_cast<std::uint32_t>(parameter_pointers_.size());
    record_.template_use = &template_;
    record_.text = {nullptr, 0};
  }

  OutboundView view_;
  baton_outbound_t record_{};
  baton_template_use_t template_{};
  std::deque<baton_identity_t> identities_;
  std::vector<const baton_identity_t*> recipients_;
  std::deque<baton_button_t> buttons_;
  std::vector<const baton_button_t*> button_pointers_;
  std::deque<baton_parameter_t> parameters_;
  std::vector<const baton_parameter_t*> parameter_pointers_;
};

std::vector<std::string> strings(const baton_str_t* items, std::uint32_t count) {
  std::vector<std::string> result;
  for (std::uint32_t i = 0; i < count; ++i) result.push_back(text_of(items[i]));
  return result;
}

std::string status_word(baton_template_status_t status) {
  switch (status) {
    case BATON_TEMPLATE_APPROVED: return "approved";
    case BATON_TEMPLATE_PENDING: return "pending";
    case BATON_TEMPLATE_PAUSED: return "paused";
    case BATON_TEMPLATE_REJECTED: return "rejected";
    case BATON_TEMPLATE_DISABLED: return "disabled";
    case BATON_TEMPLATE_DELETED: return "deleted";
    default: return "unknown";
  }
}

std::string quality_word(baton_template_quality_t quality) {
  switch (quality) {
    case BATON_TEMPLATE_QUALITY_HIGH: return "high";
    case BATON_TEMPLATE_QUALITY_MEDIUM: return "medium";
    case BATON_TEMPLATE_QUALITY_LOW: return "low";
    default: return "unknown";
  }
}

}  // namespace

ArgumentPtr<baton_outbound_t> outbound_record(OutboundView view) {
  return argument<baton_outbound_t>([storage = std::make_shared<OutboundStorage>(std::move(view))]() -> const baton_outbound_t& {
    return storage->build();
  });
}

ArgumentPtr<baton_attachment_t> attachment_record(AttachmentView view) {
  auto owned = std::make_shared<std::pair<AttachmentView, baton_attachment_t>>(std::move(view), baton_attachment_t{});
  return argument<baton_attachment_t>([owned]() -> const baton_attachment_t& {
    auto& [source, record] = *owned;
    record = sized<baton_attachment_t>();
    record.kind = abi_of(source.kind);
    record.blob_id = str_or_absent(source.blob);
    record.remote_id = str_or_absent(source.remote_id);
    record.media_type = str_or_absent(source.media_type);
    record.file_name = str_or_absent(source.file_name);
    record.sha256 = str_or_absent(source.sha256);
    record.size_bytes = source.size_bytes;
    return record;
  });
}

core::SendAccepted accepted(const core::MessageId& message, const baton_receipt_t& receipt) {
  core::SendAccepted result;
  result.message = message;
  result.remote_id.text = text_of(receipt.remote_message_id);
  for (std::uint32_t i = 0; i < receipt.recipient_count; ++i) {
    const auto& identity = *receipt.recipients[i];
    if (identity.kind == BATON_IDENTITY_USERNAME || identity.value.size == 0) continue;
    result.learned.push_back({address_kind_of(identity.kind), {}, {{}, text_of(identity.value)}});
  }
  return result;
}

core::SendFailed failed(const core::MessageId& message, baton_status_t status, const baton_error_t* error) {
  core::SendFailed result;
  result.message = message;
  result.retry = retry_of(status);
  if (error == nullptr) {
    result.why = "the connector gave no reason";
    return result;
  }
  result.code = std::string(code_of(*error));
  result.why = std::string(message_of(*error));
  result.scope = scope_of(error->scope);
  result.retry_after_ms = static_cast<core::Millis>(error->retry_after_ms);
  return result;
}

std::vector<ListedTemplate> listed_templates(const baton_template_page_t& page) {
  std::vector<ListedTemplate> result;
  for (std::uint32_t i = 0; i < page.template_count; ++i) {
    const auto& t = *page.templates[i];
    ListedTemplate listed;
    listed.name = text_of(t.name);
    listed.language = text_of(t.language);
    listed.category = text_of(t.category);
    listed.status = status_word(t.status);
    listed.quality = quality_word(t.quality);
    listed.named = t.named != 0;
    listed.body_parameters = strings(t.body_parameters, t.body_parameter_count);
    listed.header_parameters = strings(t.header_parameters, t.header_parameter_count);
    listed.header_kind = text_of(t.header_kind);
    listed.body = text_of(t.body);
    for (std::uint32_t b = 0; b < t.button_count; ++b)
      if (view_of(t.buttons[b]->type) == "quick_reply") listed.quick_replies.push_back(text_of(t.buttons[b]->title));
    result.push_back(std::move(listed));
  }
  return result;
}

}  // namespace baton::plugin
