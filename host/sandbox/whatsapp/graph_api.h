// SPDX-License-Identifier: MIT
// The Graph API as the host under test sees it: /vNN.N/{id} and /vNN.N/{id}/{edge}, and the download of
// media.
#pragma once

#include <optional>
#include <string>

#include "host/net/server.h"
#include "host/sandbox/whatsapp/world.h"

namespace baton::sandbox::whatsapp {

class GraphApi {
 public:
  explicit GraphApi(World& world) : world_(world) {}
  void mount(net::Server& server);
  void stop();  // cuts the calls that hang

 private:
  // What a call comes to. `status_first`: this message's `sent` webhook goes out before the answer.
  struct Outcome {
    net::Response response;
    int code = 0;
    std::uint64_t status_first = 0;
  };

  void handle(const net::Request& request, const net::Responder& responder);
  void download(const net::Request& request, const net::Responder& responder);
  std::optional<GraphError> refuse_caller(const net::Request& request) const;
  bool fault_before(const Fault& fault, const net::Responder& responder, Called& called);
  void answer(Outcome outcome, const std::optional<Fault>& fault, const net::Responder& responder,
              Called& called);
  void note(Called called);

  Outcome dispatch(const net::Request& request, const Json& body, const std::optional<Fault>& fault);
  Outcome on_node(const net::Request& request, const Json& body);
  Outcome on_phone(const net::Request& request, const std::string& edge, const Json& body,
                   const std::optional<Fault>& fault);
  Outcome on_account(const net::Request& request, const std::string& edge, const Json& body);
  Outcome failed(GraphError error);
  static Outcome done(Json body);
  static Outcome success();

  // send_api.cpp
  Outcome messages(const Json& body, const std::optional<Fault>& fault, bool marketing_only);
  Outcome mark_read(const Json& body);
  GraphError check_recipient(const Json& body, Customer*& customer);
  GraphError check_rates(Customer& customer);
  GraphError check_template(const Json& body, const Customer& customer, bool marketing_only, Template*& used);
  GraphError check_references(const Json& body, const Customer& customer);
  int fails_later(const Json& body, const Customer& customer, const Template* used,
                  const std::optional<Fault>& fault);
  Outcome accept(const Json& body, Customer& customer, const Template* used, int fails_with);

  // node_api.cpp
  Outcome upload(const net::Request& request);
  Outcome media(const net::Request& request, const Media& found);
  Outcome phone_fields(const net::Request& request) const;
  Outcome configure_phone(const Json& body);
  Outcome call_permissions(const net::Request& request);
  Outcome call(const Json& body);
  Outcome subscribed_apps(const net::Request& request, const Json& body);

  // template_api.cpp
  Outcome list_templates(const net::Request& request);
  Outcome create_template(const Json& body);
  Outcome edit_template(Template& which, const Json& body);
  Outcome delete_templates(const net::Request& request);
  Outcome unpause(Template& which);
  void review_later(const Template& which);

  World& world_;
};

}  // namespace baton::sandbox::whatsapp
