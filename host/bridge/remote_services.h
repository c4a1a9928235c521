// SPDX-License-Identifier: MIT
// remote_services.h - questions of a runner to the services of the host, answered by the tables a plugin of this
// process would call. An extension that was not granted cannot be asked.
#pragma once

#include "host/bridge/messages.h"
#include "host/plugin/host_face.h"
#include "sdk/wire/frame.h"

namespace baton::bridge {

template <class Table>
const Table* granted(const plugin::HostFace& face, const char* id) {
  return static_cast<const Table*>(face.extension(id));
}

// `out` gets the body of the reply. False: it is no question, or none this plugin may ask, or malformed.
bool answer_question(plugin::HostFace& face, const wire::Frame& question, wire::Writer& out);

}  // namespace baton::bridge
