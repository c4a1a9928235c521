// SPDX-License-Identifier: MIT
// blueprint_fr.cpp - French.
#include "host/policy/blueprint.h"

namespace baton::policy {

namespace {

std::vector<SignalWords> matters() {
  return {
      {"data_protection",
       {"(rgpd|cnil)", "protection des donnees", "donnees (personnelles|a caractere personnel)", "mes donnees",
        "droit (a l oubli|d acces|a l effacement|d opposition|de rectification)",
        "(supprimer|effacer|suppression|effacement) ... donnees", "traitement de [mes] donnees"}},
      {"legal_action",
       {"(avocat|avocate|avocats|tribunal|justice|plainte|porter plainte|poursuivre en justice|"
        "mise en demeure|huissier|mediateur|dgccrf|ufc)",
        "(poursuites|action|demarches) (judiciaires|judiciaire|en justice|juridiques)"}},
      {"account_security",
       {"(pirate|piratage|piratee|hacke|hackee|fraude|frauduleux|frauduleuse|frauduleuses|arnaque|"
        "escroquerie|hameconnage|phishing|usurpation)",
        "(vole|volee|vol|perdu|perdue|egare) ... (carte|telephone|portable|portefeuille|compte)",
        "(carte|telephone|portable|portefeuille) ... (vole|volee|perdu|perdue|disparu)",
        "(paiement|prelevement|debit|achat|operation|transaction) ... (pas autorise|pas reconnu|"
        "ne reconnais pas|pas effectue|pas fait|inconnu|inconnue|suspect|suspecte)",
        "(ne reconnais pas|pas autorise) ... (paiement|prelevement|debit|achat|operation|transaction)"}},
      {"fault",
       {"(ne|n) (fonctionne|fonctionnent|marche|marchent|charge|repond|s ouvre|demarre) (pas|plus)",
        "(fonctionne|marche) (pas|plus)", "(erreur|erreurs|bug|bugs|panne|plantage)", "(plante|bloque|se fige|rame) ",
        "(app|application|site|page|systeme|internet|logiciel) ... (en panne|plante|bloquee|bloque|lent|"
        "lente|inaccessible)",
        "(impossible de|n arrive pas a|peux pas) (me connecter|acceder|me loguer|charger|telecharger)"},
       {"par erreur", "erreur de ma part", "mon erreur"}},
      {"integration", {"(integration|webhook|webhooks|api|endpoint|sdk|sso|configuration)"}},
      {"outage", {"(service|systeme|production|plateforme|site) ... (hors service|indisponible|en panne|a l arret)"}},
      {"charge_dispute",
       {"(debite|debitee|facture|facturee|preleve|prelevee|paye|prelevement|debit) ... (deux fois|"
        "en double|trop|par erreur|a tort|plusieurs fois)",
        "(facture|montant|prelevement|somme|debit) ... (incorrect|incorrecte|faux|fausse|errone|erronee|"
        "pas correct|pas bon|trop eleve|trop elevee)",
        "(double|mauvais) (prelevement|debit|paiement|facturation|montant)",
        "(contester|contestation|litige|retrofacturation) ",
        "(conteste) ... (facture|prelevement|paiement|montant|debit)"}},
      {"refund",
       {"(remboursement|rembourser|rembourse|remboursee|remboursez|dedommagement)",
        "(recuperer|rendez|rendre) ... argent"}},
      {"pricing",
       {"(devis|tarif|tarifs|remise|reduction|promotion|offre speciale)",
        "(changer de|ameliorer|passer a) ... (forfait|offre|formule)"}},
      {"promise_broken", {"(promis|promise|garanti|assure que) ", "vous m aviez (dit|promis)"}},
  };
}

std::vector<SignalWords> feelings() {
  return {
      {"cancels",
       {"!{no} (resilier|resilie|resiliation|annuler|cloturer|cloture|fermer|arreter|"
        "supprimer) ... {contract}",
        "(resilier|resiliation)", "(ne veux plus|veux plus) ... {contract}", "me desabonner"},
       {"(pas|ne pas|ne veux pas) (resilier|annuler|fermer)", "pas resilier"}},
      {"too_expensive",
       {"(trop|tres) (cher|chere|chers|couteux)", "hors de prix", "plus les moyens",
        "augmentation (de|du|des) (prix|tarif|tarifs)"}},
      {"switching",
       {"(changer|passer|partir|aller) ... (concurrence|concurrent|autre operateur|autre banque|"
        "autre fournisseur|ailleurs)",
        "la concurrence"}},
      {"goes_public",
       {"(trustpilot|la presse|journaliste|journalistes|reseaux sociaux|60 millions de consommateurs)",
        "(mauvais|avis) (avis|negatif)",
        "(poster|publier|partager) ... (twitter|facebook|instagram|tiktok|internet|reseaux)"}},
      {"frustration",
       {"(inadmissible|inacceptable|scandaleux|scandaleuse|honteux|honte|ridicule|lamentable|deplorable|"
        "intolerable|insupportable|furieux|furieuse|catastrophique|catastrophe|exaspere|exasperee)",
        "(tres|vraiment|extremement|tellement|totalement) (decu|decue|mecontent|mecontente|frustre|"
        "frustree|enerve|enervee|en colere|fache|fachee)",
        "(en ai marre|ras le bol|ca suffit|en ai assez|y en a marre)", "pire (service|experience|entreprise|societe)",
        "(perte|perds|perdre) [mon|de] temps", "(personne) (ne repond|ne m aide|ne fait rien|repond)",
        "(troisieme|quatrieme|cinquieme|dixieme|enieme) fois"}},
      {"complaint", {"(reclamation|me plaindre|plaindre|reclamations)"}},
      {"abuse", {"(idiots|imbeciles|incapables|voleurs|escrocs|connards|incompetents|nuls)"}},
      {"service_failure",
       {"(valise|bagage|bagages|colis|commande|livraison) ... (perdu|perdue|casse|cassee|abime|abimee|"
        "endommage|endommagee|jamais arrive|jamais arrivee|pas arrive|pas arrivee|jamais recu)",
        "(perdu|casse|abime) ... (valise|bagage|bagages|colis)", "(jamais|pas) recu ... (colis|commande)"}},
      {"profanity", {"(merde|putain|bordel|connerie|chier|foutre|fait chier)"}},
      {"threat_to_persons",
       {"!{no} (tuer|tuerai|frapper|casser la gueule|bruler) ... (vous|quelqu un|agence|bureau|magasin)",
        "(vais|va) (vous|te|le|les|la) (tuer|frapper|casser la gueule)", "(bombe|arme) ... (agence|bureau|magasin)",
        "sais ou (vous|tu) (habitez|habites|travaillez|travailles)"}},
      {"no_help",
       {"(n aide pas|ne m aide pas|ca ne marche toujours pas|n a pas marche|n a pas fonctionne|ne resout|"
        "ne sert a rien)",
        "(pas|n est pas) (ma question|ce que j ai demande|ce que je demande)",
        "(toujours) (pareil|le meme probleme|pas|en panne)", "(deja) (fait|essaye|dit|explique|redemarre)",
        "(vous|tu) [ne] (comprenez|comprends) pas", "(comprenez|comprends) (rien|pas ma question)"}},
      {"all_affected",
       {"tous (nos|les|mes) (utilisateurs|clients|employes|magasins|collegues|sites)",
        "toute (l entreprise|la societe|l equipe)", "personne ne peut"}},
      {"many_affected", {"(plusieurs|beaucoup de|de nombreux) (utilisateurs|clients|collegues|employes)"}},
      {"no_workaround",
       {"(aucune|pas d|sans) (autre solution|alternative|solution de contournement)",
        "(ne pouvons|peut) (plus|pas) (travailler|vendre|produire)"}},
  };
}

std::vector<SignalWords> signals() {
  auto all = matters();
  for (auto& words : feelings()) all.push_back(std::move(words));
  return all;
}

}  // namespace

const BlueprintLanguage& blueprint_fr() {
  static const BlueprintLanguage language{
      .language = "fr",
      .lists = {{"no", "pas|ne|jamais|sans|ni|aucun|aucune"},
                {"contract", "compte|abonnement|contrat|service|forfait|adhesion|ligne|assurance"}},
      .signals = signals()};
  return language;
}

}  // namespace baton::policy
