// SPDX-License-Identifier: MIT
// blueprint_en.cpp - English.
#include "host/policy/blueprint.h"
#include "host/policy/blueprint_en_payments.h"

namespace baton::policy {
namespace {

std::vector<SignalWords> data_and_law() {
  return {
      {"data_protection",
       {"gdpr", "ccpa", "dsgvo", "hipaa", "data (protection|privacy)",
        "privacy (policy|rights|request|law|laws|officer)",
        "(delete|erase|remove|erasure of|deletion of) ... (personal|my|our) (data|information|details|records)",
        "(copy|access to|export|disclosure) ... (personal|my|our) (data|information|records)",
        "(subject access|data subject|data access|access) request",
        "right to (be forgotten|erasure|access|object|rectification)",
        "(personal data|data) ... (concerning me|about me|you (hold|have|store|process))",
        "(withdraw|revoke|withdrawing|revoking) ... consent", "(object|objection) to ... (processing|use) ... data",
        "processing of (my|our|personal) data", "data breach", "supervisory authority",
        "what (data|information|personal data) ... (hold|have|store|keep) ... (about|on) me"}},
      {"legal_action",
       {"(lawyer|lawyers|attorney|solicitor|lawsuit|barrister)", "(sue|suing) (you|your|the|them)",
        "legal (action|proceedings|advice|team|department|counsel)", "take you to court", "small claims",
        "(ombudsman|regulator|consumer protection|trading standards|watchdog)", "cease and desist",
        "(breach of|violat*) ... (contract|law|regulation|regulations|agreement)",
        "(it is|its|thats|this is|that is) illegal", "(court order|subpoena|class action)"}},
  };
}

std::vector<SignalWords> security() {
  return {
      {"account_security",
       {"(hack|hacked|hacker|hackers|hacking)",
        "(compromised|compromise of)",
        "security (breach|incident|hole)",
        "identity (theft|stolen)",
        "stole my identity",
        "(fraud*|fraudelent|scam|scammed|scammer|phishing|phished)",
        "(unauthori*|unauthoris*) ... (charge|charges|payment|payments|transaction|transactions|access|login|"
        "purchase|withdrawal|withdrawals|withdraw|debit|use|activity|spending)",
        "!{no} (someone|somebody|anyone|anybody|person|people|thief|they) ... (used|using|uses|accessed|has|have|"
        "got|stole|took|cloned|copied) ... my [debit|credit|bank|visa|own] (card|account|phone|identity|details|"
        "password|info|information|wallet|pin|number|money)",
        "(dont|didnt|do not|did not|cannot|cant|not) (recogni*|remember) ... (charge|charges|payment|payments|"
        "transaction|transactions|withdrawal|withdrawals|debit|purchase|purchases|direct debit|merchant|it|this)",
        "(payment|payments|charge|charges|transaction|transactions|withdrawal|withdrawals|debit|purchase|"
        "purchases|money|cash|card payment) ... (i|we) ... (didnt|did not|never|dont|havent|have not|wasnt) (make|"
        "made|do|did|done|authori*|authoris*|recogni*|approve|approved|take|withdraw|set|sign|request|requested)",
        "(i|we) (didnt|did not|never|havent|have not|dont think i) (make|made|do|did|authori*|authoris*|approve|"
        "approved|take|took|withdraw|withdrew|set up|request) ... (charge|payment|transaction|withdrawal|debit|"
        "purchase|cash|money|that|this|it)",
        "(wasnt|was not|isnt|is not|not) (me|mine|made by me|done by me|from me)",
        "(lost|misplaced|missing|stolen|robbed|mugged|stole) ... (card|phone|wallet|purse|handbag|mobile|device)",
        "(card|phone|wallet|purse|bag|mobile|cards|device|cell phone) ... (is|was|were|been|got|gone|"
        "has) ... (lost|stolen|missing|taken|misplaced|robbed)",
        "(cant|cannot|can not|couldnt) (find|locate) my ... (card|phone|wallet|purse)",
        "(lost|stolen) (or stolen|or lost)",
        "suspicious (activity|charge|charges|transaction|transactions|login|payment|purchase|activities)",
        "(strange|weird|odd|unknown|unfamiliar|unrecogni*|mysterious) ... (charge|charges|transaction|"
        "transactions|payment|payments|withdrawal|withdrawals|purchase|purchases|debit|activity|login)",
        "(report|reporting) ... (fraud|fraudulent|stolen|lost|theft|scam|suspicious)",
        "(left|forgot) my (card|phone|wallet|purse) (at|in|on)",
        "(robbed|mugged|pickpocketed)",
        "my (card|phone|wallet) disappeared",
        "(fradulent|fraudulant|unathori*|unauthroi*)",
        "illegal (charge|transaction|payment)",
        "(unfamiliar|questionable|dodgy) ... (charge|transaction|transactions|merchant|payment|payments|seller)",
        "(someone|somebody|anyone) (i dont know|besides me|other than me|else) ... (used|made|ordered|using|has|"
        "with my card)",
        "what is (this|that) (direct debit|withdrawal|cash withdrawal)",
        "(says|shows|showing|show) ... i (withdrew|took out|took|withdrawn|made)",
        "(i|we) (didnt|did not) (withdraw|get|make|do) ... (app|account|statement)",
        "(card|phone|wallet|purse) ... (got|get|been) stolen",
        "(stole|lost) it",
        "forgot where i put it",
        "direct debit ... (strange|unknown|weird|dont know|not know|not understand|not recognise|not recognize)",
        "!{no} (freeze|block|lock) my (card|account|cards)",
        "!{no} (card|account) ... security"},
       {"no longer (lost|missing)", "found ... (lost|stolen|missing)",
        "(replac*|how long|timeline|time|activate) ... (lost|stolen)",
        "remember ... (pin|password|passcode|code|name|number)", "3d secure", "security code",
        "(not|isnt|is not|wasnt) (arrived|come|received)", "card ... (lost|stolen|missing) in [the] (mail|post)",
        "(find|finding|locate|locating|where) ... my [lost|missing] phone", "if ... (lost|stolen)", "get lost",
        "lost in the (mail|post)", "lost in (mail|post)",
        "(anti|against) (fraud|phishing)", "fraud (protection|prevention|alert|department)"}},
      {"policy_exception",
       {"(waive|waiver|waived|waiving) ... (policy|requirement|rule|rules|deposit|contract|notice|condition|"
        "conditions|deadline|term|terms|verification)",
        "(make|making|made|grant|ask for|request) ... (exception|exemption|exceptions)", "{no} eligible",
        "(am|are|is) (i|we|he|she) ... eligible", "(eligibility|exempt from|exemption)",
        "(permission|authorization|authorisation|approval) ... (to|for|from) ... (manager|supervisor|compliance|"
        "legal)",
        "(need|get|give|grant|request) ... permission"}},
  };
}

std::vector<SignalWords> technical() {
  return {
      {"fault",
       {"(cant|cannot|can not|unable to|not able to|couldnt|wont let me) (use|make|do|accept) ... (card|"
        "contactless|transactions|transaction|purchases|payments|app|account)",
        "(isnt|arent|is not|are not|hasnt been|not been) [been] working",
        "(doesnt|does not|wont|dont|isnt going to) [seem to|want to] [be] (work|working|function|functioning)",
        "non functional",
        "(cant|cannot|unable to|wont) get ... to work",
        "why (isnt|wont|doesnt|is) ... {thing} ... (working|work|rejected|not)",
        "(problem|problems|issue|issues|trouble) (with|using) ... {thing}",
        "wont ... {thing} ... work",
        "{thing} (was|is|got|getting|keeps getting) (rejected)",
        "{thing} ... {broken}",
        "{broken} ... {thing}",
        "(error|errors) (message|messages|code|codes|#|when|while|on|in)",
        "(getting|get|got|throws|throwing|shows|showing|see|seeing|says|gives|giving|keeps giving) ... (error|"
        "errors|exception)",
        "(app|application|website|site|page|software|system|program|screen|portal|dashboard) ... (crash*|freez*|"
        "frozen|hang|hangs|hung|blank|stuck|slow|wont load|loading|lags|lagging|glitch*|down|buggy)",
        "(crashes|crashing|crashed|bug|bugs|buggy|glitch|glitchy|glitching)",
        "(wont|will not|doesnt|does not|cant|cannot|didnt|couldnt|unable to|not able to|can not) (log in|login|"
        "sign in|load|connect|sync|synchroni*|boot|install|start up|turn on|open the app|log on|update the app|"
        "upload|download)",
        "(broken|faulty|malfunction*|defective) (app|software|website|link|page|machine|reader|printer|router|"
        "modem|device|laptop|computer|phone|screen|system|server|card reader)",
        "my (software|computer|laptop|router|modem|internet|wifi|server|printer) ... (broken|not working|"
        "isnt working|stopped|problem|issue|down|slow|crash*)",
        "technical (problem|issue|fault|difficulty|difficulties|error|support|help)",
        "(stopped|stop|quit) working"},
       {"not working (hours|days|day|hour)", "{no} (error|errors|bug|bugs)", "(by|in) error", "human error"}},
      {"integration",
       {"api [key|call|request|endpoint|token|keys|calls]",
        "(webhook|webhooks|sdk|oauth|sso|saml|single sign on|endpoint|endpoints|ldap|scim)",
        "(integrat*) ... (with|into|to|our|your|stopped|fails|setup|broken)", "(our|your|the|my) integration",
        "(apple pay|google pay|samsung pay)", "(configure|configuration|configuring|misconfigured)",
        "(dns|firewall|proxy|ssl certificate|tls|vpn|ip whitelist|whitelist) ", "(csv|data|bulk) (import|export)",
        "(sync|synchroni*|pair) ... (device|devices|with|account|calendar|phone)",
        "(upgrade|update|updating|install|installing|installation) ... (software|firmware|version|driver|app)",
        "software (update|upgrade|version|installation)"},
       {"api* pay"}},
      {"investigation",
       {"(logs|log file|stack trace|stacktrace|trace id|request id|debug|debugging|root cause|back end|backend|"
        "database)",
        "(server|servers) ... (status|down|running|maintenance|up|offline|working|issue|issues|outage)",
        "(status|state) of ... (server|servers|service|system)", "(error|status) [code] #", "latency", "timeout",
        "timed out"}},
  };
}

std::vector<SignalWords> severity() {
  return {
      {"outage",
       {"(production|prod|everything|whole system|entire system|whole site|all systems|service|site|platform) (is|"
        "are|has been|went|gone|goes) ... (down|offline|unavailable|unreachable)",
        "(outage|downtime|system down|systems down|production down)",
        "(complete|total|full) (outage|failure|standstill)", "mission critical",
        "business [is] (stopped|at a standstill|critical)"},
       {"(no|any|planned|next) (outage|downtime)"}},
      {"many_affected",
       {"(several|many|some|multiple|a few|ten|dozens of|hundreds of) [of our] (users|colleagues|customers|people|"
        "employees|agents|teams|sites|locations)",
        "(our|my) (team|department|colleagues|users|customers|staff) (is|are|cant|cannot|can not|cant)"}},
      {"all_affected",
       {"(all|none|every one|everyone|everybody|nobody) (of|in|on) (us|our|my|the) ...",
        "(all|every) (our|of our|the) (users|customers|employees|sites|stores|accounts|agents)", "all users",
        "(nobody|no one|noone) can",
        "(everyone|everybody) (is|has|in|at) ... (affected|blocked|locked|down|stuck|unable|same)",
        "(whole|entire) (company|organi*|team|office|department|business|site|platform)", "company wide"}},
      {"has_workaround",
       {"!{no} (workaround|work around)", "(can|could|able to) ... (in the meantime|meanwhile|instead|for now)",
        "(for now|in the meantime|meanwhile) (we|i) (use|can|are using|am using|do)"}},
      {"no_workaround",
       {"{no} (workaround|work around)", "{no} other way", "(completely|totally|fully) (blocked|stuck|unusable)",
        "(cant|cannot|can not|unable to) (work|do anything|operate|trade|sell|ship)"}},
  };
}

std::vector<SignalWords> disputes() {
  return {
      {"charge_dispute",
       {"(charged|billed|debited|paid|deducted|charging|billing|deduct|debit|charge|bill) ... (twice|two times|"
        "2 times|double|three times|3 times|multiple times|again|extra|wrong*|incorrect*|too much|more than once|"
        "a second time)",
        "(double|duplicate|duplicated|repeated|extra|wrong|incorrect|additional|erroneous|unexpected|hidden|"
        "random|weird|strange|unknown|surprise) ... (charge|charges|charged|payment|payments|billing|bill|fee|"
        "fees|invoice|transaction|transactions|debit|deduction)",
        "(charge|charges|payment|payments|fee|transaction|purchase|pound|dollar|euro|amount|#) ... (twice|"
        "two times|double|doubled|duplicated|duplicate|showing up twice|shows twice|multiple times)",
        "(dispute|disputing|contest|contesting|challenge|charge back|chargeback|chargebacks|reverse) ... (charge|"
        "charges|payment|transaction|bill|invoice|fee|fees|amount|it|this|purchase)",
        "(chargeback|charge back|chargebacks)",
        "(dispute|disputed)",
        "(invoice|bill|statement|amount|total|charge|balance|price|fee|exchange rate|rate|conversion|sum) ... (is|"
        "was|are|were|be|seems|looks|look|seem|been) ... (wrong|incorrect|too high|higher|too much|off|not right|"
        "not correct|inaccurate|unfair|bad|terrible|awful)",
        "(wrong|incorrect|bad|terrible|unfair|different|inaccurate) [amount] ... (exchange rate|rate|rates|amount|"
        "amount of cash|amount of money|conversion|total|price)",
        "(exchange rate|rate|rates|conversion) ... (applied|used|charged|got|gave|given|for my) ... (wrong|"
        "incorrect|bad|not right|not correct|higher|unfair|off)",
        "(got|received|gave|given|dispensed|withdrew|withdrawn|gotten|giving|returned|give) ... (less|more|fewer|"
        "different|not the right|short)",
        "(less|different|fewer|wrong) (cash|money|amount|currency) ... (than|from)",
        "(atm|machine|cash machine) ... (gave|dispensed|only gave|didnt give|shortchanged|short changed|"
        "only dispensed|gave me|give me was|only paid)",
        "(didnt|did not|havent|have not|wasnt|never) ... (right|correct|full|entire|all the|all of the|"
        "proper) ... (amount|cash|money|rate|exchange rate)",
        "(amount|cash) ... (wasnt|was not|isnt|is not|not|different|doesnt match|does not match|"
        "didnt match) ... (right|correct|full|same|requested|than|from|what|amount)",
        "only (got|received|gave|get|dispensed|paid|some of the) ... ",
        "(got|go|get|gave|give) ... when i (should|wanted|asked|requested)",
        "(some|the|my) (cash|money) ... (missing|short)",
        "so little (money|currency|cash)",
        "cash ... (didnt|did not) get",
        "(exchange rate|rate|rates) ... (so|too|very|really|wrong|different|isnt right|not right|wasnt right|"
        "right|correct|unhappy|fair)",
        "(question|unhappy|problem|issue|error|mistake|disagree) ... (exchange rate|rate|rates|conversion)",
        "(repeat|repeated|multiple|several) ... (charge|charges|transaction|transactions|payment|payments)",
        "(same) (transaction|payment|charge|purchase|item) ... (more than once|twice|again|multiple|two|times)",
        "(made|paid|went through|showing) ... (two time|two times|twice|more than once)",
        "(charge|fee|payment) ... (shouldnt|should not|shouldve) ...",
        "(added|hidden|unexplained|random) (fee|charge)",
        "owe me ... (money|euro|euros|dollars|pounds|#)",
        "(charged|charge) insanely",
        "such a high (charge|fee)",
        "(received|got|get|given|gave me) ... (less|wrong amount|incorrect amount|not enough|only|half)",
        "(overcharged|over charged|overbilled|double billed|double charged|shortchanged|ripped off|rip off)",
        "(didnt|did not|never|not|wasnt|havent) (order|ordered|subscribe|subscribed|sign up|signed up|agree|"
        "agreed|buy|bought) ... ",
        "billing (error|issue|problem|mistake|dispute|discrepancy)",
        "(a|an|there is|theres|see|extra|what is|whats|why) ... (pound|dollar|euro|1|one) (charge|"
        "fee) ... (statement|account|card|app|there)",
        "(charge|fee|pound|dollar) ... (on|in) my (statement|bill|account)",
        "extra (pound|dollar|euro|money|fee|charge|charges|1|one|#)"},
       {"(is there|are there|any|do|does|will|would|if|can) ... (extra|additional|hidden) (fee|fees|charge|charges)",
        "(charge|charged|pay) extra", "wrong (account|person|number|recipient|place|details|address)",
        "(wrong|incorrect) ... account", "(reverse|cancel) (a|the|my|this) (transaction|transfer|payment)",
        "what (is|are) ... (rate|rates|exchange rate|exchange rates)", "(rates|rate) ... (good|best|today|current)",
        "(spending|spend|spent|save|saving|transfer|send) (more|less) ...",
        "(different|multiple|several) (currencies|currency|countries|ways)",
        "(when|will|do|if) (will|i|be|you) ... (charged|billed)",
        "charge (my|the|this|a) (phone|battery|device|laptop|tablet)"}},
  };
}

std::vector<SignalWords> prices() {
  return {
      {"refund",
       {"(refund|refunds|refunded|refunding|reimburse*|reimburs*|money back|my money returned|give me back|"
        "compensat*)",
        "(want|need|get|give|have) ... (money|cash|payment|funds|purchase) (back|returned|refunded)",
        "(return|returned|returning) ... (money|payment|funds)"},
       {"tax refund", "refund policy for taxes"}},
      {"fee_question",
       {"(see|saw|showing|shows|noticed|notice|there was|have|has|had) (a|an|the|some) [small|extra|added] (fee|"
        "charge|surcharge)",
        "(fee|fees) (have|has|went|gone|are) (increased|up|higher|gone up)", "(fee|fees) (associated|listed)",
        "(why|wrong|what happened|going on|whats up) ... (interest rate|interest rates|interests)",
        "(interests|interest) ... (higher|lower|smaller|charged|increased|changed|rate|rates)",
        "(resulted in|led to) a charge", "what (does|is|was) (the|this|that) ... (fee|charge)", "pay extra",
        "why ... (added|extra) (fee|charge)",
        "(why|what|how|explain|reason|whats|how come|was|been|got|were|did) ... (charged|charge|charging|fee|"
        "fees) ... (for|to|on|when|a|an|me|my|extra|using) ...",
        "(charged|charging) ... (fee|fees|for|extra|me)",
        "(fee|fees|charge|charges|surcharge|commission) ... (taken|deducted|applied|added|charged|withdrawn|on my|"
        "for my|for this|for that|come from|unexpected)",
        "(took|taken|deducted|taking|pay|paying|paid) ... (fee|fees|commission|surcharge)",
        "(late|overdraft|annual|monthly|cancellation|transfer|withdrawal|atm|service) fee",
        "(interest|fees|fee) ... (charged|too high|high|waive|waived|remove|removed|reduce)",
        "(waive|remove|reverse) ... (fee|fees|charge|charges|interest|penalty)"},
       {"!(why|how come|reason|explain) (is|are|do|does|if|can|could) (there|it|i|you|we|they) ... (fee|fees|"
        "charge|charges)",
        "(will|would|should|could|can|if) (there|it|i|you|we|they) ... (fee|fees|charge|charges|charged)",
        "what ... (fee|fees|charges) ... (will|to expect|expect|is there|do i|would)",
        "(do|does|will|would) (you|they) charge ... (fee|fees)", "to be charged", "most recent charges",
        "(fee|fees|charges) (for|with) ... (flight|flights|delta|bags|baggage)",
        "how much (is|are|does|do|will|would) ... (fee|fees|cost|charge)",
        "(any|no|without|free of) (fee|fees|charge|charges|additional fees|extra fees)",
        "what (is|are) the (fee|fees|charge|charges)", "what (fee|fees|charges) (are|is|do|will)",
        "(international|foreign|transaction) ... fees"}},
      {"pricing",
       {"(quote|quotation|pricing|price list|volume discount|discount|discounts|promo code|promotion|promotions|"
        "coupon|special offer|better deal|enterprise plan|annual plan|premium plan)",
        "(upgrade|upgrading) ... (plan|service|account|subscription|package|tier|seats|licence|license|internet|"
        "data)",
        "(buy|purchase|add|order|get) ... (seats|licences|licenses|users to our|more users)",
        "(increase|raise|higher|change|boost|extend|up|lift|bump|expand|raised|increased) ... (credit limit|"
        "line of credit|limit on my|credit line|card limit|limit for my|available credit|limit of my|my credit|"
        "my limit)",
        "(higher|bigger|larger|new credit|increased) limit",
        "(credit limit|limit|credit) ... (go up|be increased|increased to|raised|upped|be raised)",
        "more (spending|credit) on my",
        "(credit limit|credit line|line of credit) ... (increase*|raise*|higher|upped|extend*|change*)",
        "(talk to|contact|speak to|speak with) sales",
        "how much (is|does|would|will) ... (plan|subscription|licence|license|seat|upgrade|premium|enterprise)"},
       {"stock (quote|price)", "insurance quote", "price of (gas|gasoline|food)",
        "(daily|weekly|spending|withdrawal|top up) limit"}},
      {"promise_broken",
       {"(you|your colleague|your agent|they|he|she|support|someone) (promised|guaranteed|assured|agreed|"
        "said i would|told me i would|said you would|told me you would)",
        "(was|were|been) (promised|told|assured|guaranteed) ... (refund|credit|discount|call|would|by|replacement|"
        "free)",
        "(special|manager) approval", "(as|like) [you] (promised|agreed)"}},
  };
}

std::vector<SignalWords> retention() {
  return {
      {"cancels",
       {"!{no} (cancel|cancelling|canceling|terminate|terminating|close|closing|end|ending|delete|deleting|"
        "deactivate|deactivating|shut down|discontinue|stop|quit|get rid of|remove) ... (my|our|the|this|an|"
        "your) ... {contract}",
        "(cancel|terminate|discontinue|stop|end) [the|your|my|this|our] (service|subscription|contract|membership|"
        "plan|account|renewal|policy)",
        "(cancellation|termination|closure) of ... {contract}",
        "(account|contract|subscription|membership) (cancellation|termination|closure)",
        "(want|need|like|wish|have|decided|going|ready|how do i|how to|how can i|can i) ... (cancel|terminate|"
        "leave|quit|close|delete) ... (subscription|account|contract|service|membership|you|your service|"
        "your bank|everything)",
        "(dont|do not|not) (want|wish|need) ... {contract} ... (anymore|any more|any longer)",
        "(dont|do not|no longer) (want|wish|need) [to have|to keep] [my|this|the|your|an|a] {contract}",
        "(not|dont|wont|will not|do not) (renew|renewing|want to renew|be renewing)",
        "(unsubscribe|opt out of my plan|end my relationship)",
        "(leave|leaving|done with|finished with|through with) (you|your company|your bank|your service|this bank|"
        "this company|this service)",
        "{contract} ... (cancelled|canceled|terminated|closed|deleted|shut down|deactivated)",
        "(done|finished) [with] (this|your) (service|bank|app|company|provider)",
        "no longer (wish to be|interested in being|a customer)", "finishing up with (this|my|the) account"},
       {"(dont|do not|not|never|didnt|did not) ... (cancel|close|terminate)",
        "(transfer|payment|order|reservation|appointment|booking|transaction|flight|meeting|alarm|reminder|"
        "request|top up|subscription email*|delivery|timer) ",
        "(why|who|how come) ... (closed|cancelled|canceled|terminated|blocked)", "(close|end) (to|of) ",
        "account (number|balance|statement)"}},
      {"too_expensive",
       {"too (expensive|pricey|costly|dear)", "(cant|cannot|can not|couldnt|no longer|not) afford",
        "(price|prices|cost|costs|fees|fee) (is|are|have become|has become|went|gone|got) ... (too high|"
        "ridiculous|outrageous|through the roof|unreasonable|excessive|insane)",
        "(cheaper|better price|better deal) ... (elsewhere|competitor|another|other)",
        "(not|isnt) worth (the|it|my) (money|price|cost)", "price (hike|increase|rise)"},
       {"too (expensive|pricey) (restaurant|hotel|flight)"}},
      {"switching",
       {"(switch|switching|move|moving|going|change|changing|migrate|migrating|transfer my business) ... (to|"
        "over to) [a] [another|other|different|your] (competitor|provider|supplier|bank|carrier|vendor|company|"
        "platform|service)",
        "(another|a different|other|new) (provider|bank|supplier|carrier|vendor|company)",
        "(your|the) (competitor|competitors|competition)", "(take|taking) my (business|money|custom) elsewhere",
        "(go|going|look|looking) (somewhere else|elsewhere)"},
       {"(transfer|money|payment|funds|account) ... (another|different|other|new) bank",
        "(another|different|other|new) bank ... (transfer|account|card)",
        "from (another|a different|my other|other) bank", "(top up|add|send|receive) ... bank"}},
  };
}

std::vector<SignalWords> feelings() {
  return {
      {"goes_public",
       {"(post|posting|tweet|tweeting|share|sharing|write|put|complain|tell everyone) ... (on|to) ... (twitter|"
        "facebook|instagram|tiktok|reddit|linkedin|youtube|social media|trustpilot|google|yelp|review site|"
        "the press|internet|forums)",
        "(trustpilot|better business bureau|bbb|consumer reports)",
        "(leave|write|post|give|leaving|writing|posting) ... (bad|negative|terrible|one star|1 star|"
        "honest) (review|reviews|rating)",
        "(journalist|newspaper|reporter|the press|the media|news station|go public|going public|go viral)",
        "(tell|telling) (everyone|everybody|the world|all my friends)"},
       {"press the", "the press of"}},
      {"frustration",
       {"(unacceptable|outrageous|disgusting|disgraceful|appalling|ridiculous|pathetic|horrible|horrendous|"
        "atrocious|infuriating|shameful|incompetent|incompetence|laughable)",
        "(fed up|sick of|sick and tired|had enough|enough is enough|at my wits end|last straw|lost patience|"
        "losing patience|run out of patience|out of patience)",
        "(worst|terrible|awful|horrible|abysmal|lousy) (service|support|customer service|experience|company|bank|"
        "app|ever|customer support|treatment|communication)",
        "(so|very|extremely|really|beyond|absolutely|incredibly|totally) (frustrated|frustrating|angry|furious|"
        "disappointed|upset|annoyed|annoying|mad|unhappy|dissatisfied)",
        "(furious|livid|enraged|outraged)", "(waste|wasting|wasted) [of] [my] time",
        "(third|fourth|fifth|3rd|4th|5th|tenth|10th|hundredth) time (i|we|im|ive|that|this)",
        "(nobody|no one|noone) (helps|helped|answers|answered|cares|responds|responded|replies|replied|listens)",
        "how many times (do i have|must i|do i need|have i)",
        "(still|been) waiting ... (weeks|days|months|hours) ... (no|nothing|nobody|without)",
        "(what is|whats) wrong with you",
        "you (people|guys) are ... (useless|incompetent|terrible|joke|crooks|thieves|liars)"},
       {"{no} ... (ridiculous|unacceptable|angry)"}},
      {"complaint",
       {"(make|file|filing|lodge|raise|submit|formal|official|register) ... (complaint|grievance)",
        "(complaint|complaints) (about|against|department|team|procedure|form)", "(want|like|need) to complain",
        "(i am|im|i) (complaining|complain)"}},
      {"abuse",
       {"you ... (idiot|idiots|moron|morons|stupid|imbecile|imbeciles|scum|bastards|assholes|clowns|crooks|"
        "thieves|liars|useless)",
        "(idiots|morons|imbeciles|scumbags)", "(fuck|screw) you", "go to hell"}},
      {"service_failure",
       {"(lost|missing|damaged|broken|misplaced|delayed) ... (luggage|suitcase|suitcases|bag|bags|baggage|parcel|"
        "package|delivery|shipment|order)",
        "(luggage|suitcase|suitcases|baggage|bags|parcel|package|delivery|shipment) ... (lost|missing|damaged|"
        "broken|misplaced|never arrived|never came|gone|disappeared|not arrived|didnt arrive|hasnt arrived)",
        "(never|not) (received|got|arrived|delivered) ... (order|parcel|package|delivery)",
        "(cant|cannot|couldnt|where is|wheres|where are|find|locate|no sign of|waiting for|wait for|stole|"
        "misplaced|miss placed|look for|looking for) my ... (luggage|suitcase|suitcases|baggage|bags)",
        "(luggage|suitcase|baggage|bags) (isnt|is not|arent|not here|is stolen|didnt make it|is missing|wasnt)",
        "(airline|airport|they) (lost|misplaced|damaged) my"}},
  };
}

std::vector<SignalWords> conduct() {
  return {
      {"names_document",
       {"(passport|drivers license|drivers licence|driving licence|driving license|id card|identity card|"
        "national id|birth certificate|social security card|residence permit)",
        "(photo|picture|scan|copy|screenshot|image|pic) of my (id|card|credit card|debit card|bank card|license|"
        "licence)"},
       {"passport ... (delivery|service|office|appointment|renewal)"}},
      {"asks_for_data",
       {"!{dont} (send|give|tell|share|provide|type|enter|reply with|confirm|need|want|whats|what is|text|write|"
        "submit|state) ... {secret}",
        "{secret} (please|pls)",
        "(photo|picture|scan|copy) of (your|the) (passport|id|id card|card|credit card|driving licence|"
        "drivers license|licence|license)"},
       {"{dont} ... {secret}", "(through|via|on|with) (the|our|a) (secure|safe) (page|link|form|path)",
        "(last|final) (4|four) (digits|numbers)"}},
      {"profanity",
       {"(fuck|fucking|fucked|shit|shitty|bullshit|damn|damned|crap|crappy|bloody|wtf|ass|asshole|bitch|bastard|"
        "hell no|freaking|piss|pissed)"}},
      {"threat_to_persons",
       {"!{no} (kill|hurt|shoot|stab|murder|beat up|strangle|punch|burn) (you|him|her|them|someone|somebody|your|"
        "everyone|everybody|one of you|the)",
        "(come|coming|drive|driving) ... (office|building|headquarters|house|home) ... (gun|knife|weapon|bomb|"
        "kill|hurt)",
        "(bomb|blow up|burn down|set fire to|shoot up) ... (your|the|you) (office|building|headquarters|store|"
        "shop|place|branch|people)",
        "(i know|we know|will find|ill find|going to find) where you (live|work)",
        "you (will|ll|are going to) (regret|pay for) this with your", "(kill|hurt|harm) myself"},
       {"kill (the|this|my) (process|time|app|task|session|bill)",
        "(hit|beat|kill) the (button|price|record|alarm|lights|battery)", "(punch|burn|shoot) the"}},
      {"no_help",
       {"(didnt|did not|doesnt|does not|hasnt|havent|not) (work|help|solve|answer|fix|make sense|resolve|"
        "change anything|helpful|worked|helped|fixed|solved|answered)",
        "(thats|that is|this is|its|it is) not (what i|my question|helpful|the answer|an answer|what i asked|"
        "what i meant|it)",
        "(you|it|this bot|bot) (dont|do not|doesnt|does not|didnt|did not) (understand|get it|get me|answer|"
        "listen|help)",
        "(still|same) (the same|not working|problem|issue|broken|doesnt work|error)",
        "(i already|already) (did|tried|told|said|explained|done|answered|restarted|asked)",
        "(no|wrong) [no] (thats|that is|not|i meant|i said)",
        "(you are|youre|your) not (understanding|helping|listening|answering)",
        "(what|i dont understand what) (do you|you) mean", "makes no sense"}},
  };
}

}  // namespace

const BlueprintLanguage& blueprint_en() {
  static const BlueprintLanguage language = [] {
    BlueprintLanguage en{
        .language = "en",
        .lists =
            {
                {"no", "not|no|never|dont|doesnt|didnt|wont|wouldnt|without|isnt|nor|neither|cant"},
                {"dont", "not|no|never|dont|without|wont|cannot|cant|nobody|avoid"},
                {"secret",
                 "card number|credit card number|debit card number|cvv|cvc|security code|full card|card details|"
                 "pin|pin code|password|passcode|one time code|"
                 "otp|verification code|code you received|code we sent|code i sent|social security number|ssn|"
                 "passport number|id number|national insurance number|iban|bank details|"
                 "account number and sort code"},
                {"contract",
                 "account|accounts|subscription|subscriptions|contract|contracts|membership|service|services|plan|"
                 "policy|cable|internet|"
                 "phone line|insurance|savings account|checking account|bank account|relationship"},
                {"thing",
                 "app|application|website|site|page|portal|software|system|program|dashboard|device|machine|card|"
                 "virtual card|"
                 "physical card|disposable card|contactless|apple pay|google pay|top up|login|button|link|screen|"
                 "printer|router|modem|internet|"
                 "wifi|connection|server|laptop|computer|phone|tablet|camera|sensor|update|installation|feature|"
                 "function|integration|api|"
                 "webhook|atm|terminal|reader|account page|email|chat|upload|download|report|sync"},
                {"broken",
                 "not working|isnt working|doesnt work|does not work|dont work|wont work|not work|wasnt working|"
                 "isnt functioning|not functioning|"
                 "stopped working|didnt work|did not work|hasnt worked|havent worked|cant get it to work|"
                 "keeps crashing|broken|is down|out of order|"
                 "wont load|not loading|doesnt load|failing|fails|failed to load|malfunction*|wont turn on|"
                 "wont start|keeps failing|no longer works|never works|"
                 "isnt responding|not responding|unresponsive"},
            },
        .signals = {}};
    for (auto part : {data_and_law(), security(), technical(), severity(), disputes(), prices(), retention(),
                      feelings(), conduct(), payments_en()})
      en.signals.insert(en.signals.end(), part.begin(), part.end());
    return en;
  }();
  return language;
}

}  // namespace baton::policy
