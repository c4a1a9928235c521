/* SPDX-License-Identifier: MIT
 *
 * limits.h - every number that is part of the contract. A value above its limit is refused, never cut.
 */
#ifndef BATON_LIMITS_H_
#define BATON_LIMITS_H_

#define BATON_TEXT_MAX_BYTES         1048576u /* one text: message, note, answer */
#define BATON_WEBHOOK_MAX_BYTES      4194304u /* webhook body; WhatsApp sends up to 3 MB (Meta, webhook limits) */
#define BATON_ATTACHMENT_MAX_COUNT   100u     /* per event or outbound message */
#define BATON_BATCH_MAX_EVENTS       4096u    /* per batch; WhatsApp batches up to 1000 changes */
#define BATON_CURSOR_MAX_BYTES       16384u
#define BATON_ID_MAX_BYTES           512u     /* ids of any system */
#define BATON_CONFIG_MAX_BYTES       1048576u
#define BATON_ATTRIBUTES_MAX_BYTES   65536u
#define BATON_CANDIDATE_MAX_COUNT    1000u
#define BATON_PROPOSED_WORK_MAX      16u
#define BATON_BRIEF_ITEM_MAX_COUNT   64u      /* details, steps or evidence of one brief */
#define BATON_BRIEF_TEXT_MAX_CHARS   1000u    /* a briefing, not a transcript (rule B3) */
#define BATON_BUTTON_MAX_COUNT       10u
#define BATON_HTTP_BODY_MAX_BYTES    16777216u  /* request or response held in memory; larger ones go by blob */
#define BATON_BLOB_MAX_BYTES         104857600u /* 100 MB, the largest document WhatsApp carries */
#define BATON_KV_VALUE_MAX_BYTES     65536u    /* one value: four cursors of the largest size */
#define BATON_KV_WRITE_MAX_COUNT     64u       /* per commit: others wait behind its transaction */
#define BATON_KV_ENTRY_BYTES         64u       /* what each key counts beside its own bytes: what a row costs */
#define BATON_KV_MAX_BYTES           4194304u  /* all that an instance keeps: 256 cursors of the largest size */
#define BATON_METRIC_MAX_COUNT       64u       /* per instance; without labels this is the whole cardinality */
#define BATON_METRIC_NAME_MAX_BYTES  64u       /* name or unit: what a dashboard shows in one line */
#define BATON_METRIC_HELP_MAX_BYTES  256u      /* one sentence */
#define BATON_ERROR_MESSAGE_BYTES    232
#define BATON_ERROR_CODE_BYTES       64

#endif /* BATON_LIMITS_H_ */
