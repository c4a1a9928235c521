// SPDX-License-Identifier: MIT
// What POST /{PNID}/messages refuses: a missing object, a text too long, four buttons. Pure.
#pragma once

#include <string>

#include "host/sandbox/json_http.h"
#include "host/sandbox/whatsapp/graph_error.h"
#include "host/sandbox/whatsapp/templates.h"

namespace baton::sandbox::whatsapp {

// Everything but templates, media ids and the recipient, which need state.
GraphError check_message(const Json& message);

// REQUIRES: the template exists. Counts, kinds and characters of the parameters, and the filled text.
GraphError check_parameters(const Template& used, const Json& sent);

// What the customer reads: the filled template body, the text, the body of an interactive message, the
// caption.
std::string readable_body(const Json& message, const Template* used);

// The media id the message refers to, "" when none.
std::string media_id_of(const Json& message);

}  // namespace baton::sandbox::whatsapp
