// SPDX-License-Identifier: MIT
#include "host/engine/engine.h"

#include <algorithm>
#include <future>
#include <nlohmann/json.hpp>

#include "host/ledger/codec.h"
#include "host/plugin/translate_outbound.h"

namespace baton::engine {
namespace {

// What comes from outside waits behind those; more at once would not be faster (`ingest.even_p99` of tests/bench).
constexpr std::size_t kDueUnderWay = 8;
constexpr int kPendingPage = 1000;
constexpr int kUndecidedAtOnce = 100;
constexpr core::Millis kUndecidedAgain = core::kMinute;
constexpr int kMeasuredAtOnce = 200;
constexpr std::chrono::milliseconds kStopLook{50};
constexpr core::Millis kForgetEvery = core::kHour;
constexpr const char* kUpkeep = "upkeep";  // the stream of what the store does for itself
constexpr std::uint32_t kListBudgetMs = 60000;

core::KnownTemplate known(const plugin::ListedTemplate& listed) {
  core::KnownTemplate result;
  result.name = listed.name;
  result.language = listed.language;
  result.status = listed.status;
  result.category = listed.category;
  result.quality = listed.quality;
  result.named = listed.named;
  result.parameters = listed.body_parameters;
  result.header_parameters = listed.header_parameters;
  result.header_kind = listed.header_kind;
  result.quick_replies = listed.quick_replies;
  return result;
}

std::vector<core::ConnectorId> channels_of(const Plugins& plugins) {
  std::vector<core::ConnectorId> ids;
  for (const auto& [id, instance] : plugins.connectors) ids.push_back(id);
  return ids;
}

SendsPerSecond rates_of(const Plugins& plugins) {
  SendsPerSecond rates;
  for (const auto& [id, instance] : plugins.connectors)
    if (const auto& channel = instance->channel_policy()) rates[id.value] = channel->sends_per_second;
  return rates;
}

}  // namespace

Engine::Engine(EngineOptions options)
    : options_(std::move(options)), setup_(options_.setup), ids_(*options_.ledger) {
  options_.setup = nullptr;  // the first one must not outlive its time
  make_office();
  CustomersOptions customers;
  customers.ledger = options_.ledger;
  customers.ids = &ids_;
  customers.clock = options_.clock;
  customers.activity = &activity_;
  customers.logger = options_.logger;
  customers.policy = [this] { return policy(); };
  customers.engine = options_.name;
  customers.workers = options_.workers;
  customers.cached_max = options_.cached_customers_max;
  customers.on_stored = [this](Stored done) { stored(std::move(done)); };
  customers.on_undecided = [this](const core::CustomerId& customer, const std::string& why) {
    options_.logger->error("an input of customer {} could not be decided and is kept: {}", customer.value, why);
    office_->raise_alarm("undecided:" + customer.value, "an input could not be decided and is kept: " + why, {}, 0, {});
  };
  customers_ = std::make_unique<Customers>(std::move(customers));
  make_offering();
  addresses_ = std::make_unique<Addresses>(*options_.ledger, ids_);

  OutboxOptions outbox;
  outbox.ledger = options_.ledger;
  outbox.clock = options_.clock;
  outbox.activity = &activity_;
  outbox.carry_out = [this](const ledger::OutboxRow& row) { effects_->carry_out(row); };
  outbox_ = std::make_unique<Outbox>(std::move(outbox));
  outbox_->set_rates(rates_of(setup_.get()->plugins));

  EffectsOptions effects;
  effects.customers = customers_.get();
  effects.addresses = addresses_.get();
  effects.office = office_.get();
  effects.offering = offering_.get();
  effects.outbox = outbox_.get();
  effects.clock = options_.clock;
  effects.activity = &activity_;
  effects.setup = &setup_;
  effects.http = options_.http;
  effects.ledger = options_.ledger;
  effects.blobs = options_.blobs;
  effects.aside = [this](std::function<void()> task) { aside(std::move(task)); };
  effects.logger = options_.logger;
  effects_ = std::make_unique<Effects>(std::move(effects));

  make_doors();
  make_people();
  forgetting_ = std::make_unique<TaskThread>(activity_);
}

void Engine::make_office() {
  OfficeOptions office;
  office.ledger = options_.ledger;
  office.clock = options_.clock;
  office.activity = &activity_;
  office.logger = options_.logger;
  office.policy = [this] { return policy(); };
  office.channels = channels_of(setup_.get()->plugins);
  office_ = std::make_unique<Office>(std::move(office));
}

void Engine::make_offering() {
  OfferingOptions offering;
  offering.ledger = options_.ledger;
  offering.customers = customers_.get();
  offering.office = office_.get();
  offering.clock = options_.clock;
  offering.activity = &activity_;
  offering.logger = options_.logger;
  offering.policy = policy();
  offering.usual_ms = [this](const core::LaneId& lane) { return office_->usual_ms(lane); };
  offering.alone = options_.name.empty();
  offering_ = std::make_unique<Offering>(std::move(offering));
}

// Who is there, and who is away.
void Engine::make_people() {
  absences_ = std::make_unique<Absences>(AbsencesOptions{options_.ledger, customers_.get(), office_.get(),
                                                         options_.clock, options_.timers, options_.logger,
                                                         [this] { return policy(); }});
  SignsOptions signs;
  signs.office = office_.get();
  signs.clock = options_.clock;
  signs.timers = options_.timers;
  signs.policy = [this] { return policy(); };
  signs.alone = options_.name.empty();
  signs.set_presence = [this](const core::AgentId& agent, bool present, std::string by) {
    set_presence(agent, present, std::move(by), {});
  };
  signs_ = std::make_unique<Signs>(std::move(signs));
  rerouting_ = std::make_unique<TaskThread>(activity_);
}

Engine::~Engine() { stop(); }

std::string Engine::start() {
  if (!office_->load()) return "the store's roster, alarm or channel streams cannot be read: " + options_.ledger->health();
  std::vector<ledger::OutboxRow> pending;
  std::int64_t last = 0;
  while (true) {
    auto page = options_.ledger->pending_outbox(last, kPendingPage);
    if (page.empty()) break;
    last = page.back().id;
    std::move(page.begin(), page.end(), std::back_inserter(pending));
  }
  offering_->load();
  customers_->start();
  outbox_->start(std::move(pending));
  offering_->start();
  due_thread_ = std::thread([this] { watch_due(); });
  started_ = true;
  for (const auto& id : channels_of(setup_.get()->plugins)) sync_templates(id);
  retry_undecided();
  forget_later();
  rerouting_->post([this] { absences_->without_end(); });
  end_shifts_later();
  signs_->start();
  compute_pace_nightly();
  watch_escalation_hourly();
  forgetting_->post([this] { measure_older(); });
  open_doors();
  return {};
}

void Engine::stop() {
  if (!started_) return;
  started_ = false;
  stopping_ = true;
  close_doors();
  signs_->stop();
  options_.clock->wake();
  due_thread_.join();
  rerouting_->stop();
  offering_->stop();
  forgetting_->stop();
  outbox_->stop();
  activity_.wait_idle(std::chrono::seconds(10));
  customers_->stop();
  office_->stop();
  if (again_lease_) options_.ledger->release(*again_lease_);
}

// What must be known before anything goes by the new setup comes before it, what follows from it after it.
void Engine::change(SetupPtr next) {
  const auto before = setup_.get();
  office_->follow(channels_of(next->plugins));
  outbox_->set_rates(rates_of(next->plugins));
  setup_.set(next);
  offering_->change_policy(next->shared_policy());
  signs_->roster_changed();
  end_shifts_later();
  rerouting_->post([this] { absences_->without_end(); });
  if (core::metrics_version(next->policy()) != core::metrics_version(before->policy()))
    forgetting_->post([this] { measure_older(); });
  polling_->follow();
  for (const auto& [id, instance] : next->plugins.connectors)
    if (before->plugins.connector(id) != instance) sync_templates(id);
}

void Engine::stored(Stored done) {
  offering_->stored(done);
  outbox_->add(std::move(done.outbox));
  for (const auto& ruled : *done.facts) notice_fact(ruled.fact);
  sends_.see(*done.facts);
  if (done.next_due && *done.next_due && done.next_due->ms < next_look_) options_.clock->wake();
}

core::CustomerId Engine::customer_at(core::Address address) {
  std::vector<core::Address> addresses{std::move(address)};
  return addresses_->find(addresses);
}

void Engine::set_presence(const core::AgentId& agent, bool present, std::string by, std::function<void(bool)> done) {
  office_->set_presence(agent, present, std::move(by), [this, agent, present, done = std::move(done)](bool stored) {
    if (stored) signs_->roster_changed();
    if (stored && !present) offering_->left(agent);
    if (stored) rerouting_->post([this, agent, present] {
      if (!present) return absences_->left(agent);
      absences_->returned(agent);
      offering_->came(agent);
    });
    if (done) done(stored);
  });
}

// O7: the end of a shift is a going away that nobody has to say.
void Engine::end_shifts_later() {
  const auto next = absences_->next_shift_end();
  const std::lock_guard lock(shifts_mutex_);
  options_.timers->disarm(shift_end_);
  if (!next) return;
  constexpr core::Millis kLongest = core::kDay;
  const auto after = std::clamp<core::Millis>(*next - options_.clock->now(), 1, kLongest);
  shift_end_ = options_.timers->arm(static_cast<std::uint32_t>(after), [this] {
    if (stopping_) return;
    for (const auto& agent : absences_->off_shift()) set_presence(agent, false, "host", {});
    end_shifts_later();
  });
}

// H7: at the beginning of each day of the organisation, over the days before it.
void Engine::compute_pace_nightly() {
  office_->compute_pace({});
  const auto policy = this->policy();
  const auto& zone = policy->hours.where();
  const auto now = options_.clock->now();
  const auto midnight = core::instant_of(zone, core::local_of(zone, now).day + 1, 0);
  options_.timers->arm_round(std::max<core::Millis>(midnight - now, 1), [this] {
    if (!stopping_) compute_pace_nightly();
  });
}

// H12: what M4 came to in the last days.
void Engine::watch_escalation_hourly() {
  office_->watch_escalation({});
  options_.timers->arm_round(core::kHour, [this] {
    if (!stopping_) watch_escalation_hourly();
  });
}

void Engine::sync_templates(const core::ConnectorId& connector) {
  const auto instance = setup_.get()->plugins.connector(connector);
  if (!instance || !instance->channel_policy() || !instance->channel_policy()->templates) return;
  plugin::CallInfo call;
  call.budget_ms = kListBudgetMs;
  auto token = activity_.begin_shared();
  instance->list_templates(call, [this, connector, token, instance](const plugin::Outcome<baton_template_page_t>& outcome) {
    if (stopping_) return;
    if (outcome.status == BATON_OK) {
      std::vector<core::KnownTemplate> listed;
      for (const auto& t : plugin::listed_templates(*outcome.value)) listed.push_back(known(t));
      office_->templates_listed(connector, std::move(listed), {});
    } else {
      options_.logger->warn("connector {}: templates could not be listed (status {})", connector.value, outcome.status);
    }
    const auto again = outcome.status == BATON_OK ? options_.template_sync_ms : core::kMinute;
    // One round a connector, however often the channel gives notice in between.
    const std::lock_guard lock(sync_mutex_);
    auto& round = sync_rounds_[connector];
    options_.timers->disarm(round);
    round = options_.timers->arm_round(again, [this, connector] { sync_templates(connector); });
  });
}

// Of several engines one does it, as long as it lives: a row has no lock of its own.
bool Engine::decides_again() {
  if (!options_.name.empty() && !again_lease_) again_lease_ = options_.ledger->lease("undecided", options_.name);
  return options_.name.empty() || again_lease_;
}

// Page after page: what still cannot be decided does not stand before what can.
void Engine::retry_undecided() {
  // First: a round that takes long does not put off the next.
  options_.timers->arm_round(kUndecidedAgain, [this] { if (!stopping_) retry_undecided(); });
  std::int64_t after = 0;
  while (true) {
    auto rows = options_.ledger->undecided(after, kUndecidedAtOnce);
    for (auto& row : rows) decide_again(row);
    if (rows.size() < static_cast<std::size_t>(kUndecidedAtOnce)) break;
    after = rows.back().id;
  }
}

void Engine::decide_again(const ledger::UndecidedRow& row) {
  auto input = ledger::input_from_json(row.json);
  if (!input || row.stream.empty() || !decides_again()) return;
  {
    const std::lock_guard lock(due_mutex_);
    if (!deciding_again_.insert(row.id).second) return;  // the round before has not come to it yet
  }
  Origin origin;
  origin.actor = "host";
  origin.cause = "undecided " + std::to_string(row.id);
  origin.decides = row.id;
  origin.own = true;
  customers_->submit(core::CustomerId{row.stream}, std::move(*input), std::move(origin), [this, id = row.id](const Outcome&) {
    const std::lock_guard lock(due_mutex_);
    deciding_again_.erase(id);
  });
}

// P4: what is past its time goes, on a thread of its own, since there may be much of it.
void Engine::forget_later() {
  options_.timers->arm_round(kForgetEvery, [this] {
    if (stopping_) return;
    forgetting_->post([this] { forget_keys(); });
    forget_later();
  });
}

void Engine::aside(std::function<void()> task) {
  if (stopping_) return task();  // that thread takes nothing more
  forgetting_->post(std::move(task));
}

// A deletion is an event, of no customer: the keys say nothing about anybody.
void Engine::forget_keys() {
  const auto now = options_.clock->now();
  const auto forgotten = options_.ledger->prune(now);
  if (forgotten == 0) return;
  options_.logger->info("{} inputs are older than their duplicate keys are kept: the keys were deleted", forgotten);
  ledger::Commit commit;
  commit.stream = kUpkeep;
  commit.after_sequence = options_.ledger->load(kUpkeep).sequence;
  commit.at = now;
  commit.actor = "host";
  commit.cause = "time";
  const nlohmann::json fact = {{"inputs", forgotten}};
  commit.facts.push_back({"DuplicateKeysForgotten", 1, "P4", fact.dump()});
  options_.ledger->submit(std::move(commit), [](ledger::CommitResult) {});
}

// Customers of a store that an earlier host wrote are measured page by page, beside the work: nobody waits
// for it. Who is active before their turn comes is measured then.
void Engine::measure_older() {
  std::set<std::string> looked_at;
  const auto version = core::metrics_version(*policy());
  while (!stopping_) {
    auto page = options_.ledger->not_measured(version, kMeasuredAtOnce);
    std::erase_if(page, [&](const std::string& stream) { return !looked_at.insert(stream).second; });
    if (page.empty()) return;  // all are, or the store cannot say more of those that are not
    std::vector<std::future<void>> measured;
    for (const auto& stream : page) {
      auto told = std::make_shared<std::promise<void>>();
      measured.push_back(told->get_future());
      customers_->measure(core::CustomerId{stream}, [told](const Outcome&) { told->set_value(); });
    }
    for (auto& one : measured)
      while (!stopping_ && one.wait_for(kStopLook) == std::future_status::timeout) continue;
  }
}

bool Engine::revive(std::int64_t outbox_id) {
  if (!options_.ledger->revive(outbox_id, options_.clock->now())) return false;
  auto page = options_.ledger->pending_outbox(outbox_id - 1, 1);
  if (!page.empty() && page.front().id == outbox_id) outbox_->add(std::move(page));
  return true;
}

void Engine::watch_due() {
  while (!stopping_) {
    options_.timers->run_due();
    const auto now = options_.clock->now();
    decide_due(now);
    auto next = options_.ledger->earliest_due();
    // What is under way still counts as due and hides what comes after it: look again soon.
    if (next && *next <= now) next = now + core::kSecond;
    const auto timer = options_.timers->next(true);
    if (timer && (!next || *timer < *next)) next = timer;
    next_look_ = next ? next->ms : INT64_MAX;
    options_.clock->wait(next);
  }
}

void Engine::decide_due(core::Instant now) {
  {
    const std::lock_guard lock(due_mutex_);
    if (deciding_due_.size() == kDueUnderWay) return;
  }
  // Those under way are found again, and must not hide the others.
  for (auto& entry : options_.ledger->take_due(now, static_cast<int>(2 * kDueUnderWay), options_.name)) {
    {
      const std::lock_guard lock(due_mutex_);
      if (deciding_due_.size() == kDueUnderWay) return;
      if (!deciding_due_.insert(entry.stream).second) continue;
    }
    Origin origin;
    origin.actor = "host";
    origin.own = true;
    customers_->submit(core::CustomerId{entry.stream}, core::ClockReached{}, std::move(origin), [this, stream = entry.stream](const Outcome&) {
      const std::lock_guard lock(due_mutex_);
      deciding_due_.erase(stream);
      // The index is looked at once for many, not once for each of them.
      if (deciding_due_.size() == kDueUnderWay / 2 || deciding_due_.empty()) options_.clock->wake();
    });
  }
}

bool Engine::anything_due() {
  const auto now = options_.clock->now();
  const auto timer_due = [&] {
    const auto timer = options_.timers->next(false);
    return timer && *timer <= now;
  };
  // Looked at twice: what is taken out after the first look was seen by it, what was armed before the end of the
  // running ones is seen by the second.
  if (timer_due() || options_.timers->running() || timer_due()) return true;
  if (const auto next = outbox_->next_due(); next && *next <= now) return true;
  return !options_.ledger->take_due(now, 1, options_.name).empty();
}

bool Engine::settle(std::chrono::milliseconds limit) {
  const auto until = std::chrono::steady_clock::now() + limit;
  options_.clock->wake();
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    if (!activity_.wait_idle(left)) return false;
    if (!anything_due() && activity_.under_way() == 0) return true;
    options_.clock->wake();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

std::optional<core::Instant> Engine::next_due() {
  std::optional<core::Instant> next = options_.ledger->earliest_due();
  for (const auto& other : {outbox_->next_due(), options_.timers->next(false)})
    if (other && (!next || *other < *next)) next = other;
  return next;
}

}  // namespace baton::engine
