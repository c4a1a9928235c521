// SPDX-License-Identifier: MIT
// TLS both ways: the server with a certificate of its own, the client that believes only authorities it was
// given.
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "host/net/client.h"
#include "host/net/loopback.h"
#include "host/net/server.h"

namespace baton::net {
namespace {

// A self-signed certificate for localhost in a folder of its own.
class Tls : public testing::Test {
 protected:
  void SetUp() override {
    std::string folder = testing::TempDir() + "baton-tls-XXXXXX";
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    folder_ = folder;
    key_ = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key_);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"),
                               -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_EXTENSION* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost");
    X509_add_ext(certificate, names, -1);
    X509_EXTENSION_free(names);
    X509_sign(certificate, key_, EVP_sha256());
    std::FILE* file = std::fopen(certificate_file().c_str(), "w");
    PEM_write_X509(file, certificate);
    std::fclose(file);
    file = std::fopen(key_file().c_str(), "w");
    PEM_write_PrivateKey(file, key_, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    X509_free(certificate);
    ServerOptions options;
    options.tls_certificate_file = certificate_file();
    options.tls_key_file = key_file();
    server_ = std::make_unique<Server>(options);
    server_->route("POST", "/", [](Request&& request, const Responder& responder) {
      responder.send({200, request.body, "text/plain", {}});
    });
    port_ = server_->start();
  }
  void TearDown() override {
    server_.reset();
    EVP_PKEY_free(key_);
    std::remove(certificate_file().c_str());
    std::remove(key_file().c_str());
    ::rmdir(folder_.c_str());
  }
  std::string certificate_file() const { return folder_ + "/cert.pem"; }
  std::string key_file() const { return folder_ + "/key.pem"; }
  ClientResult post(Client& client, const std::string& host) const {
    ClientRequest request;
    request.method = "POST";
    request.url = "https://" + host + ":" + std::to_string(port_) + "/";
    request.body = "hello";
    return client.send(request);
  }

  std::string folder_;
  EVP_PKEY* key_ = nullptr;
  std::unique_ptr<Server> server_;
  int port_ = 0;
};

TEST_F(Tls, a_known_authority_is_believed_and_the_connection_kept) {
  ClientOptions options;
  options.ca_file = certificate_file();
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
  options.ca_file = certificate_file();
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
