// SPDX-License-Identifier: MIT
// direct_load.cpp - steps 7 to 17, on the instance's own strand: whatever hangs there hangs nothing else. Each failure
// undoes exactly what was done before it.
#include "host/plugin/check_records.h"
#include "host/plugin/whole_records.h"
#include "host/plugin/clean_error.h"
#include "host/plugin/direct_core.h"

namespace baton::plugin {

LoadRefusal DirectCore::refused(LoadStep step, std::string rule, std::string message, std::string mend) const {
  return refuse(bundle_, step, std::move(rule), std::move(message), std::move(mend));
}

Refused DirectCore::load(std::uint32_t budget_ms) {
  auto loaded = std::make_shared<std::promise<Refused>>();
  auto answer = loaded->get_future();
  strand_.start(shared_from_this());
  strand_.post(make_task([this, loaded] {
    try {
      loaded->set_value(run_steps());
    } catch (const std::exception& error) {
      loaded->set_value(refused(step_.load(), "loading must not throw", error.what(), "report this plugin to its vendor"));
    }
  }));
  if (answer.wait_for(std::chrono::milliseconds(budget_ms)) != std::future_status::ready) {
    abandon();
    return refused(step_.load(), "the plugin must return from this step within " + std::to_string(budget_ms) + " ms",
                   "it has not", "report this plugin to its vendor, and restart the host");
  }
  Refused refusal = answer.get();
  if (!refusal) {
    watchdog_.watch(weak_from_this());
    return refusal;
  }
  strand_.finish();
  strand_.join();
  state_ = State::kStopped;
  if (face_) face_->cut_off();
  source_->close();
  return refusal;
}

Refused DirectCore::run_steps() {
  if (Refused refusal = step_source()) return refusal;
  if (Refused refusal = step_config()) return refusal;
  if (Refused refusal = step_requirements()) return refusal;
  if (Refused refusal = step_create()) return refusal;
  Refused refusal = step_init();
  if (!refusal) refusal = step_extensions();
  if (!refusal) refusal = step_start();
  if (refusal) {
    instance_->destroy(instance_);
    source_->gone();
    return refusal;
  }
  callable_ = true;
  State expected = State::kLoading;
  if (!state_.compare_exchange_strong(expected, State::kStarted)) stop_on_strand();  // given up while it was starting
  return std::nullopt;
}

Refused DirectCore::step_source() {
  auto answer = source_->open(bundle_, order_.kind, [this](LoadStep step) { step_ = step; });
  if (auto* refusal = std::get_if<LoadRefusal>(&answer)) return std::move(*refusal);
  factory_ = std::get<const baton_factory_t*>(answer);
  return std::nullopt;
}

Refused DirectCore::step_config() {
  step_ = LoadStep::kConfig;
  ConfigSchema::Checked checked = bundle_.schema->check(order_.settings, *secrets_);
  if (!checked.problems.empty()) {
    std::string all;
    for (const ConfigProblem& problem : checked.problems)
      all += (all.empty() ? "" : "; ") + problem.pointer + ": " + problem.what;
    return refused(LoadStep::kConfig, "the settings of \"" + order_.instance_id + "\" must fit the plugin's schema", all,
                   checked.problems.front().mend);
  }
  config_json_ = checked.settings.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  face_ = std::make_unique<HostFace>(face_options_, bundle_.manifest, checked.settings, secrets_, counters_, operations_,
                                     weak_from_this());
  return std::nullopt;
}

Refused DirectCore::step_requirements() {
  step_ = LoadStep::kExtensions;
  for (const std::string& id : bundle_.manifest.requirements) {
    const std::string full = id.find('/') == std::string::npos ? id + "/1" : id;
    if (face_->extension(full) == nullptr)
      return refused(LoadStep::kExtensions, "the host must offer what the plugin requires",
                     "this host does not offer " + full, "use a newer host, or a plugin that does without");
  }
  return std::nullopt;
}

Refused DirectCore::step_create() {
  step_ = LoadStep::kCreate;
  baton_create_t params{};
  params.struct_size = sizeof params;
  params.host = face_->host();
  params.descriptor_id = str_of(bundle_.manifest.id);
  params.instance_id = str_of(order_.instance_id);
  params.config_json = str_of(config_json_);
  baton_error_t error = empty_error();
  const baton_instance_t* instance = factory_->create(factory_, &params, &error);
  if (instance == nullptr)
    return refused(LoadStep::kCreate, "create must return an instance", sentence_of(face_->without_secrets(error)),
                   "see the plugin's README");
  // An instance whose table has holes can not be called, so it can not be destroyed either.
  if (instance->descriptor == nullptr || instance->init == nullptr || instance->start == nullptr ||
      instance->stop == nullptr || instance->destroy == nullptr || instance->get_extension == nullptr)
    return refused(LoadStep::kCreate, "an instance must have no NULL in its table", "it has one",
                   "fill the whole baton_instance_t");
  instance_ = instance;
  source_->made();
  return std::nullopt;
}

Refused DirectCore::step_init() {
  step_ = LoadStep::kInit;
  face_->open();
  baton_error_t error = empty_error();
  const baton_status_t status = instance_->init(instance_, &error);
  face_->init_is_over();
  if (status == BATON_OK) return std::nullopt;
  error.status = status;
  return refused(LoadStep::kInit, "init must return OK", sentence_of(face_->without_secrets(error)),
                 "see the plugin's README");
}

Refused DirectCore::step_extensions() {
  step_ = LoadStep::kExtensions;
  if (Refused refusal = find_kind_interfaces()) return refusal;
  if (Refused refusal = find_clients()) return refusal;
  if (Refused refusal = find_policy()) return refusal;
  face_->set_clients(interfaces_.clients);
  return std::nullopt;
}

Refused DirectCore::step_start() {
  step_ = LoadStep::kStart;
  baton_error_t error = empty_error();
  const baton_status_t status = instance_->start(instance_, &error);
  if (status == BATON_OK) return std::nullopt;
  error.status = status;
  return refused(LoadStep::kStart, "start must return OK", sentence_of(face_->without_secrets(error)),
                 "see the plugin's README");
}

template <class Table>
const Table* DirectCore::look_up(const char* id) {
  const auto* table = static_cast<const Table*>(instance_->get_extension(instance_, id));
  if (table != nullptr) interfaces_.offered.push_back(id);
  return table;
}

Refused DirectCore::find_kind_interfaces() {
  bool present = false, whole = false;
  switch (order_.kind) {
    case Kind::kConnector: {
      const auto* table = look_up<baton_connector_t>(BATON_CONNECTOR);
      present = table != nullptr;
      whole = present && table->receive != nullptr && table->poll != nullptr && table->deliver != nullptr;
      interfaces_.connector = table;
      break;
    }
    case Kind::kOwnership:
      interfaces_.ownership = look_up<baton_ownership_t>(BATON_OWNERSHIP);
      present = interfaces_.ownership != nullptr;
      whole = present && interfaces_.ownership->propose != nullptr;
      break;
    case Kind::kSummarizer:
      interfaces_.summarizer = look_up<baton_summarizer_t>(BATON_SUMMARIZER);
      present = interfaces_.summarizer != nullptr;
      whole = present && interfaces_.summarizer->summarize != nullptr;
      break;
    case Kind::kClassifier:
      interfaces_.classifier = look_up<baton_classifier_t>(BATON_CLASSIFIER);
      present = interfaces_.classifier != nullptr;
      whole = present && interfaces_.classifier->classify != nullptr;
      break;
  }
  if (whole) return std::nullopt;
  return refused(LoadStep::kExtensions, std::string("the instance must offer ") + interface_id(order_.kind),
                 present ? "its table has a NULL in it" : "get_extension returned NULL", "implement the kind it is made for");
}

// Whoever may ask the host for something must be able to take the answer.
Refused DirectCore::find_clients() {
  const auto missing = [this](const char* asked, const char* client) {
    return refused(LoadStep::kExtensions, std::string("an instance with ") + asked + " must offer " + client,
                   "it does not, or with a NULL in its table", std::string("implement ") + client);
  };
  Clients& clients = interfaces_.clients;
  clients.http = look_up<baton_http_client_t>(BATON_HTTP_CLIENT);
  clients.timers = look_up<baton_timer_client_t>(BATON_TIMER_CLIENT);
  clients.kv = look_up<baton_kv_client_t>(BATON_KV_CLIENT);
  clients.emit = look_up<baton_emit_client_t>(BATON_EMIT_CLIENT);
  const auto granted = [this](const char* id) { return face_->extension(id) != nullptr; };
  if (granted(BATON_HTTP) && (clients.http == nullptr || clients.http->on_response == nullptr))
    return missing(BATON_HTTP, BATON_HTTP_CLIENT);
  if (granted(BATON_TIMERS) && (clients.timers == nullptr || clients.timers->on_timer == nullptr))
    return missing(BATON_TIMERS, BATON_TIMER_CLIENT);
  if (granted(BATON_KV) && (clients.kv == nullptr || clients.kv->on_committed == nullptr))
    return missing(BATON_KV, BATON_KV_CLIENT);
  if (granted(BATON_EMIT) && (clients.emit == nullptr || clients.emit->on_stored == nullptr))
    return missing(BATON_EMIT, BATON_EMIT_CLIENT);
  const auto whole = [&](const auto* table, auto member, const char* id) -> Refused {
    if (table == nullptr || table->*member != nullptr) return std::nullopt;
    return refused(LoadStep::kExtensions, std::string("the table behind ") + id + " must be whole", "it has a NULL in it",
                   "fill it, or do not offer it");
  };
  interfaces_.cancellation = look_up<baton_cancellation_t>(BATON_CANCELLATION);
  interfaces_.templates = look_up<baton_templates_t>(BATON_TEMPLATES);
  interfaces_.media = look_up<baton_media_t>(BATON_MEDIA);
  interfaces_.lookup = look_up<baton_delivery_lookup_t>(BATON_DELIVERY_LOOKUP);
  interfaces_.channel = look_up<baton_channel_t>(BATON_CHANNEL);
  if (Refused r = whole(interfaces_.cancellation, &baton_cancellation_t::cancel, BATON_CANCELLATION)) return r;
  if (Refused r = whole(interfaces_.templates, &baton_templates_t::list, BATON_TEMPLATES)) return r;
  if (Refused r = whole(interfaces_.media, &baton_media_t::fetch, BATON_MEDIA)) return r;
  if (Refused r = whole(interfaces_.lookup, &baton_delivery_lookup_t::lookup, BATON_DELIVERY_LOOKUP)) return r;
  return whole(interfaces_.channel, &baton_channel_t::policy, BATON_CHANNEL);
}

Refused DirectCore::find_policy() {
  if (interfaces_.channel == nullptr) return std::nullopt;
  WholeRecords records;
  const baton_channel_policy_t* policy = records.of(interfaces_.channel->policy(instance_));
  if (const Fault fault = check_policy(policy))
    return refused(LoadStep::kExtensions, "a channel policy must be well formed", *fault, "see ext/channel.h");
  policy_ = copy_policy(*policy);
  return std::nullopt;
}

}  // namespace baton::plugin
