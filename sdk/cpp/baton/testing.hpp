// SPDX-License-Identifier: MIT
// testing.hpp - a host in a header, for the unit tests of a plugin: it records what the plugin reports and
// lets the test drive http answers, timers and the clock. It never calls the plugin by itself; the test is
// the strand.
//
//   FakeHost host;
//   Loaded plugin(host, baton_entry_v0(), BATON_OWNERSHIP_FACTORY, "{}");
//   plugin.start();
//   plugin.table<baton_ownership_t>(BATON_OWNERSHIP)->propose(plugin.instance(), &call, &view, &err);
//   host.proposals.at(0).answer.action ...
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "error.hpp"
#include "http.hpp"
#include "storage.hpp"
#include "str.hpp"
#include "testing_records.hpp"

namespace baton::sdk {
inline namespace v0 {
namespace testing {

// What was reported, and for which operation.
template <class Answer>
struct Reported {
  baton_op_id_t op_id;
  Answer answer;
};

struct LogLine {
  baton_log_level_t level;
  std::string message;
  std::string fields_json;
};

struct SentHttp {
  baton_op_id_t op_id;
  std::string method, url, headers_json, body;
  std::vector<HttpPart> parts;
  bool response_to_blob;
  std::uint32_t budget_ms;           // as asked for; 0 = the host's default
  std::uint64_t max_response_bytes;  // likewise
};

struct DefinedMetric {
  baton_metric_kind_t kind;
  std::string name, help, unit;
  std::vector<double> recorded;
};

struct ArmedTimer {
  baton_op_id_t op_id;
  std::uint32_t after_ms;
  std::uint64_t cookie;
};

// Everything recorded may be read by the test while no plugin thread runs. Recording itself is safe from any
// thread.
class FakeHost {
  using Lock = std::lock_guard<std::mutex>;

 public:
  FakeHost() {
    host_.abi = {BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH};
    host_.host_data = this;
    host_.name = str("baton-fake");
    host_.version = str("0");
    host_.get_extension = [](const baton_host_t* host, const char* id) { return of(host).find(id); };
  }
  FakeHost(const FakeHost&) = delete;
  FakeHost& operator=(const FakeHost&) = delete;

  const baton_host_t* raw() const noexcept { return &host_; }

  // Set before init.
  std::set<std::string> withheld;  // extension ids that are not offered
  std::map<std::string, std::string>
      secrets;  // name -> value; signature "verification" is by plain comparison
  std::int64_t now_unix_ms = 1'700'000'000'000;
  std::uint64_t monotonic_ms = 1000;
  baton_status_t http_send_status = BATON_OK;

  // Recorded.
  std::vector<LogLine> log_lines;
  std::vector<SentHttp> http_sent;
  std::vector<baton_op_id_t> http_cancelled;
  std::vector<ArmedTimer> timers;
  std::vector<Reported<Error>> failures;
  std::vector<Reported<Batch>> batches;
  std::vector<Reported<Receipt>> receipts;
  std::vector<Reported<Proposal>> proposals;
  std::vector<Reported<BriefBuilder>> briefs;
  std::vector<Reported<Labels>> labels;
  std::vector<Reported<TemplatePage>> template_pages;
  std::vector<Reported<FetchedMedia>> fetched;
  std::vector<Reported<LookupAnswer>> lookups;
  std::map<std::string, KvValue> kv;
  std::vector<Reported<baton_status_t>> kv_commits;  // results the test has yet to deliver
  std::vector<Reported<Batch>> emitted;
  std::vector<DefinedMetric> metrics;  // the id of each is its place, from 1
  std::map<std::string, std::string> blobs;
  std::set<baton_op_id_t> cancelled;
  std::string signed_bytes =
      std::string(BATON_SIGNATURE_BYTES, '\x2a');  // what sign() answers and verify() accepts

  std::size_t completions() const noexcept {
    return failures.size() + batches.size() + receipts.size() + proposals.size() + briefs.size() +
           labels.size() + template_pages.size() + fetched.size() + lookups.size();
  }
  bool logged(baton_log_level_t level) const noexcept {
    for (const LogLine& line : log_lines) {
      if (line.level == level) return true;
    }
    return false;
  }

  // How often this operation was completed. Any thread.
  std::size_t completions_of(baton_op_id_t op_id) {
    const Lock lock(mutex_);
    return count(failures, op_id) + count(batches, op_id) + count(receipts, op_id) + count(proposals, op_id) +
           count(briefs, op_id) + count(labels, op_id) + count(template_pages, op_id) + count(fetched, op_id) +
           count(lookups, op_id);
  }
  // The timer armed as number `index`; its op_id is 0 while there is none. Any thread.
  ArmedTimer timer(std::size_t index) {
    const Lock lock(mutex_);
    return index < timers.size() ? timers[index] : ArmedTimer{0, 0, 0};
  }
  // The commit, and the emission, made as number `index`; op_id 0 while there is none. Any thread.
  Reported<baton_status_t> kv_commit(std::size_t index) {
    const Lock lock(mutex_);
    return index < kv_commits.size() ? kv_commits[index] : Reported<baton_status_t>{0, BATON_OK};
  }
  baton_op_id_t emission(std::size_t index) {
    const Lock lock(mutex_);
    return index < emitted.size() ? emitted[index].op_id : 0;
  }
  // Of the request sent as number `index`, 0 while there is none. Any thread.
  baton_op_id_t http_op_id(std::size_t index) {
    const Lock lock(mutex_);
    return index < http_sent.size() ? http_sent[index].op_id : 0;
  }

 private:
  static FakeHost& of(const baton_host_t* host) noexcept { return *static_cast<FakeHost*>(host->host_data); }
  baton_op_id_t next_id() noexcept { return ++last_id_; }
  template <class Answer>
  static std::size_t count(const std::vector<Reported<Answer>>& reported, baton_op_id_t op_id) {
    std::size_t found = 0;
    for (const auto& one : reported) found += one.op_id == op_id ? 1 : 0;
    return found;
  }

  const void* find(std::string_view id) {
    if (withheld.count(std::string(id)) != 0) return nullptr;
    for (const auto& [name, table] : tables()) {
      if (name == id) return table;
    }
    return nullptr;
  }

  static const std::map<std::string_view, const void*>& tables() {
    static const std::map<std::string_view, const void*> all = {
        {BATON_LOG, log_table()},
        {BATON_CLOCK, clock_table()},
        {BATON_TIMERS, timers_table()},
        {BATON_HTTP, http_table()},
        {BATON_SECRETS, secrets_table()},
        {BATON_SIGNATURE, signature_table()},
        {BATON_KV, kv_table()},
        {BATON_EMIT, emit_table()},
        {BATON_BLOB, blob_table()},
        {BATON_METRICS, metrics_table()},
        {BATON_HOST_CALLS, calls_table()},
        {BATON_HOST_CONNECTOR, connector_table()},
        {BATON_HOST_OWNERSHIP, ownership_table()},
        {BATON_HOST_SUMMARIZER, summarizer_table()},
        {BATON_HOST_CLASSIFIER, classifier_table()},
        {BATON_HOST_TEMPLATES, templates_table()},
        {BATON_HOST_MEDIA, media_table()},
        {BATON_HOST_DELIVERY_LOOKUP, lookup_table()},
    };
    return all;
  }

  static const baton_log_t* log_table() {
    static const baton_log_t table{
        [](const baton_host_t*, baton_log_level_t) -> std::uint32_t { return 1; },
        [](const baton_host_t* host, baton_log_level_t level, baton_str_t message, baton_str_t fields) {
          const Lock lock(of(host).mutex_);
          of(host).log_lines.push_back({level, copy(message), copy(fields)});
        }};
    return &table;
  }
  static const baton_clock_t* clock_table() {
    static const baton_clock_t table{[](const baton_host_t* host) { return of(host).now_unix_ms; },
                                     [](const baton_host_t* host) { return of(host).monotonic_ms; }};
    return &table;
  }
  static const baton_timers_t* timers_table() {
    static const baton_timers_t table{[](const baton_host_t* host, std::uint32_t after_ms,
                                         std::uint64_t cookie, baton_op_id_t* op_id) -> baton_status_t {
                                        const Lock lock(of(host).mutex_);
                                        *op_id = of(host).next_id();
                                        of(host).timers.push_back({*op_id, after_ms, cookie});
                                        return BATON_OK;
                                      },
                                      [](const baton_host_t*, baton_op_id_t) {}};
    return &table;
  }
  static const baton_http_t* http_table() {
    static const baton_http_t table{
        [](const baton_host_t* host, const baton_http_request_t* request, baton_op_id_t* op_id,
           baton_error_t* err) -> baton_status_t {
          const Lock lock(of(host).mutex_);
          if (of(host).http_send_status != BATON_OK) {
            detail::give_error(err,
                               detail::make_error_record(of(host).http_send_status, "refused by the test"));
            return of(host).http_send_status;
          }
          SentHttp sent{of(host).next_id(),
                        copy(request->method),
                        copy(request->url),
                        copy(request->headers_json),
                        copy(request->body),
                        {},
                        request->response_to_blob != 0,
                        request->budget_ms,
                        request->max_response_bytes};
          for (const auto& part : each(request->parts, request->part_count)) {
            sent.parts.push_back({copy(part.name), copy(part.file_name), copy(part.content_type),
                                  copy(part.data), copy(part.blob_id)});
          }
          *op_id = sent.op_id;
          of(host).http_sent.push_back(std::move(sent));
          return BATON_OK;
        },
        [](const baton_host_t* host, baton_op_id_t op_id) {
          const Lock lock(of(host).mutex_);
          of(host).http_cancelled.push_back(op_id);
        }};
    return &table;
  }
  static const baton_secrets_t* secrets_table() {
    static const baton_secrets_t table{[](const baton_host_t* host, baton_str_t name) -> std::uint32_t {
                                         return of(host).secrets.count(copy(name)) != 0 ? 1u : 0u;
                                       },
                                       [](const baton_host_t* host, baton_str_t name) -> std::uint64_t {
                                         return of(host).secrets.count(copy(name));
                                       }};
    return &table;
  }
  static const baton_signature_t* signature_table() {
    static const baton_signature_t table{
        [](const baton_host_t* host, baton_signature_algorithm_t algorithm, baton_str_t name, baton_bytes_t,
           baton_bytes_t expected) -> baton_status_t {
          const auto secret = of(host).secrets.find(copy(name));
          if (secret == of(host).secrets.end()) return BATON_NOT_FOUND;
          const std::string& wanted =
              algorithm == BATON_SIGNATURE_EQUAL ? secret->second : of(host).signed_bytes;
          return view(expected) == wanted ? BATON_OK : BATON_PERMISSION_DENIED;
        },
        [](const baton_host_t* host, baton_signature_algorithm_t, baton_str_t name, baton_bytes_t,
           std::uint8_t* out) -> baton_status_t {
          if (of(host).secrets.count(copy(name)) == 0) return BATON_NOT_FOUND;
          std::memcpy(out, of(host).signed_bytes.data(), BATON_SIGNATURE_BYTES);
          return BATON_OK;
        }};
    return &table;
  }
  static const baton_kv_t* kv_table() {
    static const baton_kv_t table{
        [](const baton_host_t* host, baton_str_t key, std::uint8_t* buffer, std::uint64_t capacity,
           std::uint64_t* size, std::uint64_t* revision) -> baton_status_t {
          const Lock lock(of(host).mutex_);
          const auto found = of(host).kv.find(copy(key));
          if (found == of(host).kv.end()) return BATON_NOT_FOUND;
          *size = found->second.value.size();
          *revision = found->second.revision;
          if (capacity > 0) std::memcpy(buffer, found->second.value.data(), std::min(capacity, *size));
          return BATON_OK;
        },
        [](const baton_host_t* host, const baton_kv_write_t* writes, std::uint32_t count,
           baton_op_id_t* op_id,
           baton_error_t*) -> baton_status_t { return of(host).commit(writes, count, op_id); }};
    return &table;
  }
  baton_status_t commit(const baton_kv_write_t* writes, std::uint32_t count, baton_op_id_t* op_id) {
    const Lock lock(mutex_);
    *op_id = next_id();
    baton_status_t status = BATON_OK;
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto found = kv.find(copy(writes[i].key));
      const std::uint64_t revision = found == kv.end() ? kNewKey : found->second.revision;
      const std::uint64_t expected = writes[i].expected_revision;
      if (expected != kAnyRevision && expected != revision) status = BATON_CONFLICT;
    }
    for (std::uint32_t i = 0; status == BATON_OK && i < count; ++i) {
      if (writes[i].value.data == nullptr) {
        kv.erase(copy(writes[i].key));
      } else {
        kv[copy(writes[i].key)] = {copy(writes[i].value), *op_id};
      }
    }
    kv_commits.push_back({*op_id, status});
    return BATON_OK;
  }
  static const baton_emit_t* emit_table() {
    static const baton_emit_t table{[](const baton_host_t* host, const baton_event_t* const* events,
                                       std::uint32_t count, baton_str_t cursor_name, baton_str_t next_cursor,
                                       baton_op_id_t* op_id, baton_error_t*) -> baton_status_t {
      const Lock lock(of(host).mutex_);
      *op_id = of(host).next_id();
      auto batch = make_record<baton_batch_t>();
      batch.events = events;
      batch.event_count = count;
      batch.cursor_name = cursor_name;
      batch.next_cursor = next_cursor;
      of(host).emitted.push_back({*op_id, copy_batch(batch)});
      return BATON_OK;
    }};
    return &table;
  }
  static const baton_blob_t* blob_table() {
    static const baton_blob_t table{
        [](const baton_host_t* host, baton_str_t id, std::uint64_t* size) -> baton_status_t {
          const Lock lock(of(host).mutex_);
          const auto found = of(host).blobs.find(copy(id));
          if (found == of(host).blobs.end()) return BATON_NOT_FOUND;
          *size = found->second.size();
          return BATON_OK;
        },
        [](const baton_host_t* host, baton_str_t id, std::uint64_t offset, std::uint8_t* buffer,
           std::uint64_t capacity, std::uint64_t* read) -> baton_status_t {
          const Lock lock(of(host).mutex_);
          const auto found = of(host).blobs.find(copy(id));
          if (found == of(host).blobs.end()) return BATON_NOT_FOUND;
          const std::string& content = found->second;
          *read = offset >= content.size() ? 0 : std::min<std::uint64_t>(capacity, content.size() - offset);
          if (*read > 0) std::memcpy(buffer, content.data() + offset, *read);
          return BATON_OK;
        },
        [](const baton_host_t* host, baton_op_id_t* id, baton_error_t*) -> baton_status_t {
          const Lock lock(of(host).mutex_);
          *id = of(host).next_id();
          of(host).blobs[blob_name(*id)].clear();
          return BATON_OK;
        },
        [](const baton_host_t* host, baton_op_id_t id, baton_bytes_t bytes,
           baton_error_t*) -> baton_status_t {
          const Lock lock(of(host).mutex_);
          of(host).blobs[blob_name(id)].append(view(bytes));
          return BATON_OK;
        },
        [](const baton_host_t*, baton_op_id_t id, char* out, std::uint64_t, std::uint64_t* size,
           baton_error_t*) -> baton_status_t {
          const std::string name = blob_name(id);
          std::memcpy(out, name.data(), name.size());
          *size = name.size();
          return BATON_OK;
        }};
    return &table;
  }
  static std::string blob_name(baton_op_id_t id) { return "blob-" + std::to_string(id); }

  static const baton_metrics_t* metrics_table() {
    static const baton_metrics_t table{
        [](const baton_host_t* host, baton_metric_kind_t kind, baton_str_t name, baton_str_t help,
           baton_str_t unit, std::uint32_t* metric_id) -> baton_status_t {
          const Lock lock(of(host).mutex_);
          of(host).metrics.push_back({kind, copy(name), copy(help), copy(unit), {}});
          *metric_id = static_cast<std::uint32_t>(of(host).metrics.size());
          return BATON_OK;
        },
        [](const baton_host_t* host, std::uint32_t metric_id, double value) {
          const Lock lock(of(host).mutex_);
          if (metric_id > 0 && metric_id <= of(host).metrics.size()) {
            of(host).metrics[metric_id - 1].recorded.push_back(value);
          }
        }};
    return &table;
  }

  static const baton_host_calls_t* calls_table() {
    static const baton_host_calls_t table{
        [](const baton_host_t* host, baton_op_id_t op_id, const baton_error_t* err) {
          const Lock lock(of(host).mutex_);
          of(host).failures.push_back({op_id, copy_error(*err)});
        },
        [](const baton_host_t* host, baton_op_id_t op_id) -> std::uint32_t {
          const Lock lock(of(host).mutex_);
          return of(host).cancelled.count(op_id) != 0 ? 1u : 0u;
        },
        [](const baton_host_t*, baton_op_id_t, std::uint32_t, baton_str_t) {}};
    return &table;
  }
  template <class Answer>
  static void report(const baton_host_t* host, std::vector<Reported<Answer>> FakeHost::*list,
                     baton_op_id_t op_id, Answer answer) {
    const Lock lock(of(host).mutex_);
    (of(host).*list).push_back({op_id, std::move(answer)});
  }
  static const baton_host_connector_t* connector_table() {
    static const baton_host_connector_t table{
        [](const baton_host_t* host, baton_op_id_t op_id, const baton_batch_t* batch) {
          report(host, &FakeHost::batches, op_id, copy_batch(*batch));
        },
        [](const baton_host_t* host, baton_op_id_t op_id, const baton_receipt_t* receipt) {
          report(host, &FakeHost::receipts, op_id, copy_receipt(*receipt));
        }};
    return &table;
  }
  static const baton_host_ownership_t* ownership_table() {
    static const baton_host_ownership_t table{
        [](const baton_host_t* host, baton_op_id_t op_id, const baton_proposal_t* proposal) {
          report(host, &FakeHost::proposals, op_id, copy_proposal(*proposal));
        }};
    return &table;
  }
  static const baton_host_summarizer_t* summarizer_table() {
    static const baton_host_summarizer_t table{
        [](const baton_host_t* host, baton_op_id_t op_id, const baton_brief_t* brief) {
          report(host, &FakeHost::briefs, op_id, copy_brief(*brief));
        }};
    return &table;
  }
  static const baton_host_classifier_t* classifier_table() {
    static const baton_host_classifier_t table{[](const baton_host_t* host, baton_op_id_t op_id,
                                                  const baton_label_t* const* items, std::uint32_t count) {
      Labels made;
      for (const auto& one : each(items, count))
        made.add(copy(one.scheme), copy(one.value), one.score_permille);
      report(host, &FakeHost::labels, op_id, std::move(made));
    }};
    return &table;
  }
  static const baton_host_templates_t* templates_table() {
    static const baton_host_templates_t table{
        [](const baton_host_t* host, baton_op_id_t op_id, const baton_template_page_t* page) {
          TemplatePage made;
          for (const auto& one : each(page->templates, page->template_count)) {
            made.templates.push_back(copy_template(one));
          }
          report(host, &FakeHost::template_pages, op_id, std::move(made));
        }};
    return &table;
  }
  static const baton_host_media_t* media_table() {
    static const baton_host_media_t table{
        [](const baton_host_t* host, baton_op_id_t op_id, const baton_media_fetched_t* media) {
          FetchedMedia made;
          made.blob_id = copy(media->blob_id);
          made.media_type = copy(media->media_type);
          made.sha256 = copy(media->sha256);
          made.size_bytes = media->size_bytes;
          report(host, &FakeHost::fetched, op_id, std::move(made));
        }};
    return &table;
  }
  static const baton_host_delivery_lookup_t* lookup_table() {
    static const baton_host_delivery_lookup_t table{[](const baton_host_t* host, baton_op_id_t op_id,
                                                       baton_lookup_result_t result, baton_str_t remote_id) {
      report(host, &FakeHost::lookups, op_id, LookupAnswer{result, copy(remote_id)});
    }};
    return &table;
  }

  baton_host_t host_{};
  std::mutex mutex_;
  baton_op_id_t last_id_ = 1000;
};

}  // namespace testing
}  // namespace v0
}  // namespace baton::sdk
