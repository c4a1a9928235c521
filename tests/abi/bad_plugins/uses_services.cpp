// SPDX-License-Identifier: MIT
// uses_services.cpp - a connector that behaves: it does with the host's services what the text of a delivery says, and
// what came of it is the remote id. Statuses are said as their numbers.
//
//   get KEY | size KEY | put KEY VALUE REVISION | drop KEY | odd WHICH
//                                                                baton.kv/1 (REVISION "any": whatever there is)
//   emit ID... | emit                                            baton.emit/1; ids of events, "-" is none
//   fetch URL | cancel URL | form PARTS URL | post BYTES URL     baton.http/1; "fetch" fails with what it was told
//   timer MS | disarm MS | clock                                 baton.timers/1, baton.clock/1
//   secret NAME | sign NAME DATA                                 baton.secrets/1, baton.signature/1
//   blob BYTES | blob-of ID                                      baton.blob/1: writes, and reads again
//   wait | cancelled                                             ends when the host cancels it; how many it was told of
//   flood kv | http URL | timers | blobs                         until the host says no: after how many, and what
//   define | record VALUE                                        baton.metrics/1
#include <baton/plugin.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace sdk = baton::sdk;

namespace {

using Say = std::function<void(std::string)>;

class UsesServices final : public sdk::Connector, public sdk::Ownership, public sdk::HasCancellation {
 public:
  static sdk::Descriptor descriptor() {
    return {"uses-services", "Uses services", "Baton tests", "1.0.0",
            R"({"type":"object","additionalProperties":false,"properties":{)"
            R"("token":{"type":"string","format":"baton-secret"}}})",
            R"(["baton.kv/1","baton.emit/1","baton.metrics/1","baton.http/1","baton.timers/1","baton.blob/1",)"
            R"("baton.secrets/1","baton.signature/1"])"};
  }
  explicit UsesServices(const sdk::Create&) {}

  void init() override {
    auto defined = host().metrics().define(BATON_METRIC_COUNTER, "deliveries", "What it was told to do.", "");
    if (defined.ok()) deliveries_ = defined.value();
  }

  void receive(const sdk::Call&, const baton_webhook_t&, sdk::Reply<sdk::Batch> reply) override { reply.send({}); }
  void propose(const sdk::Call&, const baton_case_view_t& seen, sdk::Reply<sdk::Proposal> reply) override {
    sdk::Proposal proposal(seen);
    proposal.reason = host().emit() ? "may emit" : "may not emit";
    proposal.model = "test";
    reply.send(std::move(proposal));
  }

  void deliver(const sdk::Call& call, const baton_outbound_t& outbound, sdk::Reply<sdk::Receipt> reply) override {
    host().metrics().record(deliveries_, 1);
    const auto shared = std::make_shared<sdk::Reply<sdk::Receipt>>(std::move(reply));
    const Say say = [shared](std::string text) {
      sdk::Receipt receipt;
      receipt.remote_message_id = std::move(text);
      shared->send(std::move(receipt));
    };
    std::istringstream words{std::string(sdk::view(outbound.text))};
    std::string what, first;
    words >> what >> first;
    if (what == "get" || what == "size") return get(first, what == "size", say);
    if (what == "put") return put(first, words, say);
    if (what == "drop") return commit({{first, std::nullopt, sdk::kAnyRevision}}, say);
    if (what == "odd") return odd(first, say);
    if (what == "emit") return emit(first, words, say);
    if (what == "fetch") return fetch(first, shared);
    if (what == "cancel") return cancelled(first, say);
    if (what == "form" || what == "post") return post(what == "form", std::stoul(first), words, say);
    if (what == "timer" || what == "disarm") return timer(std::stoul(first), what == "disarm", say);
    if (what == "clock") return clock(say);
    if (what == "secret") return secret(first, say);
    if (what == "sign") return sign(first, words, say);
    if (what == "blob") return blob(std::stoul(first), say);
    if (what == "blob-of") return say(blob_of(first));
    if (what == "wait") return wait(call, shared);
    if (what == "cancelled") return say(std::to_string(told_of_cancellations_));
    if (what == "flood") return flood(first, words, say);
    if (what == "define") return late_definition(say);
    host().metrics().record(deliveries_, std::stod(first));
    say("recorded");
  }

  void cancel(baton_op_id_t op_id) override {
    if (op_id == waits_ && held_->cancelled()) ++told_of_cancellations_;
    held_.reset();
  }

 private:
  static std::string number(baton_status_t status) { return std::to_string(status); }

  void get(const std::string& key, bool only_size, const Say& say) {
    auto found = host().kv().get(key);
    if (!found.ok()) return say(number(found.error().status));
    const auto& value = found.value();
    if (!value) return say("absent");
    say((only_size ? std::to_string(value->value.size()) : value->value) + "@" + std::to_string(value->revision));
  }

  void put(const std::string& key, std::istringstream& words, const Say& say) {
    std::string value, revision;
    words >> value >> revision;
    commit({{key, value, revision == "any" ? sdk::kAnyRevision : std::stoull(revision)}}, say);
  }

  void commit(const std::vector<sdk::KvWrite>& writes, const Say& say) {
    const auto begun = host().kv().commit(writes, [say](baton_status_t status) { say(number(status)); });
    if (!begun.ok()) say("refused " + number(begun.error().status) + ": " + begun.error().message);
  }

  // What must never reach the store.
  void odd(const std::string& which, const Say& say) {
    const std::string longest(BATON_ID_MAX_BYTES, 'k');
    if (which == "key") return commit({{longest + "k", "v"}}, say);
    if (which == "no-key") return commit({{"", "v"}}, say);
    if (which == "no-text") return commit({{"\xFF", "v"}}, say);
    if (which == "value") return commit({{"k", std::string(BATON_KV_VALUE_MAX_BYTES + 1, 'v')}}, say);
    if (which == "twice") return commit({{"k", "1"}, {"k", "2"}}, say);
    if (which == "none") return commit({}, say);
    std::vector<sdk::KvWrite> many;
    for (std::uint32_t i = 0; i <= BATON_KV_WRITE_MAX_COUNT; ++i) many.push_back({"k" + std::to_string(i), "v"});
    commit(many, say);
  }

  void emit(std::string id, std::istringstream& words, const Say& say) {
    std::deque<sdk::EventBuilder> events;
    for (; !id.empty(); id.clear(), words >> id) events.emplace_back(BATON_EVENT_CUSTOMER_MESSAGE, id == "-" ? "" : id);
    const auto begun = host().emit().emit(events, {"stream", "17"}, [say](baton_status_t s) { say(number(s)); });
    if (!begun.ok()) say("refused " + number(begun.error().status) + ": " + begun.error().message);
  }

  void fetch(const std::string& url, const std::shared_ptr<sdk::Reply<sdk::Receipt>>& reply) {
    sdk::HttpRequest request;
    request.url = url;
    request.headers = {{"Authorization", "Bearer ${secret:token}"}};
    const auto sent = host().http().send(request, [this, reply](const sdk::HttpResponse& response) {
      const std::string told(response.body);
      host().log().error("the remote side said: " + told);
      reply->fail(BATON_REJECTED, told);
    });
    if (!sent.ok()) reply->fail(sent.error().status, sent.error().message);
  }

  void cancelled(const std::string& url, const Say& say) {
    sdk::HttpRequest request;
    request.url = url;
    auto sent = host().http().send(request, [say](const sdk::HttpResponse& response) {
      say(response.error ? number(response.error->status) : "answered");
    });
    if (sent.ok()) host().http().cancel(sent.value());
    else say("refused " + number(sent.error().status));
  }

  // In `count` parts, or as a body of so many bytes.
  void post(bool in_parts, std::size_t count, std::istringstream& words, const Say& say) {
    sdk::HttpRequest request;
    request.method = "POST";
    words >> request.url;
    if (in_parts) request.parts.assign(count, {"part", "", "text/plain", "x", ""});
    else request.body.assign(count, 'x');
    const auto sent = host().http().send(request, [say](const sdk::HttpResponse& response) {
      say(std::to_string(response.http_status) + " " + std::string(response.body));
    });
    if (!sent.ok()) say("refused " + number(sent.error().status) + ": " + sent.error().message);
  }

  void timer(unsigned long after_ms, bool disarmed, const Say& say) {
    auto armed = host().timers().arm(static_cast<std::uint32_t>(after_ms), [say] { say("on time"); });
    if (!armed.ok()) return say("refused " + number(armed.error().status));
    if (!disarmed) return;
    host().timers().disarm(armed.value());
    say("disarmed");
  }

  void clock(const Say& say) {
    const auto look = [&clock = host().clock()] {
      return std::to_string(clock.now_unix_ms()) + " " + std::to_string(clock.monotonic_ms());
    };
    const auto once = look();
    say(once + ", " + look());
  }

  void secret(const std::string& name, const Say& say) {
    say(std::string(host().secrets().exists(name) ? "there" : "not there") + ", version " +
        std::to_string(host().secrets().version(name)));
  }

  void sign(const std::string& name, std::istringstream& words, const Say& say) {
    std::string data;
    words >> data;
    auto made = host().signature().sign_hmac_sha256(name, data);
    if (!made.ok()) return say("refused " + number(made.error().status));
    std::string wrong = made.value();
    wrong[0] = static_cast<char>(wrong[0] ^ 1);
    std::string said;
    for (const char c : made.value().substr(0, 4)) said += std::to_string(static_cast<unsigned char>(c)) + ".";
    say(said + " right " + number(host().signature().verify_hmac_sha256(name, data, made.value())) + " wrong " +
        number(host().signature().verify_hmac_sha256(name, data, wrong)) + " equal " +
        number(host().signature().verify_equal(name, data)));
  }

  void blob(std::size_t bytes, const Say& say) {
    std::string content(bytes, '\0');
    for (std::size_t i = 0; i < bytes; ++i) content[i] = static_cast<char>(i % 251);
    auto id = host().blobs().write(content);
    if (!id.ok()) return say("refused " + number(id.error().status) + ": " + id.error().message);
    std::string seen;
    for (;;) {
      auto more = host().blobs().read(id.value(), seen.size(), bytes);
      if (!more.ok() || more.value().empty()) break;
      seen += more.value();
    }
    say(id.value() + " " + blob_of(id.value()) + (seen == content ? " the same" : " another"));
  }
  std::string blob_of(const std::string& id) {
    auto size = host().blobs().size_bytes(id);
    auto begin = host().blobs().read(id, 0, 1);
    if (size.ok() && begin.ok()) return std::to_string(size.value());
    return "no size " + number(size.error().status) + ", no bytes " + number(begin.error().status);
  }

  void wait(const sdk::Call& call, const std::shared_ptr<sdk::Reply<sdk::Receipt>>& reply) {
    waits_ = call.op_id;
    held_ = reply;
  }

  // Begins the same again and again; what has begun is left to the end of the instance.
  void flood(const std::string& what, std::istringstream& words, const Say& say) {
    std::string url;
    words >> url;
    sdk::HttpRequest request;
    request.url = url;
    const auto* blobs = host().ask<baton_blob_t>(BATON_BLOB);
    const auto begin = [&]() -> baton_status_t {
      if (what == "blobs") {
        baton_op_id_t id = 0;
        return blobs->create(host().raw(), &id, nullptr);
      }
      const auto begun = what == "kv"     ? host().kv().commit({{"k", "v"}}, [](baton_status_t) {})
                         : what == "http" ? host().http().send(request, [](const sdk::HttpResponse&) {})
                                          : host().timers().arm(60000, [] {});
      return begun.ok() ? BATON_OK : begun.error().status;
    };
    for (int count = 0; count < 2000; ++count)
      if (const auto status = begin(); status != BATON_OK) return say(std::to_string(count) + " " + number(status));
    say("never");
  }

  void late_definition(const Say& say) {
    const auto defined = host().metrics().define(BATON_METRIC_GAUGE, "late", "", "");
    say(defined.ok() ? "defined" : number(defined.error().status));
  }

  std::uint32_t deliveries_ = 0;
  baton_op_id_t waits_ = 0;
  std::shared_ptr<sdk::Reply<sdk::Receipt>> held_;
  int told_of_cancellations_ = 0;
};

}  // namespace

BATON_EXPORT_PLUGIN(UsesServices)
