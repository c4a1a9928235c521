// SPDX-License-Identifier: MIT
// engine_doors.cpp - the doors of connectors: webhooks, what they have unasked, and polls; behind all of them one road.
#include "host/engine/engine.h"

namespace baton::engine {

void Engine::make_doors() {
  InboundOptions inbound;
  inbound.ledger = options_.ledger;
  inbound.customers = customers_.get();
  inbound.office = office_.get();
  inbound.addresses = addresses_.get();
  inbound.logger = options_.logger;
  inbound.templates_changed = [this](const core::ConnectorId& connector) { sync_templates(connector); };
  inbound_ = std::make_unique<Inbound>(std::move(inbound));
  connector_alarm_ = std::make_unique<ConnectorAlarm>(*office_, *options_.clock);

  IntakeOptions intake;
  intake.inbound = inbound_.get();
  intake.alarm = connector_alarm_.get();
  intake.clock = options_.clock;
  intake.activity = &activity_;
  intake.setup = &setup_;
  intake.logger = options_.logger;
  intake_ = std::make_unique<Intake>(std::move(intake));

  PollingOptions polling;
  polling.ledger = options_.ledger;
  polling.inbound = inbound_.get();
  polling.alarm = connector_alarm_.get();
  polling.clock = options_.clock;
  polling.timers = options_.timers;
  polling.activity = &activity_;
  polling.setup = &setup_;
  polling.engine = options_.name;
  polling.logger = options_.logger;
  polling_ = std::make_unique<Polling>(std::move(polling));
}

// Webhooks come when the server is started, which is later.
void Engine::open_doors() {
  if (options_.emissions != nullptr) {
    options_.emissions->open([this](const core::ConnectorId& connector, InboundBatch batch, Inbound::Done done) {
      const auto told = [this, connector, token = activity_.begin_shared(), done = std::move(done)](bool durable) {
        if (!durable) connector_alarm_->raise(connector, "what " + connector.value + " emits cannot be stored now");
        done(durable);
      };
      inbound_->take(connector, std::move(batch), told);
    });
  }
  polling_->start();
}

void Engine::close_doors() {
  if (options_.emissions != nullptr) options_.emissions->close();
  polling_->stop();
}

}  // namespace baton::engine
