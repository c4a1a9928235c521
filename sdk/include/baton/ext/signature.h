/* SPDX-License-Identifier: MIT
 *
 * ext/signature.h - make or check a signature with a secret the plugin never holds.
 */
#ifndef BATON_EXT_SIGNATURE_H_
#define BATON_EXT_SIGNATURE_H_

#include "../host.h"

BATON_BEGIN_C

#define BATON_SIGNATURE "baton.signature/1"

typedef uint32_t baton_signature_algorithm_t;
#define BATON_SIGNATURE_HMAC_SHA256 1u
#define BATON_SIGNATURE_EQUAL       2u /* the secret itself, compared in constant time (verify tokens) */

#define BATON_SIGNATURE_BYTES 32u /* of an HMAC-SHA256 */

typedef struct baton_signature {
  /* OK when `expected` is the signature of `data` under the secret, in constant time; PERMISSION_DENIED when it is
   * not; NOT_FOUND when there is no such secret. For EQUAL, `data` is ignored. [any-thread] */
  baton_status_t(BATON_CALL *verify)(const baton_host_t *host, baton_signature_algorithm_t algorithm,
                                     baton_str_t secret_name, baton_bytes_t data, baton_bytes_t expected);
  /* Writes BATON_SIGNATURE_BYTES bytes to `out`. NOT_FOUND when there is no such secret. [any-thread] */
  baton_status_t(BATON_CALL *sign)(const baton_host_t *host, baton_signature_algorithm_t algorithm,
                                   baton_str_t secret_name, baton_bytes_t data, uint8_t *out);
} baton_signature_t;

BATON_END_C

#endif /* BATON_EXT_SIGNATURE_H_ */
