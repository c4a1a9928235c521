// SPDX-License-Identifier: MIT
// messages.h - what the frames between host and runner hold that is no record of the ABI.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sdk/wire/records.h"
#include "host/plugin/loading.h"

namespace baton::bridge {

using wire::Reader;
using wire::Writer;

inline constexpr std::uint32_t kProtocol = 1;

inline void write_words(Writer& out, const std::vector<std::string>& words) {
  out(static_cast<std::uint32_t>(words.size()));
  for (const auto& word : words) out(std::string_view(word));
}

inline std::vector<std::string> read_words(Reader& in) {
  std::uint32_t count = 0;
  in(count);
  std::vector<std::string> words;
  for (std::uint32_t i = 0; i < count && !in.bad() && !in.at_end(); ++i) in(words.emplace_back());
  return words;
}

// FrameKind::open: which plugin, and what its host is.
struct Open {
  std::uint32_t protocol = kProtocol;
  std::string folder, library, instance_id, host_version;
  std::uint32_t kind = 0;       // plugin::Kind
  std::uint32_t log_level = 0;  // the least that is written
  std::uint32_t user = 0;       // whom the runner becomes where it is root
  std::uint8_t network = 0;     // 1: it may open sockets
};

template <class V, class M>
void open_fields(V& v, M& m) {
  v(m.protocol), v(m.folder), v(m.library), v(m.instance_id), v(m.host_version), v(m.kind), v(m.log_level);
  v(m.user), v(m.network);
}

inline void write_refusal(Writer& out, const plugin::LoadRefusal& r) {
  out(static_cast<std::uint32_t>(r.step));
  for (const auto* text : {&r.rule, &r.file, &r.plugin_version, &r.host_version, &r.message, &r.mend})
    out(std::string_view(*text));
}

inline plugin::LoadRefusal read_refusal(Reader& in) {
  plugin::LoadRefusal r;
  std::uint32_t step = 0;
  in(step);
  r.step = static_cast<plugin::LoadStep>(step);
  for (auto* text : {&r.rule, &r.file, &r.plugin_version, &r.host_version, &r.message, &r.mend}) in(*text);
  return r;
}

}  // namespace baton::bridge
