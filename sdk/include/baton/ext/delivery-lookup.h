/* SPDX-License-Identifier: MIT
 *
 * ext/delivery-lookup.h - "did it go out?", asked by idempotency key after a send whose answer was lost (rule W9).
 */
#ifndef BATON_EXT_DELIVERY_LOOKUP_H_
#define BATON_EXT_DELIVERY_LOOKUP_H_

#include "../kind/connector.h"

BATON_BEGIN_C

#define BATON_DELIVERY_LOOKUP      "baton.delivery-lookup/1"
#define BATON_HOST_DELIVERY_LOOKUP "baton.host-delivery-lookup/1"

typedef uint32_t baton_lookup_result_t;
#define BATON_LOOKUP_UNKNOWN 0u /* cannot be told: a person decides */
#define BATON_LOOKUP_SENT    1u
#define BATON_LOOKUP_ABSENT  2u /* surely never arrived there: safe to send again */

typedef struct baton_delivery_lookup {
  /* Looks for the send whose idempotency key is call->idempotency_key. [strand & started] */
  baton_status_t(BATON_CALL *lookup)(const baton_instance_t *self, const baton_call_t *call,
                                     const baton_outbound_t *outbound, baton_error_t *err);
} baton_delivery_lookup_t;

typedef struct baton_host_delivery_lookup {
  /* Completes lookup. remote_message_id with SENT where it is known. [any-thread] */
  void(BATON_CALL *looked_up)(const baton_host_t *host, baton_op_id_t op_id, baton_lookup_result_t result,
                              baton_str_t remote_message_id);
} baton_host_delivery_lookup_t;

BATON_END_C

#endif /* BATON_EXT_DELIVERY_LOOKUP_H_ */
