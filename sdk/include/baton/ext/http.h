/* SPDX-License-Identifier: MIT
 *
 * ext/http.h - HTTP through the host, so that proxies, TLS, limits, logs and secrets are in one place.
 */
#ifndef BATON_EXT_HTTP_H_
#define BATON_EXT_HTTP_H_

#include "../plugin.h"

BATON_BEGIN_C

#define BATON_HTTP        "baton.http/1"
#define BATON_HTTP_CLIENT "baton.http-client/1"

/* One part of a multipart/form-data body. Content is `data`, or the blob when blob_id is present. */
typedef struct baton_http_part {
  uint32_t struct_size;
  uint32_t reserved0;
  baton_str_t name;
  baton_str_t file_name;    /* absent: an ordinary field */
  baton_str_t content_type; /* absent: none is sent */
  baton_bytes_t data;
  baton_str_t blob_id;
} baton_http_part_t;

typedef struct baton_http_request {
  uint32_t struct_size;
  uint32_t budget_ms;       /* 0 = host's default */
  baton_str_t method;
  baton_str_t url;          /* scheme and host must be on the instance's allow list; redirects are not followed */
  baton_str_t headers_json; /* {"Name": "value"}; values may hold ${secret:name}, which the plugin never sees */
  baton_bytes_t body;
  const baton_http_part_t *const *parts; /* when part_count > 0: multipart/form-data, and body is ignored */
  uint32_t part_count;
  uint32_t response_to_blob;   /* 1: a 2xx body is written to a new blob and not handed over as bytes */
  uint64_t max_response_bytes; /* 0 = BATON_HTTP_BODY_MAX_BYTES, with response_to_blob BATON_BLOB_MAX_BYTES */
} baton_http_request_t;

typedef struct baton_http_response {
  uint32_t struct_size;
  uint32_t http_status;     /* 0 when no answer came; see error */
  baton_str_t headers_json; /* {"name": "value"}, names in lower case */
  baton_bytes_t body;
  baton_str_t blob_id;      /* with response_to_blob and a 2xx answer */
  uint64_t blob_size_bytes;
  baton_str_t blob_sha256;  /* 64 lower-case hex digits */
  /* NULL when an answer came, whatever its status. UNAVAILABLE: the request surely never left.
   * DEADLINE_EXCEEDED: it may have been processed (outcome unknown). */
  const baton_error_t *error;
} baton_http_response_t;

/* Host side. */
typedef struct baton_http {
  /* Copies the request, fills *op_id and returns. One on_response follows. [any-thread] */
  baton_status_t(BATON_CALL *send)(const baton_host_t *host, const baton_http_request_t *request,
                                   baton_op_id_t *op_id, baton_error_t *err);
  /* Best effort; on_response still follows. [any-thread] */
  void(BATON_CALL *cancel)(const baton_host_t *host, baton_op_id_t op_id);
} baton_http_t;

/* Plugin side. */
typedef struct baton_http_client {
  /* Never called from inside send. [strand & started] */
  void(BATON_CALL *on_response)(const baton_instance_t *self, baton_op_id_t op_id,
                                const baton_http_response_t *response);
} baton_http_client_t;

BATON_END_C

#endif /* BATON_EXT_HTTP_H_ */
