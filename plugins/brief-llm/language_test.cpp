// SPDX-License-Identifier: MIT
// A brief in a language its reader did not ask for is taken, or one in the right one is refused.
#include "language.h"

#include <gtest/gtest.h>

namespace baton::brief_llm {
namespace {

struct Sample {
  const char* language;
  const char* text;
};
constexpr Sample kSamples[] = {
    {"en",
     "escalated, the customer waits for an answer. Find out where the parcel is and tell them from when it "
     "is to be expected"},
    {"de",
     "eskaliert, der Kunde wartet auf Antwort. Mit dem Lager klären, wo das Paket ist, und ob es ersetzt "
     "wird"},
    {"es",
     "escalado, el cliente espera una respuesta. Averiguar con el almacén dónde está el paquete y si se "
     "repone"},
    {"fr",
     "escaladé, le client attend une réponse. Voir avec le dépôt où est le colis et dans quel délai il sera "
     "chez le client"},
    {"pt",
     "escalado, o cliente não teve resposta. Ver com o armazém onde está o pacote e se foi enviado ao "
     "cliente pelo correio"},
    {"hi", "ग्राहक उत्तर की प्रतीक्षा कर रहा है। पार्सल कहाँ है, यह पता करें"},
    {"ru", "клиент ждёт ответа, выяснить на складе, где посылка и когда она придёт"},
    {"ja", "お客様は返事を待っています。荷物がどこにあるか確認してください"}};

TEST(Language, a_brief_in_the_right_language_is_refused) {
  for (const Sample& sample : kSamples)
    EXPECT_TRUE(may_be_in(sample.language, sample.text)) << sample.language;
  EXPECT_TRUE(may_be_in("sw", kSamples[0].text)) << "a language that is not known here";
  EXPECT_TRUE(may_be_in("de", "offen")) << "too little to say";
}

TEST(Language, a_brief_in_another_language_is_taken) {
  for (const Sample& wanted : kSamples) {
    for (const Sample& sample : kSamples) {
      const bool same = same_language(wanted.language, sample.language);
      EXPECT_EQ(may_be_in(wanted.language, sample.text), same)
          << sample.language << " for " << wanted.language;
    }
  }
}

TEST(Language, quotes_in_the_original_make_it_another_language) {
  EXPECT_TRUE(may_be_in("de",
                        "Der Kunde schrieb: \"the parcel is not there and has been lost for a week with the "
                        "carrier\"; mit dem Lager klären"));
}

TEST(Language, a_region_makes_another_language) {
  EXPECT_TRUE(same_language("de", "DE-at"));
  EXPECT_TRUE(same_language("pt_BR", "pt"));
  EXPECT_FALSE(same_language("de", "den"));
  EXPECT_FALSE(same_language("", "en"));
}

}  // namespace
}  // namespace baton::brief_llm
