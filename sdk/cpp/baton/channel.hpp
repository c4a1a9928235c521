// SPDX-License-Identifier: MIT
// channel.hpp - owning builders for what a connector declares about its channel: its policy and its
// templates. The same rules as in events.hpp: `record()` is borrowed from the builder.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "events.hpp"
#include "str.hpp"

namespace baton::sdk {
inline namespace v0 {

struct MediaLimit {
  std::string media_type;  // exact type, or a prefix such as "image/"
  std::uint64_t max_bytes = 0;
};

// ext/channel.h field by field.
class ChannelPolicy {
 public:
  std::string channel;
  std::uint32_t flags = 0;  // BATON_CHANNEL_TEMPLATES | ...
  std::int64_t window_ms = 0;
  std::uint32_t text_max_chars = 0;
  std::uint32_t button_max_count = 0;
  std::uint32_t button_title_max_chars = 0;
  std::uint32_t list_row_max_count = 0;
  std::uint32_t pair_burst = 0;
  std::uint32_t pair_refill_ms = 0;
  std::uint32_t sends_per_second = 0;
  std::vector<MediaLimit> media_limits;

  const baton_channel_policy_t& record() {
    limits_.clear();
    for (const MediaLimit& limit : media_limits)
      limits_.push_back({str_or_absent(limit.media_type), limit.max_bytes});
    record_ = make_record<baton_channel_policy_t>();
    record_.flags = flags;
    record_.channel = str_or_absent(channel);
    record_.window_ms = window_ms;
    record_.text_max_chars = text_max_chars;
    record_.button_max_count = button_max_count;
    record_.button_title_max_chars = button_title_max_chars;
    record_.list_row_max_count = list_row_max_count;
    record_.pair_burst = pair_burst;
    record_.pair_refill_ms = pair_refill_ms;
    record_.sends_per_second = sends_per_second;
    record_.media_limit_count = static_cast<std::uint32_t>(limits_.size());
    record_.media_limits = limits_.empty() ? nullptr : limits_.data();
    return record_;
  }

 private:
  baton_channel_policy_t record_{};
  std::vector<baton_media_limit_t> limits_;
};

struct TemplateButton {
  std::string type;
  std::string title;
};

// One template of the channel, ext/templates.h field by field.
class Template {
 public:
  baton_template_status_t status = BATON_TEMPLATE_UNKNOWN;
  baton_template_quality_t quality = BATON_TEMPLATE_QUALITY_UNKNOWN;
  bool named = false;
  std::string remote_id;
  std::string name;
  std::string language;
  std::string category;
  std::string header_kind;
  std::string body;
  std::vector<std::string> body_parameters;
  std::vector<std::string> header_parameters;
  std::vector<TemplateButton> buttons;

  const baton_template_t& record() {
    lay_texts(body_parameters, body_texts_);
    lay_texts(header_parameters, header_texts_);
    button_records_.rebuild(buttons, [](const TemplateButton& from) {
      auto button = make_record<baton_template_button_t>();
      button.type = str_or_absent(from.type);
      button.title = str_or_absent(from.title);
      return button;
    });
    record_ = make_record<baton_template_t>();
    record_.status = status;
    record_.quality = quality;
    record_.named = named ? 1u : 0u;
    record_.remote_id = str_or_absent(remote_id);
    record_.name = str_or_absent(name);
    record_.language = str_or_absent(language);
    record_.category = str_or_absent(category);
    record_.header_kind = str_or_absent(header_kind);
    record_.body = str_or_absent(body);
    record_.body_parameters = body_texts_.empty() ? nullptr : body_texts_.data();
    record_.header_parameters = header_texts_.empty() ? nullptr : header_texts_.data();
    record_.buttons = button_records_.data();
    record_.body_parameter_count = static_cast<std::uint32_t>(body_texts_.size());
    record_.header_parameter_count = static_cast<std::uint32_t>(header_texts_.size());
    record_.button_count = button_records_.count();
    return record_;
  }

 private:
  static void lay_texts(const std::vector<std::string>& from, std::vector<baton_str_t>& to) {
    to.clear();
    for (const std::string& text : from) to.push_back(str_or_absent(text));
  }

  baton_template_t record_{};
  std::vector<baton_str_t> body_texts_;
  std::vector<baton_str_t> header_texts_;
  detail::RecordList<baton_template_button_t> button_records_;
};

// The answer to list: every template of the account.
class TemplatePage {
 public:
  std::vector<Template> templates;

  const baton_template_page_t& record() {
    pointers_.clear();
    for (Template& one : templates) pointers_.push_back(&one.record());
    record_ = make_record<baton_template_page_t>();
    record_.template_count = static_cast<std::uint32_t>(pointers_.size());
    record_.templates = pointers_.empty() ? nullptr : pointers_.data();
    return record_;
  }

 private:
  baton_template_page_t record_{};
  std::vector<const baton_template_t*> pointers_;
};

}  // namespace v0
}  // namespace baton::sdk
