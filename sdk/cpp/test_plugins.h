// SPDX-License-Identifier: MIT
// Plugins for the SDK's own tests: each call does what the test put into `Behaviour`.
#pragma once

#include <baton/plugin.hpp>
#include <baton/testing_plugin.hpp>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>

namespace baton::sdk::test {

// What the next calls do; set by a test before it calls. Absent: answer with something empty.
struct Behaviour {
  std::function<void()> create, init, start, stop, cancel, policy;
  std::function<void(Host&, const baton_webhook_t&, Reply<Batch>)> receive;
  std::function<void(Host&, Reply<Batch>)> poll;
  std::function<void(Host&, Reply<Receipt>)> deliver;
  std::function<void(const baton_case_view_t&, Reply<Proposal>)> propose;
  std::function<void(const baton_transcript_t&, Reply<BriefBuilder>)> summarize;
  std::function<void(Reply<Labels>)> classify;
  std::function<void(Reply<TemplatePage>)> list;
  std::function<void(Reply<FetchedMedia>)> fetch;
  std::function<void(Reply<LookupAnswer>)> lookup;
  Host* host = nullptr;  // set at init
};

inline Behaviour& behaviour() {
  static Behaviour now;
  return now;
}

inline void run(const std::function<void()>& step) {
  if (step) step();
}

// Of every kind and with every extension, so that one class serves every test.
class Everything : public Connector,
                   public Ownership,
                   public Summarizer,
                   public Classifier,
                   public HasChannel,
                   public HasTemplates,
                   public HasMedia,
                   public HasDeliveryLookup,
                   public HasCancellation {
 public:
  static Descriptor descriptor() {
    return {"org.example.everything", "Everything", "Example", "1.2.3", "{}", "[]"};
  }
  explicit Everything(const Create&) { run(behaviour().create); }

  void init() override {
    behaviour().host = &host();
    run(behaviour().init);
  }
  void start() override { run(behaviour().start); }
  void stop() override { run(behaviour().stop); }
  void cancel(baton_op_id_t) override { run(behaviour().cancel); }

  void receive(const Call&, const baton_webhook_t& webhook, Reply<Batch> reply) override {
    behaviour().receive(host(), webhook, std::move(reply));
  }
  void poll(const Call&, std::string_view, std::optional<std::string_view>, Reply<Batch> reply) override {
    behaviour().poll(host(), std::move(reply));
  }
  void deliver(const Call&, const baton_outbound_t&, Reply<Receipt> reply) override {
    behaviour().deliver(host(), std::move(reply));
  }
  void propose(const Call&, const baton_case_view_t& view, Reply<Proposal> reply) override {
    behaviour().propose(view, std::move(reply));
  }
  void summarize(const Call&, const baton_transcript_t& transcript, Reply<BriefBuilder> reply) override {
    behaviour().summarize(transcript, std::move(reply));
  }
  void classify(const Call&, const baton_event_t&, Reply<Labels> reply) override {
    behaviour().classify(std::move(reply));
  }
  ChannelPolicy channel_policy() const override {
    run(behaviour().policy);
    ChannelPolicy policy;
    policy.channel = "example";
    policy.media_limits = {{"image/", 5}};
    return policy;
  }
  void list_templates(const Call&, Reply<TemplatePage> reply) override { behaviour().list(std::move(reply)); }
  void fetch_media(const Call&, const baton_attachment_t&, Reply<FetchedMedia> reply) override {
    behaviour().fetch(std::move(reply));
  }
  void look_up_delivery(const Call&, const baton_outbound_t&, Reply<LookupAnswer> reply) override {
    behaviour().lookup(std::move(reply));
  }
};

// A second class, of one kind and with no extension.
class OnlyOwnership : public Ownership {
 public:
  static Descriptor descriptor() { return {"org.example.only", "Only", "Example", "1.0.0", "{}", "[]"}; }
  explicit OnlyOwnership(const Create&) {}
  void propose(const Call&, const baton_case_view_t& view, Reply<Proposal> reply) override {
    reply.send(Proposal(view));
  }
};

inline const baton_entry_t* entry() { return detail::Library<Everything, OnlyOwnership>::entry(); }

}  // namespace baton::sdk::test
