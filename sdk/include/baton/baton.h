/* SPDX-License-Identifier: MIT
 *
 * baton.h - the whole stable SDK. Drafts are never included from here.
 */
#ifndef BATON_BATON_H_
#define BATON_BATON_H_

#include "case.h"
#include "entry.h"
#include "event.h"
#include "ext/blob.h"
#include "ext/calls.h"
#include "ext/channel.h"
#include "ext/delivery-lookup.h"
#include "ext/emit.h"
#include "ext/http.h"
#include "ext/kv.h"
#include "ext/log.h"
#include "ext/media.h"
#include "ext/metrics.h"
#include "ext/secrets.h"
#include "ext/signature.h"
#include "ext/templates.h"
#include "ext/timers.h"
#include "host.h"
#include "kind/classifier.h"
#include "kind/connector.h"
#include "kind/ownership.h"
#include "kind/summarizer.h"
#include "plugin.h"
#include "types.h"

#endif /* BATON_BATON_H_ */
