/* SPDX-License-Identifier: MIT
 *
 * ext/channel.h - what a connector declares about its channel, so that the host can apply it (rule W1).
 */
#ifndef BATON_EXT_CHANNEL_H_
#define BATON_EXT_CHANNEL_H_

#include "../plugin.h"

BATON_BEGIN_C

#define BATON_CHANNEL "baton.channel/1"

/* baton_channel_policy.flags */
#define BATON_CHANNEL_TEMPLATES 1u
#define BATON_CHANNEL_BUTTONS   2u
#define BATON_CHANNEL_LISTS     4u
#define BATON_CHANNEL_TYPING    8u
#define BATON_CHANNEL_READ     16u
#define BATON_CHANNEL_QUOTES   32u
#define BATON_CHANNEL_CALLS    64u /* asks whether the customer may be called: attributes_json {"asks_to_call": true} */

typedef struct baton_media_limit {
  baton_str_t media_type; /* exact type, or a prefix such as "image/" */
  uint64_t max_bytes;
} baton_media_limit_t;

typedef struct baton_channel_policy {
  uint32_t struct_size;
  uint32_t flags;
  baton_str_t channel;          /* "whatsapp", "email" */
  int64_t window_ms;            /* free-form time after the customer's last word; 0 = no window */
  uint32_t text_max_chars;      /* Unicode code points of a free text; 0 = no limit */
  uint32_t button_max_count;
  uint32_t button_title_max_chars;
  uint32_t list_row_max_count;
  uint32_t pair_burst;          /* messages to one recipient in a burst; 0 = no limit */
  uint32_t pair_refill_ms;      /* one more after this long */
  uint32_t sends_per_second;    /* over all recipients of one account; 0 = no limit */
  uint32_t media_limit_count;
  const baton_media_limit_t *media_limits;
} baton_channel_policy_t;

typedef struct baton_channel {
  /* Static for the life of the instance. [any-thread & initialised] */
  const baton_channel_policy_t *(BATON_CALL *policy)(const baton_instance_t *self);
} baton_channel_t;

BATON_END_C

#endif /* BATON_EXT_CHANNEL_H_ */
