// SPDX-License-Identifier: MIT
#include "host/policy/blueprint_en_payments.h"

namespace baton::policy {
namespace {

SignalWords nobody_made() {
  return {"account_security",
       {
        "(used|using|uses|utili*|charged|taken|taking|took|made|accessed) ... without my (permission|authori*|"
        "approval|consent|knowledge)",
        "(card|account|number) ... (used|charged|accessed) by (someone|somebody|a stranger|another person|others)",
        "(charge|charges|payment|payments|transaction|transactions|withdrawal|withdrawals|debit|debits|purchase|"
        "cash|seller|merchant) ... (dont|do not|didnt|cannot|cant|not) [really|even] (recall|remember|recollect|"
        "recogni*|recongi*)",
        "(dont|do not|didnt|did not|cant|cannot|not) (recall|recollect) ... (charge|charges|payment|payments|"
        "transaction|transactions|withdrawal|debit|purchase|it|this|making)",
        "(not|never|wasnt|werent) (authori*|authoris*) by me",
        "(charges|payments|transactions|withdrawals|debits|transaction|charge|withdrawal) ... (not|arent|isnt) "
        "mine",
        "(payment|payments|charge|charges|transaction|merchant|business|seller) ... not [at all] familiar",
        "(payment|charge|transaction|withdrawal|withdrawl|withdrawls|debit|debits|purchase) ... (i|we) [really|"
        "definitely|actually] (didnt|did not|never) [really|actually|ever] (make|made|create|created|perform|"
        "performed|initiate|initiated|submit|submitted|complete|completed|see|saw|set up|approve)",
        "(says|saying|shows|showing|message|notice) ... i (got|get|made|withdrew|withdraw|took out) ... (but|and) i "
        "(didnt|did not|never|dont)",
        "(money|funds|cash) [is|was|has been|was] (missing|stolen|taken|disappearing) [out] from my",
        "(someone|somebody|anyone) [else] [has|is|might be] [just] (charged|charging|utili*|made a withdrawal) ... "
        "(my|me|from|for)",
        "(card|account|bank) (details|data|information|info) ... (stolen|exposed|leaked|taken)",
        "(suspicious|fishy) ... (card|account|spending|debit|charge)",
        "(debit|transaction|payment|charge|something) ... (suspicious|fishy)"},
       {}};
}

SignalWords not_right() {
  return {"charge_dispute",
       {
        "(amount|amount of cash|amount of money|sum) [that] (i|we) (requested|specified|asked for|needed|wanted)",
        "(didnt|did not|never|not|doesnt|couldnt|havent) (get|got|give|given|receive|received|distributed) ... (all "
        "[of] [my|the] (cash|money|funds)|enough (cash|money)|amount of (cash|money))",
        "(not|didnt|did not) ... all [of] (the|my) (cash|money|funds)",
        "(asked|requested|entered|wanted|needed|withdraw|withdrawing) [for] # ... (got|get|go|gave|received|came|given|"
        "only|dispensed)",
        "(received|got|gave|given|out) # ... (should|shouldve|entered|asked|requested|wanted|instead)",
        "# came out", "(partial|wrong|incorrect|smaller|lower) (amount|sum)", "(shorted|short changed) me",
        "(larger|higher|more|bigger|greater) ... than (i|what i) [actually] (got|did|withdrew|received|took)",
        "(rest|remainder) of my (cash|money)",
        "(mistake|error|wrong) ... (atm|cash machine|withdrawal)", "(atm|cash machine) transaction ... wrong",
        "(incorrectly|wrongly|badly) ... (exchange rate|rate)",
        "(wrong|matter|up) with ... (exchange rate|currency exchange|conversion)",
        "(mess|messes|messed) up ... (exchange rate|rate)", "(check|verify|confirm) [the|my] exchange rate",
        "(thought|expected|expecting) ... more (cash|currency|money)",
        "should have been [a] [much|lot] (higher|more|larger|lower|less)",
        "(where|how) ... (charge|charges|transaction|payment|debit|fee) ... (came|coming|comes|come) from",
        "(transaction|charge|payment) ... several times",
        "(two|2) [of the] (charges|same transaction|identical)", "should only be one (charge|payment|transaction)",
        "# (charge|fee) ... (transaction|account|statement|app|card)", "# [extra] (charge|fee) in",
        "(pay|paid) [a|an|one|#] [extra|additional] (pound|dollar|euro) more",
        "(additional|extra) (pound|dollar|euro)", "disagree with ... charge",
        "charged ... (pound|dollar|euro|#) ... (out of nowhere|randomly|no reason)"},
       {}};
}

}  // namespace

std::vector<SignalWords> payments_en() { return {nobody_made(), not_right()}; }

}  // namespace baton::policy
