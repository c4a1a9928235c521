// SPDX-License-Identifier: MIT
// translate_outbound.h - what is to be sent -> the record a connector gets, and the channel's answer -> an input.
#pragma once

#include <baton/baton.h>

#include "host/core/inputs.h"
#include "host/plugin/instance.h"
#include "host/plugin/views.h"

namespace baton::plugin {

ArgumentPtr<baton_outbound_t> outbound_record(OutboundView view);
ArgumentPtr<baton_attachment_t> attachment_record(AttachmentView view);

core::SendAccepted accepted(const core::MessageId& message, const baton_receipt_t& receipt);
core::SendFailed failed(const core::MessageId& message, baton_status_t status, const baton_error_t* error);

// A template as the channel lists it, for the channel's stream.
struct ListedTemplate {
  std::string name, language, category, status, quality;
  bool named = false;
  std::vector<std::string> body_parameters, header_parameters, quick_replies;
  std::string header_kind, body;
};
std::vector<ListedTemplate> listed_templates(const baton_template_page_t& page);

}  // namespace baton::plugin
