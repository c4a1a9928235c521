// SPDX-License-Identifier: MIT
// The first fault that matches a call strikes it.
#include "host/sandbox/whatsapp/faults.h"

#include <algorithm>
#include <array>
#include <utility>

namespace baton::sandbox::whatsapp {
namespace {

constexpr std::array<std::pair<std::string_view, FaultKind>, 8> kKinds = {{
    {"error", FaultKind::error},
    {"html", FaultKind::html},
    {"cut_before", FaultKind::cut_before},
    {"cut_after", FaultKind::cut_after},
    {"delay", FaultKind::delay},
    {"hang_before", FaultKind::hang_before},
    {"hang_after", FaultKind::hang_after},
    {"fail_later", FaultKind::fail_later},
}};

constexpr std::size_t kMaxFaults = 1000;

std::string digits_only(std::string text) {
  if (!text.empty() && text.front() == '+') text.erase(0, 1);
  return text;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool hits(const Fault& fault, const Call& call) {
  return (fault.edge.empty() || fault.edge == call.edge) && (fault.to.empty() || fault.to == call.to) &&
         (fault.to_suffix.empty() || ends_with(call.to, fault.to_suffix)) &&
         (fault.type.empty() || fault.type == call.type);
}

}  // namespace

std::string Faults::add(const Json& given) {
  const std::string name = text_of(given, "kind", "error");
  const auto* kind =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& item) { return item.first == name; });
  if (kind == kKinds.end()) return "unknown kind";
  if (faults_.size() >= kMaxFaults) return "too many faults";
  Fault fault;
  fault.id = next_id_++;
  fault.kind = kind->second;
  fault.edge = text_of(given, "edge");
  fault.to = digits_only(text_of(given, "to"));
  fault.to_suffix = text_of(given, "to_suffix");
  fault.type = text_of(given, "type");
  fault.count = number_of(given, "count", 1);
  fault.code = static_cast<int>(number_of(given, "code", 131000));
  fault.status = static_cast<int>(number_of(given, "status", 0));
  fault.delay_ms = number_of(given, "delay_ms", 0);
  fault.details = text_of(given, "details");
  faults_.push_back(std::move(fault));
  return {};
}

std::optional<Fault> Faults::take(const Call& call) {
  const auto found =
      std::find_if(faults_.begin(), faults_.end(), [&](const Fault& fault) { return hits(fault, call); });
  if (found == faults_.end()) return std::nullopt;
  Fault taken = *found;
  if (found->count > 0 && --found->count == 0) faults_.erase(found);
  return taken;
}

Json Faults::list() const {
  Json out = Json::array();
  for (const Fault& fault : faults_) {
    const auto* kind = std::find_if(kKinds.begin(), kKinds.end(),
                                    [&](const auto& item) { return item.second == fault.kind; });
    out.push_back({{"id", fault.id},
                   {"kind", kind->first},
                   {"edge", fault.edge},
                   {"to", fault.to},
                   {"to_suffix", fault.to_suffix},
                   {"type", fault.type},
                   {"count", fault.count},
                   {"code", fault.code},
                   {"status", fault.status},
                   {"delay_ms", fault.delay_ms}});
  }
  return out;
}

}  // namespace baton::sandbox::whatsapp
