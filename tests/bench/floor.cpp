// SPDX-License-Identifier: MIT
// floor.cpp - what the host is measured against, behind the same server (host/net): the signature alone (`signature`),
// or the least a durable intake can do (`rows`): signature, the three fields, one writer that commits whatever waits in
// one transaction with fsync (raw event under a unique key, conversation, outbox row), and the answer after it.
#include <sqlite3.h>
#include <unistd.h>

#include <condition_variable>
#include <deque>
#include <iostream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

#include "host/net/server.h"
#include "tests/bench/webhook.h"

namespace {

using namespace baton;

struct Event {
  std::string id, from, timestamp, raw;
};

// Takes the sender, id and time of the first message while the text is read once: no document is built.
class Fields : public nlohmann::json_sax<nlohmann::json> {
 public:
  Event event;
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override {
    in_messages_ = in_messages_ || key_ == "messages";
    return true;
  }
  bool end_array() override { return true; }
  bool key(string_t& name) override {
    key_ = name;
    return true;
  }
  bool string(string_t& value) override {
    if (!in_messages_) return true;
    if (key_ == "from") event.from = value;
    if (key_ == "id") event.id = value;
    if (key_ == "timestamp") event.timestamp = value;
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  std::string key_;
  bool in_messages_ = false;
};

class Store {
 public:
  explicit Store(const std::string& path) {
    check(sqlite3_open(path.c_str(), &db_), "open");
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    run("CREATE TABLE inbox(n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, raw TEXT NOT NULL)");
    run("CREATE TABLE conversations(number TEXT PRIMARY KEY, last_at TEXT NOT NULL, messages INTEGER NOT NULL) WITHOUT ROWID");
    run("CREATE TABLE outbox(n INTEGER PRIMARY KEY, number TEXT NOT NULL, what TEXT NOT NULL)");
    raw_ = prepare("INSERT INTO inbox(id, raw) VALUES(?, ?) ON CONFLICT(id) DO NOTHING");
    conversation_ = prepare("INSERT INTO conversations(number, last_at, messages) VALUES(?, ?, 1) ON CONFLICT(number) DO UPDATE SET "
                            "last_at = excluded.last_at, messages = messages + 1");
    outbox_ = prepare("INSERT INTO outbox(number, what) VALUES(?, ?)");
  }

  void begin() { run("BEGIN IMMEDIATE"); }
  void commit() { run("COMMIT"); }
  void write(const Event& event) {
    step(raw_, {&event.id, &event.raw});
    if (sqlite3_changes(db_) == 0) return;  // came before
    step(conversation_, {&event.from, &event.timestamp});
    step(outbox_, {&event.from, &event.id});
  }

 private:
  void check(int result, const char* what) {
    if (result != SQLITE_OK && result != SQLITE_DONE) throw std::runtime_error(std::string(what) + ": " + sqlite3_errmsg(db_));
  }
  void run(const char* sql) { check(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr), sql); }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr), sql);
    return statement;
  }
  void step(sqlite3_stmt* statement, std::initializer_list<const std::string*> values) {
    int index = 0;
    for (const auto* value : values) sqlite3_bind_text(statement, ++index, value->data(), static_cast<int>(value->size()), SQLITE_STATIC);
    check(sqlite3_step(statement), "step");
    sqlite3_reset(statement);
  }

  sqlite3* db_ = nullptr;
  sqlite3_stmt *raw_ = nullptr, *conversation_ = nullptr, *outbox_ = nullptr;
};

class GroupCommit {
 public:
  explicit GroupCommit(const std::string& path) : store_(path), thread_([this] { work(); }) {}

  void add(Event event, net::Responder responder) {
    {
      const std::lock_guard lock(mutex_);
      queue_.emplace_back(std::move(event), std::move(responder));
    }
    wake_.notify_one();
  }

 private:
  static constexpr std::size_t kMost = 512;
  using Waiting = std::pair<Event, net::Responder>;

  void work() {
    for (;;) {
      std::deque<Waiting> batch;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [&] { return !queue_.empty(); });
        if (queue_.size() <= kMost) batch.swap(queue_);
        else
          for (std::size_t i = 0; i < kMost; ++i) {
            batch.push_back(std::move(queue_.front()));
            queue_.pop_front();
          }
      }
      store_.begin();
      for (const auto& [event, responder] : batch) store_.write(event);
      store_.commit();
      for (const auto& [event, responder] : batch) responder.send({});
    }
  }

  Store store_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Waiting> queue_;
  std::thread thread_;
};

}  // namespace

int main(int argc, char** argv) {
  const std::string kind = argc > 1 ? argv[1] : "";
  if ((kind != "rows" || argc != 3) && kind != "signature") {
    std::cerr << "bench_floor: bench_floor rows STORE, or bench_floor signature\n";
    return 2;
  }
  bench::Signer signer(bench::kSecret);  // used on the server's one I/O thread
  std::optional<GroupCommit> writer;
  if (kind == "rows") writer.emplace(argv[2]);
  net::Server server({});
  server.route("POST", "/hooks/*", [&](net::Request&& request, net::Responder responder) {
    const auto given = request.header("x-hub-signature-256");
    if (!given.starts_with("sha256=") || given.substr(7) != signer.hex(request.body)) return responder.send({401, {}, {}, {}});
    if (!writer) return responder.send({});
    Fields fields;
    if (!nlohmann::json::sax_parse(request.body, &fields) || fields.event.id.empty()) return responder.send({400, {}, {}, {}});
    fields.event.raw = std::move(request.body);
    writer->add(std::move(fields.event), std::move(responder));
  });
  std::cout << "ready http://127.0.0.1:" << server.start() << std::endl;
  pause();  // the store is for one run: SIGTERM ends all of it
  return 0;
}
