// SPDX-License-Identifier: MIT
#include "host/bridge/bridged_instance.h"

#include <random>

#include "host/plugin/clean_error.h"

namespace baton::bridge {
namespace {

using plugin::Health;

// Tickets of different lives must not meet: an operation's number begins anew with each process.
constexpr int kLifeShift = 48;
constexpr std::uint64_t kNumberMask = (1ull << kLifeShift) - 1;
constexpr std::uint64_t kLifeMask = 0x7FFF;

double chance() {
  thread_local std::minstd_rand source{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(source);
}

}  // namespace

plugin::RunnerLoad runner_load(BridgeOptions options) {
  return [options = std::move(options)](const plugin::CheckedBundle& bundle, const plugin::LoadOrder& order,
                                        const plugin::FaceOptions& face,
                                        plugin::Watchdog& watchdog) -> plugin::LoadResult {
    auto instance = std::make_unique<BridgedInstance>(options, bundle, order, face, watchdog);
    if (auto refusal = instance->load()) return std::move(*refusal);
    return instance;
  };
}

BridgedInstance::BridgedInstance(BridgeOptions options, plugin::CheckedBundle bundle, plugin::LoadOrder order,
                                 plugin::FaceOptions face, plugin::Watchdog& watchdog)
    : options_(std::move(options)),
      bundle_(std::move(bundle)),
      order_(std::move(order)),
      face_(std::move(face)),
      watchdog_(watchdog) {}

BridgedInstance::~BridgedInstance() { stop(plugin::kStopBudgetMs); }

plugin::Refused BridgedInstance::load() {
  if (auto refusal = begin_life()) return refusal;
  const auto life = current();
  info_ = life->core->info();
  extensions_ = life->instance->extensions();
  channel_policy_ = life->core->policy();
  supervisor_ = std::thread([this] { supervise(); });
  return std::nullopt;
}

plugin::Refused BridgedInstance::begin_life() {
  auto life = std::make_shared<Life>();
  life->number = ++lives_;
  RemoteOptions remote{options_.program,   order_.instance_id, face_.host_version, face_.logger, suspects_,
                       [this, number = life->number](const std::string& why) { died(number, why); }};
  life->core = std::make_shared<plugin::DirectCore>(bundle_, order_, face_, watchdog_,
                                                    std::make_unique<RemoteSource>(std::move(remote)));
  if (auto refusal = life->core->load(options_.load_budget_ms)) return refusal;
  life->instance = std::make_unique<plugin::DirectInstance>(life->core);
  const std::unique_lock lock(life_mutex_);
  life_ = std::move(life);
  return std::nullopt;
}

BridgedInstance::LifePtr BridgedInstance::current() const {
  const std::shared_lock lock(life_mutex_);
  return life_;
}

void BridgedInstance::died(std::uint64_t life, const std::string& why) {
  const std::lock_guard lock(mutex_);
  dead_life_ = life;
  died_of_ = why;
  changed_.notify_all();
}

// Everything the process had ends now, whatever comes next.
void BridgedInstance::bury(const std::string& why) {
  LifePtr life;
  {
    const std::unique_lock lock(life_mutex_);
    life = std::move(life_);
    life_ = nullptr;
  }
  if (!life) return;
  life->core->lost("the plugin's process " + why);
  life->core->stop(plugin::kStopBudgetMs);
  const std::lock_guard lock(mutex_);
  before_.add_counts(life->core->health());
}

bool BridgedInstance::wait_for(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, time, [this] { return stopping_; });
}

void BridgedInstance::say(spdlog::level::level_enum level, const std::string& what) const {
  if (face_.logger) face_.logger->log(level, "plugin={} instance={} {}", bundle_.manifest.id, order_.instance_id, what);
}

// How long to wait before the next start; nothing: it stays down. Told before operations end for it, so that who asks
// why gets the answer.
std::optional<std::chrono::milliseconds> BridgedInstance::crashed(const std::string& why) {
  const auto wait = plan_.crashed(RestartPlan::Clock::now(), chance());
  const auto next = wait ? "it is started again in " + std::to_string(wait->count()) + " ms"
                         : std::string("too often to be started again; reload the plugins or restart the host");
  say(spdlog::level::err, "its process " + why + "; " + next);
  const std::lock_guard lock(mutex_);
  ++before_.crashes;
  down_because_ = "its process " + why + "; " + next;
  return wait;
}

void BridgedInstance::supervise() {
  for (;;) {
    std::string why;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || dead_life_ == lives_; });
      if (stopping_) return;
      why = died_of_;
    }
    auto wait = crashed(why);
    bury(why);
    while (wait && wait_for(*wait)) {
      const auto refusal = begin_life();
      if (!refusal) break;
      wait = crashed("did not start: " + plugin::to_string(*refusal));
    }
    if (!current()) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_; });
      return;
    }
    {
      const std::lock_guard lock(mutex_);
      ++before_.restarts;
    }
    say(spdlog::level::warn, "runs again");
  }
}

Health BridgedInstance::health() const {
  Health health;
  const auto life = current();
  if (life) health = life->core->health();
  const std::lock_guard lock(mutex_);
  if (!life) health.why_not = down_because_.empty() ? "its process has just ended" : down_because_;
  health.add_counts(before_);
  health.parked = suspects_->parked_count();
  return health;
}

std::vector<plugin::MetricReading> BridgedInstance::metrics() const {
  const auto life = current();
  return life ? life->core->metrics() : std::vector<plugin::MetricReading>();
}

template <class T, class Begin>
plugin::OpTicket BridgedInstance::on_current(plugin::Done<T> done, Begin begin) {
  const auto life = current();
  if (!life) {
    const auto error = plugin::not_there("the plugin's process is down");
    done(plugin::Outcome<T>{error.status, nullptr, &error});
    return {};
  }
  const auto ticket = begin(*life->instance, std::move(done));
  if (ticket.op_id == 0) return ticket;
  return {ticket.op_id | (life->number & kLifeMask) << kLifeShift};
}

plugin::OpTicket BridgedInstance::receive(plugin::ArgumentPtr<baton_webhook_t> webhook, plugin::CallInfo call,
                                          plugin::Done<baton_batch_t> done) {
  return on_current(std::move(done), [&](plugin::Instance& live, plugin::Done<baton_batch_t> then) {
    return live.receive(std::move(webhook), std::move(call), std::move(then));
  });
}

plugin::OpTicket BridgedInstance::poll(std::string cursor_name, std::optional<std::string> cursor,
                                       plugin::CallInfo call, plugin::Done<baton_batch_t> done) {
  return on_current(std::move(done), [&](plugin::Instance& live, plugin::Done<baton_batch_t> then) {
    return live.poll(std::move(cursor_name), std::move(cursor), std::move(call), std::move(then));
  });
}

plugin::OpTicket BridgedInstance::deliver(plugin::ArgumentPtr<baton_outbound_t> outbound, plugin::CallInfo call,
                                          plugin::Done<baton_receipt_t> done) {
  return on_current(std::move(done), [&](plugin::Instance& live, plugin::Done<baton_receipt_t> then) {
    return live.deliver(std::move(outbound), std::move(call), std::move(then));
  });
}

plugin::OpTicket BridgedInstance::lookup(plugin::ArgumentPtr<baton_outbound_t> outbound, plugin::CallInfo call,
                                         plugin::Done<plugin::LookupAnswer> done) {
  return on_current(std::move(done), [&](plugin::Instance& live, plugin::Done<plugin::LookupAnswer> then) {
    return live.lookup(std::move(outbound), std::move(call), std::move(then));
  });
}

plugin::OpTicket BridgedInstance::list_templates(plugin::CallInfo call, plugin::Done<baton_template_page_t> done) {
  return on_current(std::move(done), [&](plugin::Instance& live, plugin::Done<baton_template_page_t> then) {
    return live.list_templates(std::move(call), std::move(then));
  });
}

plugin::OpTicket BridgedInstance::fetch_media(plugin::ArgumentPtr<baton_attachment_t> attachment, plugin::CallInfo call,
                                              plugin::Done<baton_media_fetched_t> done) {
  return on_current(std::move(done), [&](plugin::Instance& live, plugin::Done<baton_media_fetched_t> then) {
    return live.fetch_media(std::move(attachment), std::move(call), std::move(then));
  });
}

plugin::OpTicket BridgedInstance::propose(plugin::ArgumentPtr<baton_case_view_t> view, plugin::CallInfo call,
                                          plugin::Done<baton_proposal_t> done) {
  return on_current(std::move(done), [&](plugin::Instance& live, plugin::Done<baton_proposal_t> then) {
    return live.propose(std::move(view), std::move(call), std::move(then));
  });
}

plugin::OpTicket BridgedInstance::summarize(plugin::ArgumentPtr<baton_transcript_t> transcript, plugin::CallInfo call,
                                            plugin::Done<baton_brief_t> done) {
  return on_current(std::move(done), [&](plugin::Instance& live, plugin::Done<baton_brief_t> then) {
    return live.summarize(std::move(transcript), std::move(call), std::move(then));
  });
}

plugin::OpTicket BridgedInstance::classify(plugin::ArgumentPtr<baton_event_t> event, plugin::CallInfo call,
                                           plugin::Done<plugin::Labels> done) {
  return on_current(std::move(done), [&](plugin::Instance& live, plugin::Done<plugin::Labels> then) {
    return live.classify(std::move(event), std::move(call), std::move(then));
  });
}

void BridgedInstance::cancel(plugin::OpTicket ticket) {
  const auto life = current();
  if (life && (life->number & kLifeMask) == ticket.op_id >> kLifeShift)
    life->instance->cancel({ticket.op_id & kNumberMask});
}

void BridgedInstance::note_refusal() {
  if (const auto life = current()) return life->instance->note_refusal();
  const std::lock_guard lock(mutex_);
  ++before_.refused_proposals;
}

void BridgedInstance::note_late() {
  if (const auto life = current()) return life->instance->note_late();
  const std::lock_guard lock(mutex_);
  ++before_.late_completions;
}

bool BridgedInstance::stop(std::uint32_t budget_ms) {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  if (supervisor_.joinable()) supervisor_.join();
  const auto life = current();
  return !life || life->instance->stop(budget_ms);
}

}  // namespace baton::bridge
