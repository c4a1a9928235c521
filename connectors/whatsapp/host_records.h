// SPDX-License-Identifier: MIT
// Between this connector's own types and the SDK's records. No decisions here.
#pragma once

#include <baton/plugin.hpp>

#include "inbound_event.h"
#include "operation.h"
#include "outbound_message.h"
#include "settings.h"

namespace baton::whatsapp {

sdk::Batch to_batch(Events events);
sdk::Receipt to_receipt(Receipt receipt);
sdk::FetchedMedia to_fetched(FetchedMedia media);
sdk::TemplatePage to_page(TemplateList templates);
sdk::Error to_error(Failure failure);
sdk::HttpRequest to_request(HttpCall call);
sdk::ChannelPolicy to_policy(const Settings& settings);

OutboundMessage read_outbound(const baton_outbound_t& outbound, std::string idempotency_key);
Attachment read_attachment(const baton_attachment_t& attachment);
// Borrows from `response`.
HttpAnswer read_answer(const sdk::HttpResponse& response);

}  // namespace baton::whatsapp
