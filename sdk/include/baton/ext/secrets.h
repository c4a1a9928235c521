/* SPDX-License-Identifier: MIT
 *
 * ext/secrets.h - secrets by name. A plugin asks whether one exists and when it changed; it never reads one here.
 */
#ifndef BATON_EXT_SECRETS_H_
#define BATON_EXT_SECRETS_H_

#include "../host.h"

BATON_BEGIN_C

/* A setting whose schema says `"format": "baton-secret"` reaches the plugin as the JSON string
 * "${secret:NAME}"; NAME is then good for baton.http/1 headers, baton.signature/1 and this extension. */
#define BATON_SECRETS "baton.secrets/1"

typedef struct baton_secrets {
  /* 1 when a secret of that name was configured for this instance, else 0. [any-thread] */
  uint32_t(BATON_CALL *exists)(const baton_host_t *host, baton_str_t name);
  /* Grows whenever the value changes; 0 when it does not exist. [any-thread] */
  uint64_t(BATON_CALL *version)(const baton_host_t *host, baton_str_t name);
} baton_secrets_t;

BATON_END_C

#endif /* BATON_EXT_SECRETS_H_ */
