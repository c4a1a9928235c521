/* SPDX-License-Identifier: MIT
 *
 * types.h - value types and status codes. Value types are frozen: they never change within an ABI major.
 */
#ifndef BATON_TYPES_H_
#define BATON_TYPES_H_

#include "abi.h"
#include "limits.h"

BATON_BEGIN_C

/* UTF-8, not NUL-terminated. {NULL, 0} is "absent"; {"", 0} is "present and empty".
 * Borrowed: valid until the call it was passed to returns, unless a comment says otherwise. */
typedef struct baton_str {
  const char *data;
  uint64_t size;
} baton_str_t;

/* Bytes of any meaning; borrowed like baton_str_t. */
typedef struct baton_bytes {
  const uint8_t *data;
  uint64_t size;
} baton_bytes_t;

typedef struct baton_version {
  uint32_t major;
  uint32_t minor;
  uint32_t patch; /* wording only; never compared */
} baton_version_t;

/* Names one unit of asynchronous work. 0 is never a valid id. */
typedef uint64_t baton_op_id_t;

/* Retry meaning is part of the contract:
 *   R = safe to retry later, N = never retry the same input, U = outcome unknown, ask before retrying. */
typedef int32_t baton_status_t;
#define BATON_OK                  0  /*   done                                             */
#define BATON_PENDING             1  /*   taken; exactly one completion follows            */
#define BATON_INVALID_ARGUMENT    2  /* N the caller passed something malformed            */
#define BATON_NOT_SUPPORTED       3  /* N this component cannot do that                    */
#define BATON_NOT_FOUND           4  /* N                                                  */
#define BATON_CONFLICT            5  /* R compare-and-set lost; read again first           */
#define BATON_UNAUTHENTICATED     6  /* N until credentials change                         */
#define BATON_PERMISSION_DENIED   7  /* N                                                  */
#define BATON_RATE_LIMITED        8  /* R honour retry_after_ms                            */
#define BATON_UNAVAILABLE         9  /* R surely nothing happened                          */
#define BATON_DEADLINE_EXCEEDED  10  /* U                                                  */
#define BATON_CANCELLED          11  /* U                                                  */
#define BATON_INTERNAL           12  /* U a bug, an exception or a panic                   */
#define BATON_DATA_LOSS          13  /* N stored state is corrupt                          */
#define BATON_REJECTED           14  /* N the remote side understood and said no; see code */

/* What a failed delivery says about more than itself; set in baton_error.scope. */
typedef uint32_t baton_error_scope_t;
#define BATON_SCOPE_MESSAGE   0u /* this message only                                         */
#define BATON_SCOPE_PAIR      1u /* this recipient for a while (pair rate)                    */
#define BATON_SCOPE_ACCOUNT   2u /* the whole account: stop sending, keep the queue           */
#define BATON_SCOPE_WINDOW    3u /* the channel says the service window is closed (W4)        */
#define BATON_SCOPE_TEMPLATE  4u /* the template is at fault: mark it, try the next (T4)      */
#define BATON_SCOPE_CONSENT   5u /* the customer has opted out (W7)                           */
#define BATON_SCOPE_RECIPIENT 6u /* the recipient cannot be reached at all (W7)               */

/* The caller allocates and sets struct_size; the callee fills the rest and never writes past struct_size. */
typedef struct baton_error {
  uint32_t struct_size;
  baton_status_t status;
  uint64_t retry_after_ms; /* 0 = no advice */
  baton_error_scope_t scope;
  uint32_t message_size; /* bytes used in message */
  uint32_t code_size;    /* bytes used in code */
  uint32_t reserved0;
  char message[BATON_ERROR_MESSAGE_BYTES]; /* for operators: lower case, no secrets, no customer text */
  char code[BATON_ERROR_CODE_BYTES];       /* for machines: the remote system's own error code */
} baton_error_t;

BATON_END_C

#endif /* BATON_TYPES_H_ */
