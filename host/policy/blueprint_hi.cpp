// SPDX-License-Identifier: MIT
// blueprint_hi.cpp - Hindi, in Devanagari and as it is typed in Latin letters.
#include "host/policy/blueprint.h"

namespace baton::policy {

const BlueprintLanguage& blueprint_hi() {
  static const BlueprintLanguage language{
      .language = "hi",
      .lists = {{"no", "नहीं|मत|ना|nahi|nahin|mat|na"},
                {"contract", "खाता|अकाउंट|सदस्यता|प्लान|सेवा|account|khata|subscription|plan|service|sim|connection"}},
      .signals =
          {
              {"data_protection",
               {"(निजी|व्यक्तिगत) (डेटा|जानकारी)", "(डेटा|जानकारी) ... (हटा*|मिटा*|डिलीट)",
                "mera data ... (delete|hatao|hatana|mita)", "personal data ... (delete|hatao|chahiye)"}},
              {"legal_action",
               {"(वकील|मुकदमा|अदालत|कोर्ट|उपभोक्ता फोरम|कानूनी)",
                "(vakil|vakeel|mukadma|adalat|consumer court|consumer forum|kanooni|legal notice)"}},
              {"account_security",
               {"(हैक|धोखाधड़ी|फ्रॉड|ठगी)", "(hack ho gaya|dhokha|dhokhadhadi|fraud hua|fraud ho gaya|thagi)",
                "(कार्ड|फोन|मोबाइल) ... (चोरी|खो गया|गुम)", "(card|phone|mobile) ... (chori|kho gaya|gum ho gaya)",
                "(पैसे|paise) ... (बिना मेरी|bina meri) ... "}},
              {"fault",
               {"काम नहीं कर [रहा|रही|रहे]", "(kaam|kam) (nahi|nahin) kar [raha|rahi|rahe|rha|rhi]",
                "(nahi|nahin) (chal|khul) (raha|rahi|rha|rhi)", "नहीं (चल|खुल) (रहा|रही)",
                "(एरर|error) (आ|aa|दिखा|dikha)", "(बंद|band) (हो|ho) (जाता|jata|गया|gaya)"}},
              {"charge_dispute",
               {"(दो बार|do baar|do bar|double) ... (कट|कटे|काट|पैसे|kat|kate|kaat|charge|paise)",
                "(paise|पैसे) ... (do baar|do bar|दो बार|zyada|ज़्यादा|ज्यादा|galat|गलत) ... ",
                "(गलत|galat) (बिल|bill|charge|चार्ज|रकम)", "(bill|बिल) ... (galat|गलत)"}},
              {"refund",
               {"(रिफंड|refund)", "(पैसे|paise|paisa|पैसा) (वापस|wapas|vapas|vaapas)",
                "(मेरे|mere) (पैसे|paise) ... (वापस|wapas|vapas)"}},
              {"cancels",
               {"{contract} ... (बंद|रद्द|कैंसिल|band|cancel|radd) (कर*|kar*|करना|करो|करें)",
                "(cancel|band|बंद|रद्द|कैंसिल) (kar|kr|karna|karo|करना|करो|करें|कर) ... (chahta|chahti|hai|hun|"
                "चाहता|चाहती|है|दो|do)"},
               {"{contract} ... (मत|mat) (बंद|band|cancel)", "(क्यों|kyon|kyu|kyun) ... (बंद|band)"}},
              {"too_expensive", {"(बहुत|bahut|bohot) (महंगा|महंगी|महंगे|mehenga|mahanga|mehanga|mehngi)"}},
              {"switching", {"(दूसरी|dusri|doosri) (कंपनी|company|बैंक)"}},
              {"goes_public",
               {"(सोशल मीडिया|अखबार|पत्रकार|मीडिया) ",
                "(social media|twitter|facebook|media|akhbar) (pe|par|mein|me) (daal*|dal*|post|likh*|share)"}},
              {"frustration",
               {"(घटिया|बकवास|बेकार|शर्मनाक|बर्दाश्त|तंग आ|परेशान हो|थक गया|थक गई|गुस्सा)",
                "(ghatiya|bakwas|bakwaas|bekar|bekaar|sharmnaak|bardasht|tang aa|pareshan ho|thak gaya|thak gayi|"
                "gussa|wahiyat)",
                "(सबसे|sabse) (खराब|घटिया|kharab|ghatiya|bekar)",
                "(कोई|koi) ... (जवाब|मदद|jawab|madad|sunta|sun) ... (नहीं|nahi|nahin)",
                "(समय|time|samay) (बर्बाद|barbad|waste)", "(तीसरी|चौथी|पांचवीं|teesri|chauthi|panchvi) (बार|baar)"}},
              {"complaint", {"(शिकायत|shikayat|shikayt|complaint)"}},
              {"abuse", {"(बेवकूफ|गधे|चोर|लुटेरे|bewakoof|gadhe|chor ho|lutere|nikamme|निकम्मे)"}},
              {"service_failure",
               {"(सामान|पार्सल|ऑर्डर|बैग) ... (खो गया|टूटा|नहीं आया|नहीं मिला|खराब)",
                "(saman|parcel|order|bag|package) ... (kho gaya|toota|tuta|nahi aaya|nahi mila|nahin mila|kharab)"}},
              {"profanity", {"(साला|साले|कमीने|हरामी|sala|saale|kamine|harami|chutiya|madarchod|bhenchod|bc|mc)"}},
              {"threat_to_persons",
               {"(मार|जान से मार|maar|jaan se maar|mar) (दूंगा|डालूंगा|dunga|daalunga|dalunga|doonga)",
                "(जला|jala) (दूंगा|dunga)"}},
              {"no_help",
               {"(मदद|फायदा|madad|fayda) (नहीं|nahi|nahin)", "(समझ|samajh) (नहीं|nahi|nahin) (रहे|रहा|rahe|raha|aa)",
                "(पहले ही|already|pehle hi) ... (किया|बताया|kiya|bataya|kar chuka|bol chuka)",
                "(अभी भी|abhi bhi) ... (नहीं|nahi|nahin|same|wahi|वही)"}},
              {"all_affected",
               {"(सभी|सब|sabhi|sab) (यूज़र|ग्राहक|कर्मचारी|users|customers|log)",
                "(पूरी|poori|puri) (कंपनी|company|office|team)"}},
          },
  };
  return language;
}

}  // namespace baton::policy
