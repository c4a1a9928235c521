/* SPDX-License-Identifier: MIT
 *
 * reads_outbound.h - what a connector is given: webhooks and what shall be sent, written down field by field.
 */
#ifndef READS_OUTBOUND_H_
#define READS_OUTBOUND_H_

#include "reference.h"

static inline void read_webhook(const baton_webhook_t *webhook) {
  uint32_t i;
  NOTHING_GROWN(webhook, baton_webhook_t);
  put(text(" (webhook")), S(webhook, method), S(webhook, path), S(webhook, query);
  for (i = 0; i < webhook->header_count; ++i) {
    put(text(" ")), put(webhook->headers[i].name);
    /* A signature is bytes, which have no place on a page. */
    if (!is(webhook->headers[i].name, "x-signature")) put_text("", webhook->headers[i].value);
  }
  put_bytes(" body", webhook->body), put(text(")"));
}

static inline void read_template(const baton_template_use_t *use) {
  uint32_t i;
  NOTHING_GROWN(use, baton_template_use_t);
  put(text(" (template")), S(use, name), S(use, language);
  for (i = 0; i < use->parameter_count; ++i) {
    const baton_parameter_t *parameter = use->parameters[i];
    NOTHING_GROWN(parameter, baton_parameter_t);
    put(text(" (parameter")), N(parameter, place), N(parameter, index), S(parameter, name), S(parameter, sub_type);
    S(parameter, value), put(text(")"));
  }
  put(text(")"));
}

static inline void read_outbound(const baton_outbound_t *outbound) {
  uint32_t i;
  NOTHING_GROWN(outbound, baton_outbound_t);
  put(text(" (outbound")), N(outbound, kind), S(outbound, message_id), S(outbound, case_id), S(outbound, thread_id);
  S(outbound, account), S(outbound, text), S(outbound, language), S(outbound, footer);
  S(outbound, quoted_message_id), S(outbound, list_button), S(outbound, attributes_json);
  for (i = 0; i < outbound->recipient_count; ++i) read_identity(outbound->recipients[i]);
  for (i = 0; i < outbound->button_count; ++i) {
    const baton_button_t *button = outbound->buttons[i];
    NOTHING_GROWN(button, baton_button_t);
    put(text(" (button")), S(button, id), S(button, title), S(button, description), S(button, section), put(text(")"));
  }
  for (i = 0; i < outbound->attachment_count; ++i) read_attachment(outbound->attachments[i]);
  if (outbound->template_use != NULL) read_template(outbound->template_use);
  N(outbound, window_ends_unix_ms), put(text(")"));
}

static inline void read_response(const baton_http_response_t *response) {
  NOTHING_GROWN(response, baton_http_response_t);
  put(text(" (response")), N(response, http_status);
  put_number(" headers", response->headers_json.size != 0);
  put_bytes(" body", response->body), S(response, blob_id), N(response, blob_size_bytes), S(response, blob_sha256);
  put_number(" error", response->error != NULL), put(text(")"));
}

#endif /* READS_OUTBOUND_H_ */
