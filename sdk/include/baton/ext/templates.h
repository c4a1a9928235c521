/* SPDX-License-Identifier: MIT
 *
 * ext/templates.h - the templates of a channel, read by the host at start, on schedule and after notices (rule T1).
 */
#ifndef BATON_EXT_TEMPLATES_H_
#define BATON_EXT_TEMPLATES_H_

#include "../plugin.h"

BATON_BEGIN_C

#define BATON_TEMPLATES      "baton.templates/1"
#define BATON_HOST_TEMPLATES "baton.host-templates/1"

typedef uint32_t baton_template_status_t;
#define BATON_TEMPLATE_UNKNOWN  0u
#define BATON_TEMPLATE_APPROVED 1u
#define BATON_TEMPLATE_PENDING  2u
#define BATON_TEMPLATE_PAUSED   3u
#define BATON_TEMPLATE_REJECTED 4u
#define BATON_TEMPLATE_DISABLED 5u
#define BATON_TEMPLATE_DELETED  6u

typedef uint32_t baton_template_quality_t;
#define BATON_TEMPLATE_QUALITY_UNKNOWN 0u
#define BATON_TEMPLATE_QUALITY_HIGH    1u
#define BATON_TEMPLATE_QUALITY_MEDIUM  2u
#define BATON_TEMPLATE_QUALITY_LOW     3u

typedef struct baton_template_button {
  uint32_t struct_size;
  uint32_t reserved0;
  baton_str_t type; /* "quick_reply", "url", "phone_number", "copy_code", or the channel's own word */
  baton_str_t title;
} baton_template_button_t;

typedef struct baton_template {
  uint32_t struct_size;
  baton_template_status_t status;
  baton_template_quality_t quality;
  uint32_t named;             /* 1: parameters have names; 0: they are positional */
  baton_str_t remote_id;
  baton_str_t name;
  baton_str_t language;       /* with '_' between language and region, as sends want it */
  baton_str_t category;       /* lower case: "utility", "marketing", "authentication" */
  baton_str_t header_kind;    /* absent, "text", "image", "video", "document", "location" */
  baton_str_t body;           /* with its {{placeholders}} */
  const baton_str_t *body_parameters;   /* names, or "1", "2", ... in order */
  const baton_str_t *header_parameters;
  const baton_template_button_t *const *buttons;
  uint32_t body_parameter_count;
  uint32_t header_parameter_count;
  uint32_t button_count;
  uint32_t reserved0;
} baton_template_t;

typedef struct baton_template_page {
  uint32_t struct_size;
  uint32_t template_count;
  const baton_template_t *const *templates; /* all of them: the connector follows the remote side's pages itself */
} baton_template_page_t;

typedef struct baton_templates {
  /* Reads every template of the account. [strand & started] */
  baton_status_t(BATON_CALL *list)(const baton_instance_t *self, const baton_call_t *call, baton_error_t *err);
} baton_templates_t;

typedef struct baton_host_templates {
  /* Completes list. Copies. [any-thread] */
  void(BATON_CALL *listed)(const baton_host_t *host, baton_op_id_t op_id, const baton_template_page_t *page);
} baton_host_templates_t;

BATON_END_C

#endif /* BATON_EXT_TEMPLATES_H_ */
