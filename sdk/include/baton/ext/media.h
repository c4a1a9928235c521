/* SPDX-License-Identifier: MIT
 *
 * ext/media.h - fetch an attachment while the channel still serves it (rule I6).
 */
#ifndef BATON_EXT_MEDIA_H_
#define BATON_EXT_MEDIA_H_

#include "../event.h"
#include "../plugin.h"

BATON_BEGIN_C

#define BATON_MEDIA      "baton.media/1"
#define BATON_HOST_MEDIA "baton.host-media/1"

typedef struct baton_media_fetched {
  uint32_t struct_size;
  uint32_t reserved0;
  baton_str_t blob_id;
  baton_str_t media_type; /* as the remote side serves it */
  baton_str_t sha256;     /* of the bytes received, 64 lower-case hex digits */
  uint64_t size_bytes;
} baton_media_fetched_t;

typedef struct baton_media {
  /* `attachment` names remote_id and, where stated, sha256; a mismatch is DATA_LOSS. [strand & started] */
  baton_status_t(BATON_CALL *fetch)(const baton_instance_t *self, const baton_call_t *call,
                                    const baton_attachment_t *attachment, baton_error_t *err);
} baton_media_t;

typedef struct baton_host_media {
  /* Completes fetch. Copies. [any-thread] */
  void(BATON_CALL *fetched)(const baton_host_t *host, baton_op_id_t op_id, const baton_media_fetched_t *media);
} baton_host_media_t;

BATON_END_C

#endif /* BATON_EXT_MEDIA_H_ */
