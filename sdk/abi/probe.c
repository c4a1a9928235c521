/* SPDX-License-Identifier: MIT
 *
 * probe.c - one variable of every public type, made by sdk/abi/probe.py from the headers. Compiled with debug
 * information for libabigail; nobody loads it.
 */
#include <baton/baton.h>

/* case.h */
baton_case_status_t probe_baton_case_status_t;
baton_priority_t probe_baton_priority_t;
baton_work_state_t probe_baton_work_state_t;
baton_topology_t probe_baton_topology_t;
baton_answer_t probe_baton_answer_t;
baton_work_item_t probe_baton_work_item_t;
baton_plan_t probe_baton_plan_t;
baton_promise_t probe_baton_promise_t;
baton_candidate_t probe_baton_candidate_t;
baton_lane_t probe_baton_lane_t;
baton_trigger_t probe_baton_trigger_t;
baton_case_view_t probe_baton_case_view_t;

/* entry.h */
baton_entry_t probe_baton_entry_t;
baton_entry_fn probe_baton_entry_fn;

/* event.h */
baton_event_kind_t probe_baton_event_kind_t;
baton_message_kind_t probe_baton_message_kind_t;
baton_delivery_status_t probe_baton_delivery_status_t;
baton_preference_t probe_baton_preference_t;
baton_account_state_t probe_baton_account_state_t;
baton_identity_kind_t probe_baton_identity_kind_t;
baton_identity_t probe_baton_identity_t;
baton_attachment_t probe_baton_attachment_t;
baton_event_t probe_baton_event_t;

/* ext/blob.h */
baton_blob_t probe_baton_blob_t;

/* ext/calls.h */
baton_host_calls_t probe_baton_host_calls_t;
baton_cancellation_t probe_baton_cancellation_t;

/* ext/channel.h */
baton_media_limit_t probe_baton_media_limit_t;
baton_channel_policy_t probe_baton_channel_policy_t;
baton_channel_t probe_baton_channel_t;

/* ext/delivery-lookup.h */
baton_lookup_result_t probe_baton_lookup_result_t;
baton_delivery_lookup_t probe_baton_delivery_lookup_t;
baton_host_delivery_lookup_t probe_baton_host_delivery_lookup_t;

/* ext/emit.h */
baton_emit_t probe_baton_emit_t;
baton_emit_client_t probe_baton_emit_client_t;

/* ext/http.h */
baton_http_part_t probe_baton_http_part_t;
baton_http_request_t probe_baton_http_request_t;
baton_http_response_t probe_baton_http_response_t;
baton_http_t probe_baton_http_t;
baton_http_client_t probe_baton_http_client_t;

/* ext/kv.h */
baton_kv_write_t probe_baton_kv_write_t;
baton_kv_t probe_baton_kv_t;
baton_kv_client_t probe_baton_kv_client_t;

/* ext/log.h */
baton_log_level_t probe_baton_log_level_t;
baton_log_t probe_baton_log_t;

/* ext/media.h */
baton_media_fetched_t probe_baton_media_fetched_t;
baton_media_t probe_baton_media_t;
baton_host_media_t probe_baton_host_media_t;

/* ext/metrics.h */
baton_metric_kind_t probe_baton_metric_kind_t;
baton_metrics_t probe_baton_metrics_t;

/* ext/secrets.h */
baton_secrets_t probe_baton_secrets_t;

/* ext/signature.h */
baton_signature_algorithm_t probe_baton_signature_algorithm_t;
baton_signature_t probe_baton_signature_t;

/* ext/templates.h */
baton_template_status_t probe_baton_template_status_t;
baton_template_quality_t probe_baton_template_quality_t;
baton_template_button_t probe_baton_template_button_t;
baton_template_t probe_baton_template_t;
baton_template_page_t probe_baton_template_page_t;
baton_templates_t probe_baton_templates_t;
baton_host_templates_t probe_baton_host_templates_t;

/* ext/timers.h */
baton_clock_t probe_baton_clock_t;
baton_timers_t probe_baton_timers_t;
baton_timer_client_t probe_baton_timer_client_t;

/* host.h */
baton_host_t probe_baton_host_t;

/* kind/classifier.h */
baton_label_t probe_baton_label_t;
baton_classifier_t probe_baton_classifier_t;
baton_host_classifier_t probe_baton_host_classifier_t;

/* kind/connector.h */
baton_header_t probe_baton_header_t;
baton_webhook_t probe_baton_webhook_t;
baton_batch_t probe_baton_batch_t;
baton_outbound_kind_t probe_baton_outbound_kind_t;
baton_button_t probe_baton_button_t;
baton_parameter_place_t probe_baton_parameter_place_t;
baton_parameter_t probe_baton_parameter_t;
baton_template_use_t probe_baton_template_use_t;
baton_outbound_t probe_baton_outbound_t;
baton_receipt_t probe_baton_receipt_t;
baton_connector_t probe_baton_connector_t;
baton_host_connector_t probe_baton_host_connector_t;

/* kind/ownership.h */
baton_owner_action_t probe_baton_owner_action_t;
baton_writers_t probe_baton_writers_t;
baton_proposed_work_t probe_baton_proposed_work_t;
baton_proposal_t probe_baton_proposal_t;
baton_ownership_t probe_baton_ownership_t;
baton_host_ownership_t probe_baton_host_ownership_t;

/* kind/summarizer.h */
baton_transcript_t probe_baton_transcript_t;
baton_brief_item_t probe_baton_brief_item_t;
baton_steps_state_t probe_baton_steps_state_t;
baton_brief_t probe_baton_brief_t;
baton_summarizer_t probe_baton_summarizer_t;
baton_host_summarizer_t probe_baton_host_summarizer_t;

/* plugin.h */
baton_descriptor_t probe_baton_descriptor_t;
baton_instance_t probe_baton_instance_t;
baton_create_t probe_baton_create_t;
baton_factory_t probe_baton_factory_t;
baton_call_t probe_baton_call_t;

/* types.h */
baton_str_t probe_baton_str_t;
baton_bytes_t probe_baton_bytes_t;
baton_version_t probe_baton_version_t;
baton_op_id_t probe_baton_op_id_t;
baton_status_t probe_baton_status_t;
baton_error_scope_t probe_baton_error_scope_t;
baton_error_t probe_baton_error_t;
