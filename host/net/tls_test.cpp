// SPDX-License-Identifier: MIT
// TLS both ways: the server with a certificate of its own, the client that believes only authorities it was
// given.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "host/net/client.h"
#include "host/net/loopback.h"
#include "host/net/self_signed.h"
#include "host/net/server.h"

namespace baton::net {
namespace {

class Tls : public testing::Test {
 protected:
  void SetUp() override {
    ServerOptions options;
    options.tls_certificate_file = certificate_.certificate_file();
    options.tls_key_file = certificate_.key_file();
    server_ = std::make_unique<Server>(options);
    server_->route("POST", "/", [](Request&& request, const Responder& responder) {
      responder.send({200, request.body, "text/plain", {}});
    });
    port_ = server_->start();
  }
  ClientResult post(Client& client, const std::string& host) const {
    ClientRequest request;
    request.method = "POST";
    request.url = "https://" + host + ":" + std::to_string(port_) + "/";
    request.body = "hello";
    return client.send(request);
  }

  const SelfSigned certificate_{"localhost"};
  std::unique_ptr<Server> server_;
  int port_ = 0;
};

TEST_F(Tls, a_known_authority_is_believed_and_the_connection_kept) {
  ClientOptions options;
  options.ca_file = certificate_.certificate_file();
  Client client(options);
  for (int i = 0; i < 3; ++i) {
    const auto result = post(client, "localhost");
    ASSERT_EQ(result.kind, ClientResult::Kind::answered) << result.error;
    EXPECT_EQ(result.body, "hello");
  }
  EXPECT_EQ(server_->counters().accepted, 1u);
}

TEST_F(Tls, an_unknown_authority_gets_no_byte_of_the_request) {
  Client client;
  EXPECT_EQ(post(client, "localhost").kind, ClientResult::Kind::not_sent);
  EXPECT_EQ(server_->counters().requests, 0u);
}

TEST_F(Tls, a_certificate_for_another_name_gets_no_byte_of_the_request) {
  ClientOptions options;
  options.ca_file = certificate_.certificate_file();
  Client client(options);
  EXPECT_EQ(post(client, "127.0.0.1").kind, ClientResult::Kind::not_sent);
  EXPECT_EQ(server_->counters().requests, 0u);
}

TEST_F(Tls, plain_text_on_the_tls_port_is_dropped) {
  loopback::Socket client = loopback::Socket::connect(port_);
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  client.receive_all();
  EXPECT_EQ(server_->counters().requests, 0u);
}

}  // namespace
}  // namespace baton::net
