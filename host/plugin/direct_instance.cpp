// SPDX-License-Identifier: MIT
// direct_instance.cpp - see direct_instance.h.
#include "host/plugin/direct_instance.h"

namespace baton::plugin {
namespace {

// Most operations look alike: a function of an interface, one record, one kind of result.
template <class Interface, class Record, class Result>
OpTicket ask(DirectCore& core, const Interface* interface,
             baton_status_t(BATON_CALL* Interface::*function)(const baton_instance_t*, const baton_call_t*, const Record*,
                                                              baton_error_t*),
             ArgumentPtr<Record> record, CallInfo call, Done<Result> done) {
  if (interface == nullptr) return core.refuse_at_once(std::move(done), BATON_NOT_SUPPORTED, "the plugin does not offer this");
  return core.submit(std::move(call), std::move(done),
                     [plugin_function = interface->*function, record = std::move(record)](
                         const baton_instance_t* self, const baton_call_t* info, baton_error_t* error) {
                       return plugin_function(self, info, &record->build(), error);
                     });
}

}  // namespace

OpTicket DirectInstance::receive(ArgumentPtr<baton_webhook_t> webhook, CallInfo call, Done<baton_batch_t> done) {
  return ask(*core_, core_->interfaces().connector, &baton_connector_t::receive, std::move(webhook), std::move(call),
             std::move(done));
}

OpTicket DirectInstance::poll(std::string cursor_name, std::optional<std::string> cursor, CallInfo call,
                              Done<baton_batch_t> done) {
  const baton_connector_t* connector = core_->interfaces().connector;
  if (connector == nullptr)
    return core_->refuse_at_once(std::move(done), BATON_NOT_SUPPORTED, "the plugin does not offer this");
  return core_->submit(std::move(call), std::move(done),
                       [connector, name = std::move(cursor_name), cursor = std::move(cursor)](
                           const baton_instance_t* self, const baton_call_t* info, baton_error_t* error) {
                         const baton_str_t from = cursor ? str_of(*cursor) : baton_str_t{nullptr, 0};
                         return connector->poll(self, info, str_or_absent(name), from, error);
                       });
}

OpTicket DirectInstance::deliver(ArgumentPtr<baton_outbound_t> outbound, CallInfo call, Done<baton_receipt_t> done) {
  return ask(*core_, core_->interfaces().connector, &baton_connector_t::deliver, std::move(outbound), std::move(call),
             std::move(done));
}

OpTicket DirectInstance::lookup(ArgumentPtr<baton_outbound_t> outbound, CallInfo call, Done<LookupAnswer> done) {
  return ask(*core_, core_->interfaces().lookup, &baton_delivery_lookup_t::lookup, std::move(outbound), std::move(call),
             std::move(done));
}

OpTicket DirectInstance::list_templates(CallInfo call, Done<baton_template_page_t> done) {
  const baton_templates_t* templates = core_->interfaces().templates;
  if (templates == nullptr)
    return core_->refuse_at_once(std::move(done), BATON_NOT_SUPPORTED, "the plugin does not offer this");
  return core_->submit(std::move(call), std::move(done),
                       [templates](const baton_instance_t* self, const baton_call_t* info, baton_error_t* error) {
                         return templates->list(self, info, error);
                       });
}

OpTicket DirectInstance::fetch_media(ArgumentPtr<baton_attachment_t> attachment, CallInfo call,
                                     Done<baton_media_fetched_t> done) {
  return ask(*core_, core_->interfaces().media, &baton_media_t::fetch, std::move(attachment), std::move(call),
             std::move(done));
}

OpTicket DirectInstance::propose(ArgumentPtr<baton_case_view_t> view, CallInfo call, Done<baton_proposal_t> done) {
  return ask(*core_, core_->interfaces().ownership, &baton_ownership_t::propose, std::move(view), std::move(call),
             std::move(done));
}

OpTicket DirectInstance::summarize(ArgumentPtr<baton_transcript_t> transcript, CallInfo call, Done<baton_brief_t> done) {
  return ask(*core_, core_->interfaces().summarizer, &baton_summarizer_t::summarize, std::move(transcript),
             std::move(call), std::move(done));
}

OpTicket DirectInstance::classify(ArgumentPtr<baton_event_t> event, CallInfo call, Done<Labels> done) {
  return ask(*core_, core_->interfaces().classifier, &baton_classifier_t::classify, std::move(event), std::move(call),
             std::move(done));
}

}  // namespace baton::plugin
