// SPDX-License-Identifier: MIT
// http_service.h - HTTP on behalf of one instance: only to the hosts of its list, with secrets put in on the way out,
// never more than a few requests at a time. Headers and queries are never logged.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include <baton/ext/http.h>

#include "host/plugin/manifest/secret_store.h"
#include "host/plugin/ports.h"
#include "host/plugin/services/host_list.h"
#include "host/plugin/services/plugin_caller.h"
#include "host/plugin/sha256.h"

namespace baton::plugin {

inline constexpr std::size_t kHttpInFlightMaxCount = 64;  // per instance
inline constexpr std::size_t kHttpPartMaxCount = 32;
inline constexpr std::size_t kHttpHeaderMaxCount = 64;
inline constexpr std::uint32_t kHttpDefaultBudgetMs = 30000;
inline constexpr std::uint32_t kHttpBudgetMaxMs = 300000;

// What is wrong with the shape of a request, whoever sends it; null when nothing is.
const char* fault_of_request(const baton_http_request_t* request);

struct HttpServiceOptions {
  HttpPort* port = nullptr;
  BlobPort* blobs = nullptr;
  std::shared_ptr<SecretStore> secrets;
  std::vector<std::string> hosts;
  const nlohmann::json& settings;
};

class HttpService {
 public:
  HttpService(const HttpServiceOptions& options, std::weak_ptr<PluginCaller> caller);

  void set_client(const baton_http_client_t* client) { client_ = client; }

  struct Sent {
    baton_status_t status = BATON_OK;
    const char* why = "";
    bool misbehaved = false;  // the request is not what the contract says
  };
  Sent send(const baton_http_request_t* request, baton_op_id_t& op_id);
  void cancel(baton_op_id_t op_id);
  void cut_off();

 private:
  struct BlobSink;  // a response on its way into a blob
  struct InFlight {
    HttpPort::Ticket ticket = 0;
  };

  Sent convert(const baton_http_request_t& from, HttpRequest& to, std::shared_ptr<BlobSink>& sink) const;
  Sent convert_headers(const baton_http_request_t& from, HttpRequest& to) const;
  Sent convert_parts(const baton_http_request_t& from, HttpRequest& to) const;
  void finish(baton_op_id_t op_id, bool is_read_only, HttpResult&& result, const std::shared_ptr<BlobSink>& sink);
  void respond(const baton_instance_t* self, baton_op_id_t op_id, bool is_read_only, const HttpResult& result,
               const std::shared_ptr<BlobSink>& sink) const;

  HttpPort* const port_;
  BlobPort* const blobs_;
  const std::shared_ptr<SecretStore> secrets_;
  const HostList hosts_;
  const std::weak_ptr<PluginCaller> caller_;
  const baton_http_client_t* client_ = nullptr;
  std::mutex mutex_;
  bool cut_off_ = false;
  std::map<baton_op_id_t, InFlight> in_flight_;
};

}  // namespace baton::plugin
