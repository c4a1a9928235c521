// SPDX-License-Identifier: MIT
#include "tests/bench/webhook.h"

#include <openssl/params.h>

#include <array>
#include <cstdio>
#include <stdexcept>

namespace baton::bench {
namespace {

// Questions that no rule hands over at once: what is measured is the ordinary message. A customer stays with one of
// them: another one would be another issue.
constexpr std::array<std::string_view, 8> kTexts = {
    "Hello, I ordered two lamps for the living room last week and the tracking page has not moved since Monday morning. "
    "It still says that the parcel is being prepared in your warehouse. Could you please check where it is and tell me "
    "which day it is going to arrive, because I am away from Thursday on and would have to ask a neighbour to take it in?",
    "Good morning! The invoice for March shows the delivery charge twice, once for each parcel, although both of them "
    "came on the same day with the same van. I think only one of the two is right. Can you have a look and send me a "
    "corrected invoice as a PDF, please? I need it for our book-keeping before the end of the month. Many thanks in advance.",
    "Hi, the blue jacket fits well but the left sleeve has a small hole close to the seam, about the size of a pea. I can "
    "send a photo if that helps. I would rather have the same jacket again than the money back, so please tell me how an "
    "exchange works and whether the size M is still there in blue. If not, dark green would be fine for me as well.",
    "Is it possible to change the delivery address of an order that has not left yet? We are moving on the first of next "
    "month and I gave the old address by mistake. The new one is in the same town, only some streets away. The order "
    "confirmation came about an hour ago, so I hope that I am still early enough for this. Thank you for a short answer.",
    "The app shows an empty page after the last update when I open my orders. I have closed and opened it again and also "
    "started the phone anew, but it stays the same. On the website everything is there as usual. The phone is two years "
    "old and has all its own updates. Is something known about this, or can I do something more to find out what it is?",
    "Hello there, do you also ship to the islands, and what does that cost for a parcel of about eight kilograms? On your "
    "page I only found the prices for the mainland. A friend told me that it takes two or three days longer, which would "
    "be fine for me as long as somebody calls before it is delivered, since the house is not easy to find from the road.",
    "Thanks for the quick help yesterday, the new filter is in and the machine runs again. One more thing: the manual says "
    "that the filter should be changed twice a year, the sticker on the machine says every three months. Which of the two "
    "is right for us? We use it every day for around twenty people, and the water here has a lot of lime in it, I believe.",
    "I would like to add a second person to our contract so that my sister can also sign in and see the appointments. In "
    "the settings there is only a field for one e-mail address. Does that need another contract, or is there a place that "
    "I have overlooked? She has an address of her own and would only need to read, not to change anything in there at all."};

std::string hex_of(const unsigned char* bytes, std::size_t count) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out(2 * count, '0');
  for (std::size_t i = 0; i < count; ++i) {
    out[2 * i] = kDigits[bytes[i] >> 4];
    out[2 * i + 1] = kDigits[bytes[i] & 15];
  }
  return out;
}

}  // namespace

std::string phone_number(std::int64_t customer) {
  char digits[16];
  std::snprintf(digits, sizeof digits, "49151%08lld", static_cast<long long>(customer % 100'000'000));
  return digits;
}

std::string customer_text(std::uint64_t which) { return std::string(kTexts[which % kTexts.size()]); }

Signer::Signer(std::string_view secret) : mac_(EVP_MAC_fetch(nullptr, "HMAC", nullptr)), context_(EVP_MAC_CTX_new(mac_)) {
  char digest[] = "SHA256";
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string("digest", digest, 0), OSSL_PARAM_construct_end()};
  if (EVP_MAC_init(context_, reinterpret_cast<const unsigned char*>(secret.data()), secret.size(), parameters) != 1)
    throw std::runtime_error("HMAC-SHA256 is not there");
}

Signer::~Signer() {
  EVP_MAC_CTX_free(context_);
  EVP_MAC_free(mac_);
}

std::string Signer::hex(std::string_view body) {
  unsigned char digest[32];
  std::size_t length = 0;
  EVP_MAC_init(context_, nullptr, 0, nullptr);
  EVP_MAC_update(context_, reinterpret_cast<const unsigned char*>(body.data()), body.size());
  EVP_MAC_final(context_, digest, &length, sizeof digest);
  return hex_of(digest, length);
}

std::string message_id(Random& random) {
  static constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyz+/";
  std::string id = "wamid.HBgNNDkxNTE";
  for (int word = 0; word < 4; ++word)
    for (auto bits = random.next(), end = bits >> 60; end < 16; bits >>= 6, ++end) id += kLetters[bits & 63];
  while (id.size() < 60) id += kLetters[random.next() & 63];
  return id.substr(0, 60);
}

std::string webhook_body(const WebhookText& what) {
  const auto number = phone_number(what.customer);
  std::string body;
  body.reserve(1200);
  body.append(R"({"object":"whatsapp_business_account","entry":[{"id":")").append(kBusinessAccount);
  body.append(R"(","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550100001","phone_number_id":")");
  body.append(kAccount).append(R"("},"contacts":[{"profile":{"name":"Kim Doe"},"wa_id":")").append(number);
  body.append(R"("}],"messages":[{"from":")").append(number).append(R"(","id":")").append(what.message_id);
  body.append(R"(","timestamp":")").append(std::to_string(what.unix_s)).append(R"(","text":{"body":")").append(what.text);
  body.append(R"("},"type":"text"}]},"field":"messages"}]}]})");
  return body;
}

}  // namespace baton::bench
