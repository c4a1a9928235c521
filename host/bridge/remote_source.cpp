// SPDX-License-Identifier: MIT
// remote_source.cpp - the life of a plugin in a runner: open, create, init, start, stop, destroy. What the runner sends
// by itself is in remote_calls.cpp, the functions that look like the plugin's in proxy.cpp.
#include "host/bridge/remote_source.h"

#include <algorithm>
#include <array>
#include <atomic>

#include "host/bridge/remote_services.h"
#include "host/plugin/clean_error.h"
#include "host/plugin/manifest/text.h"
#include "host/plugin/str.h"

namespace baton::bridge {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Within the loader's own budget of 10 s for steps 7 to 17, so that what is said names the step.
constexpr milliseconds kOpenBudget{8000};
constexpr milliseconds kStepBudget{8000};
constexpr milliseconds kStopBudget{4000};  // within plugin::kStopBudgetMs
constexpr milliseconds kDestroyBudget{1000};
constexpr milliseconds kOverdueGrace{1000};

constexpr const char* kGone = "the plugin's process is gone";

// Of no account: above what containers are given, below what is not a positive number (systemd, users and groups).
constexpr std::uint32_t kFirstUser = 1'900'000'000;
constexpr std::uint32_t kUsers = 500;

// Processes of one user share its limits and could reach each other, so each has its own as long as there are enough.
std::uint32_t user_of_its_own() {
  static std::atomic<std::uint32_t> given{0};
  return kFirstUser + given++ % kUsers;
}

bool may_use_network(const plugin::Manifest& manifest) {
  const auto& asked = manifest.capabilities;
  return std::any_of(asked.begin(), asked.end(), [](const std::string& id) { return id.starts_with("net."); });
}

void set_error(baton_error_t* err, baton_status_t status, std::string_view why) {
  if (err != nullptr) *err = plugin::make_error(status, why);
}

}  // namespace

RemoteSource::~RemoteSource() { link_.reset(); }

plugin::PluginSource::Answer RemoteSource::open(const plugin::CheckedBundle& bundle, plugin::Kind kind,
                                                const std::function<void(plugin::LoadStep)>& on_step) {
  const auto refused = [&](plugin::LoadStep step, std::string rule, std::string message, std::string mend) {
    return plugin::refuse(bundle, step, std::move(rule), std::move(message), std::move(mend));
  };
  on_step(plugin::LoadStep::kMode);
  auto started = RunnerProcess::start(options_.program);
  if (const auto* why = std::get_if<std::string>(&started))
    return refused(plugin::LoadStep::kMode, "a process for the plugin must start", *why,
                   "install baton-runner beside baton");
  link_ = std::make_unique<Link>(std::move(std::get<std::unique_ptr<RunnerProcess>>(started)), *this);
  on_step(plugin::LoadStep::kInspect);
  Open open;
  open.folder = bundle.folder.string();
  open.library = bundle.library.string();
  open.user = user_of_its_own();
  open.network = may_use_network(bundle.manifest) ? 1 : 0;
  open.instance_id = options_.instance_id;
  open.host_version = options_.host_version;
  open.kind = static_cast<std::uint32_t>(kind);
  open.log_level = static_cast<std::uint32_t>(options_.logger ? options_.logger->level() : spdlog::level::off);
  Writer body;
  open_fields(body, open);
  const auto answer = link_->ask(FrameKind::open, body.bytes(), kOpenBudget);
  if (!answer)
    return refused(plugin::LoadStep::kOpen, "the library must open in a process of its own",
                   link_->is_gone() ? "the process ended over it" : "it has not within 8 s",
                   "report this plugin to its vendor");
  Reader in(*answer);
  for (const auto& missed : read_words(in))
    if (options_.logger)
      options_.logger->warn("instance={} is less confined than it could be: {}", options_.instance_id,
                            plugin::one_line(missed));
  std::uint8_t opened = 0;
  in(opened);
  if (opened == 0) return read_refusal(in);
  factory_ = proxy_factory(*this);
  return &factory_;
}

void RemoteSource::abandon(const std::string&) {
  if (link_) link_->end("it did not come back from a call");
}

void RemoteSource::ended(baton_op_id_t op) {
  if (const auto over = in_flight_.ended(op)) options_.suspects->survived(*over);
}

void RemoteSource::overdue(baton_op_id_t op) {
  ended(op);
  overdue_ = true;
}

bool RemoteSource::look_after() {
  const auto now = steady_clock::now();
  if (asked_there_ == steady_clock::time_point{}) {
    if (overdue_.exchange(false) && link_->send(FrameKind::are_you_there, 0, {})) asked_there_ = now;
  } else if (now - asked_there_ > kOverdueGrace) {
    link_->end("it did not come back from a call whose budget was over");
  }
  return true;
}

// The plugin's function has returned, so it does not hang, however long the queue before our question is.
void RemoteSource::came_back(baton_op_id_t op) {
  if (const auto over = in_flight_.returned(op)) options_.suspects->survived(*over);
  if (asked_there_ != steady_clock::time_point{}) asked_there_ = steady_clock::now();
}

void RemoteSource::on_output(std::string_view line) {
  if (serving_)
    face_->log.host_line(spdlog::level::info, "says: " + std::string(line));
  else if (options_.logger)
    options_.logger->info("instance={} says: {}", options_.instance_id, plugin::one_line(line));
}

void RemoteSource::on_gone(const std::string& why) {
  if (serving_)
    for (const auto print : in_flight_.guilty()) options_.suspects->crashed_over(print);
  options_.on_gone(why);
}

const baton_instance_t* RemoteSource::create(const baton_create_t& params, baton_error_t* err) {
  host_ = params.host;
  face_ = plugin::face_of(host_);
  Writer body;
  body(params.descriptor_id), body(params.config_json);
  std::vector<std::string> granted;
  for (const char* id : known_host_extensions())
    if (face_->extension(id) != nullptr) granted.emplace_back(id);
  write_words(body, granted);
  serving_ = true;
  baton_status_t status = BATON_INTERNAL;
  const auto answer = ask_status(FrameKind::create, body, kStepBudget, status, err);
  if (!answer || status != BATON_OK) return nullptr;
  Reader in(*answer);
  std::uint8_t hole = 0;
  in(status), in(hole);
  instance_ = hole == 0 ? proxy_instance(*this) : baton_instance_t{};
  return &instance_;
}

baton_status_t RemoteSource::init(baton_error_t* err) {
  baton_status_t status = BATON_INTERNAL;
  auto answer = ask_status(FrameKind::init, {}, kStepBudget, status, err);
  if (!answer || status != BATON_OK) return status;
  init_answer_ = std::move(*answer);
  init_reader_ = std::make_unique<Reader>(init_answer_);
  Reader& in = *init_reader_;
  in(status);
  for (auto& id : read_words(in)) offered_.insert(std::move(id));
  for (auto& id : read_words(in)) holed_.insert(std::move(id));
  in.maybe(channel_policy_);
  return status;
}

baton_status_t RemoteSource::start(baton_error_t* err) {
  baton_status_t status = BATON_INTERNAL;
  ask_status(FrameKind::start, {}, kStepBudget, status, err);
  return status;
}

// A process that ends, or has to be ended, on its way out is told of here: nobody starts it again and says so.
void RemoteSource::last_step(KindNumber kind, const char* name, milliseconds budget) {
  if (link_->is_gone() || link_->ask(kind, {}, budget)) return;
  const auto time = std::to_string(budget.count()) + " ms";
  const auto overdue = std::string("it did not come back from ") + name + " within " + time;
  face_->log.host_line(spdlog::level::warn, link_->is_gone() ? std::string("its process ended in ") + name
                                                             : overdue + "; its process is ended");
  link_->end(overdue);
}

void RemoteSource::stop() { last_step(FrameKind::stop, "stop", kStopBudget); }

void RemoteSource::destroy() {
  last_step(FrameKind::destroy, "destroy", kDestroyBudget);
  serving_ = false;
  link_.reset();
}

const void* RemoteSource::extension(const char* id) const {
  if (id == nullptr) return nullptr;
  if (holed_.contains(std::string_view(id))) return proxy_table_with_hole();
  return offered_.contains(std::string_view(id)) ? proxy_table(id) : nullptr;
}

std::optional<std::string> RemoteSource::ask_status(KindNumber kind, const Writer& body, milliseconds budget,
                                                    baton_status_t& status, baton_error_t* err) {
  auto answer = link_->ask(kind, body.bytes(), budget);
  status = BATON_UNAVAILABLE;
  if (!answer) {
    set_error(err, status, link_->is_gone() ? kGone : "the plugin did not come back in time");
    return answer;
  }
  Reader in(*answer);
  in(status);
  if (status == BATON_OK) return answer;
  const baton_error_t* said = nullptr;
  in.maybe(said);
  if (said != nullptr && err != nullptr) *err = *said;
  return answer;
}

// The clock as it is now, so that the plugin's first look at it asks nobody.
void RemoteSource::write_times(Writer& out) const {
  const auto* clock = granted<baton_clock_t>(*face_, BATON_CLOCK);
  out(clock == nullptr ? std::int64_t{0} : clock->now_unix_ms(host_));
  out(clock == nullptr ? std::uint64_t{0} : clock->monotonic_ms(host_));
}

void RemoteSource::tell(KindNumber kind, std::uint64_t id, const Writer& more) {
  Writer body;
  write_times(body);
  link_->send(kind, id, body.with(more));
}

// A connector checks each webhook with the same secret or two; more than a few would be guessing.
void RemoteSource::note_secret(const Frame& question) {
  constexpr std::size_t kSecretsMax = 4;
  Reader in(question.body);
  baton_signature_algorithm_t algorithm = 0;
  std::string name;
  in(algorithm), in(name);
  if (in.bad() || algorithm != BATON_SIGNATURE_HMAC_SHA256) return;
  const std::lock_guard lock(secrets_mutex_);
  if (webhook_secrets_.size() < kSecretsMax) webhook_secrets_.insert(std::move(name));
}

void RemoteSource::write_signatures(Writer& out, baton_bytes_t body) {
  std::set<std::string> names;
  {
    const std::lock_guard lock(secrets_mutex_);
    names = webhook_secrets_;
  }
  const auto* signature = granted<baton_signature_t>(*face_, BATON_SIGNATURE);
  if (signature == nullptr) names.clear();
  out(static_cast<std::uint32_t>(names.size()));
  for (const auto& name : names) {
    std::array<std::uint8_t, BATON_SIGNATURE_BYTES> made{};
    const auto status =
        signature->sign(host_, BATON_SIGNATURE_HMAC_SHA256, plugin::str_of(name), body, made.data());
    out(std::string_view(name));
    out(status == BATON_OK ? baton_bytes_t{made.data(), made.size()} : baton_bytes_t{nullptr, 0});
  }
}

baton_status_t RemoteSource::begin(KindNumber kind, const baton_call_t& call, const Writer& arguments,
                                   std::string_view about, baton_error_t* err) {
  const auto key = call.idempotency_key.size != 0 ? plugin::view_of(call.idempotency_key) : about;
  const auto print = fingerprint(kind, key);
  if (options_.suspects->is_parked(print)) {
    set_error(err, BATON_DATA_LOSS, "parked: the plugin's process crashed twice over it");
    return BATON_DATA_LOSS;
  }
  Writer body;
  write_times(body);
  body.record(call);
  in_flight_.sent(call.op_id, print);
  if (link_->send(kind, call.op_id, body.with(arguments))) return BATON_PENDING;
  if (err != nullptr) *err = plugin::not_there(kGone);
  return BATON_UNAVAILABLE;
}

}  // namespace baton::bridge
