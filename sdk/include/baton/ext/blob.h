/* SPDX-License-Identifier: MIT
 *
 * ext/blob.h - attachment content in chunks. Events carry blob ids, never the bytes.
 */
#ifndef BATON_EXT_BLOB_H_
#define BATON_EXT_BLOB_H_

#include "../host.h"

BATON_BEGIN_C

#define BATON_BLOB "baton.blob/1"

typedef struct baton_blob {
  /* Size of a blob, NOT_FOUND when the id is unknown or was erased. [any-thread] */
  baton_status_t(BATON_CALL *size)(const baton_host_t *host, baton_str_t blob_id, uint64_t *size_bytes);
  /* Copies at most `capacity` bytes from `offset` into the caller's buffer; *read = bytes copied, 0 at the end.
   * [any-thread] */
  baton_status_t(BATON_CALL *read)(const baton_host_t *host, baton_str_t blob_id, uint64_t offset, uint8_t *buffer,
                                   uint64_t capacity, uint64_t *read);
  /* Begins a new blob; it becomes readable at `finish`. [any-thread] */
  baton_status_t(BATON_CALL *create)(const baton_host_t *host, baton_op_id_t *write_id, baton_error_t *err);
  /* Copies the bytes. INVALID_ARGUMENT past BATON_BLOB_MAX_BYTES. [any-thread] */
  baton_status_t(BATON_CALL *append)(const baton_host_t *host, baton_op_id_t write_id, baton_bytes_t bytes,
                                     baton_error_t *err);
  /* Ends the blob and writes its id (at most `capacity` bytes) to `id`; *size = bytes of the id. [any-thread] */
  baton_status_t(BATON_CALL *finish)(const baton_host_t *host, baton_op_id_t write_id, char *id, uint64_t capacity,
                                     uint64_t *size, baton_error_t *err);
} baton_blob_t;

BATON_END_C

#endif /* BATON_EXT_BLOB_H_ */
