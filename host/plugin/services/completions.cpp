// SPDX-License-Identifier: MIT
// completions.cpp - the one way out for results: each is checked, then ends its operation on the calling thread. Also
// baton.host-calls/1, the life of operations that are under way.
#include "host/plugin/check_records.h"
#include "host/plugin/host_face.h"
#include "host/plugin/whole_records.h"

namespace baton::plugin {
namespace {

// A malformed result ends its operation as failed: the host never sees it, and nothing waits for it.
template <class T, class Check>
void complete_whole(const baton_host_t* host, const char* name, baton_op_id_t op_id, const T* value, Check check) {
  guarded(host, 0, [&](HostFace& face) {
    const Fault fault = check(value);
    if (!fault) {
      face.operations().complete(op_id, *value);
      return 0;
    }
    const std::string what = std::string(name) + ": " + *fault;
    face.misbehaved(what);
    face.operations().fail(op_id, make_error(BATON_INTERNAL, "the plugin handed over a malformed record: " + what));
    return 0;
  });
}

template <class Record, class Check>
void complete(const baton_host_t* host, const char* name, baton_op_id_t op_id, const Record* given, Check check) {
  WholeRecords records;
  complete_whole(host, name, op_id, records.of(given), check);
}

void BATON_CALL accepted(const baton_host_t* host, baton_op_id_t op_id, const baton_batch_t* batch) {
  complete(host, "accepted", op_id, batch, check_batch);
}

void BATON_CALL delivered(const baton_host_t* host, baton_op_id_t op_id, const baton_receipt_t* receipt) {
  complete(host, "delivered", op_id, receipt, check_receipt);
}

void BATON_CALL proposed(const baton_host_t* host, baton_op_id_t op_id, const baton_proposal_t* proposal) {
  complete(host, "proposed", op_id, proposal, check_proposal);
}

void BATON_CALL summarized(const baton_host_t* host, baton_op_id_t op_id, const baton_brief_t* brief) {
  complete(host, "summarized", op_id, brief, check_brief);
}

void BATON_CALL classified(const baton_host_t* host, baton_op_id_t op_id, const baton_label_t* const* labels,
                           uint32_t label_count) {
  WholeRecords records;
  Labels value{labels, label_count};
  records.list(value.items, value.count);
  complete_whole(host, "classified", op_id, &value, [](const Labels* l) { return check_labels(l->items, l->count); });
}

void BATON_CALL listed(const baton_host_t* host, baton_op_id_t op_id, const baton_template_page_t* page) {
  complete(host, "listed", op_id, page, check_template_page);
}

void BATON_CALL fetched(const baton_host_t* host, baton_op_id_t op_id, const baton_media_fetched_t* media) {
  complete(host, "fetched", op_id, media, check_media);
}

void BATON_CALL looked_up(const baton_host_t* host, baton_op_id_t op_id, baton_lookup_result_t result,
                          baton_str_t remote_message_id) {
  // An unknown result is an unknown outcome, which a person decides.
  const LookupAnswer answer{result <= BATON_LOOKUP_ABSENT ? result : BATON_LOOKUP_UNKNOWN, remote_message_id};
  complete_whole(host, "looked_up", op_id, &answer, [](const LookupAnswer* a) {
    return a->remote_message_id.size == 0 ? Fault{} : check_id("remote_message_id", a->remote_message_id);
  });
}

void BATON_CALL fail(const baton_host_t* host, baton_op_id_t op_id, const baton_error_t* given) {
  guarded(host, 0, [&](HostFace& face) {
    WholeRecords records;
    const baton_error_t* const err = records.of(given);
    if (err == nullptr || err->struct_size < sizeof(baton_error_t) || err->status <= BATON_PENDING ||
        err->status > BATON_REJECTED) {
      face.misbehaved("calls.fail: the error is NULL, too small or says success");
      face.operations().fail(op_id, make_error(BATON_INTERNAL, "the plugin failed without saying why"));
      return 0;
    }
    face.operations().fail(op_id, face.without_secrets(*err));
    return 0;
  });
}

uint32_t BATON_CALL is_cancelled(const baton_host_t* host, baton_op_id_t op_id) {
  return guarded<uint32_t>(host, 1, [&](HostFace& face) { return face.operations().is_under_way(op_id) ? 0u : 1u; });
}

void BATON_CALL progress(const baton_host_t* host, baton_op_id_t op_id, uint32_t permille, baton_str_t note) {
  guarded(host, 0, [&](HostFace& face) {
    if (permille > 1000 || (note.size != 0 && check_id("note", note)))
      face.misbehaved("calls.progress: more than 1000 permille, or a malformed note");
    else if (face.operations().is_under_way(op_id))
      face.log.host_line(spdlog::level::debug, "an operation is at " + std::to_string(permille) + " permille");
    return 0;
  });
}

}  // namespace

const baton_host_calls_t kHostCallsTable = {&fail, &is_cancelled, &progress};
const baton_host_connector_t kHostConnectorTable = {&accepted, &delivered};
const baton_host_ownership_t kHostOwnershipTable = {&proposed};
const baton_host_summarizer_t kHostSummarizerTable = {&summarized};
const baton_host_classifier_t kHostClassifierTable = {&classified};
const baton_host_templates_t kHostTemplatesTable = {&listed};
const baton_host_media_t kHostMediaTable = {&fetched};
const baton_host_delivery_lookup_t kHostDeliveryLookupTable = {&looked_up};

}  // namespace baton::plugin
