// SPDX-License-Identifier: MIT
#include "host/plugin/health.h"

namespace baton::plugin {
namespace {

constexpr HealthCount kCounts[] = {
    {"calls", "calls_total", "Operations given to the plugin.", &Health::calls, true},
    {"failures", "failures_total", "Operations it answered with an error.", &Health::failures, true},
    {"timeouts", "timeouts_total", "Operations whose budget ended first.", &Health::timeouts, true},
    {"late_completions", "late_completions_total", "Answers that came after their budget and were dropped.",
     &Health::late_completions, true},
    {"double_completions", "double_completions_total", "Second answers to one operation, dropped.",
     &Health::double_completions, true},
    {"contract_violations", "contract_violations_total", "Breaches of the contract: malformed answers among them.",
     &Health::contract_violations, true},
    {"refused_proposals", "refused_proposals_total", "Proposals, labels and briefs the host's rules refused.",
     &Health::refused_proposals, true},
    {"refused_calls", "refused_calls_total", "Operations not given to it, for too many were under way.",
     &Health::refused_calls, true},
    {"dropped_log_lines", "dropped_log_lines_total", "Lines it logged faster than they are taken.",
     &Health::dropped_log_lines, true},
    {"under_way", "operations_under_way", "Operations it has been given and has not answered.", &Health::under_way,
     false},
    {"crashes", "crashes_total", "Ends of its process that nobody asked for.", &Health::crashes, true},
    {"restarts", "restarts_total", "Starts of its process after such an end.", &Health::restarts, true},
    {"parked", "parked_operations",
     "Operations that are not given to it again, for its process crashed over them twice.", &Health::parked, false},
};

// A count that is not in the list would be shown by nobody.
static_assert(sizeof(Health) == alignof(Health) + sizeof(std::string) + sizeof(std::uint64_t) * std::size(kCounts));

}  // namespace

std::span<const HealthCount> health_counts() { return kCounts; }

void Health::add_counts(const Health& before) {
  for (const auto& one : kCounts)
    if (one.rises) this->*one.count += before.*one.count;
}

}  // namespace baton::plugin
