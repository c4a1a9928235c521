// SPDX-License-Identifier: MIT
// blueprint_de.cpp - German.
#include "host/policy/blueprint.h"

namespace baton::policy {

namespace {

std::vector<SignalWords> matters() {
  return {
      {"data_protection",
       {"(dsgvo|ds gvo|bdsg|datenschutz|datenschutzbeauftragte*|datenschutzbehorde|aufsichtsbehorde|"
        "dsg ekd|kdg|datenleck|datenpanne)",
        "(personenbezogene|personlichen|meine|meiner) daten", "(daten) ... (loschen|loschung|auskunft|berichtigen)",
        "(loschung|auskunft|berichtigung|widerspruch|auskunftsersuchen) ... (daten|verarbeitung|art #|"
        "artikel #)",
        "(einwilligung) ... widerruf*", "recht auf (loschung|auskunft|vergessenwerden)"}},
      {"legal_action",
       {"(anwalt|anwaltin|rechtsanwalt|anwalte|verklagen|verklage|klage|klagen|gericht|gerichtlich|"
        "mahnbescheid|strafanzeige|anzeige erstatten|verbraucherzentrale|verbraucherschutz|"
        "bundesnetzagentur|bafin|schlichtungsstelle)",
        "rechtliche schritte", "juristische schritte"}},
      {"account_security",
       {"(gehackt|hacker|betrug|betrugs*|betrogen|phishing|identitatsdiebstahl|missbraucht|geklaut|"
        "gestohlen)",
        "(karte|handy|telefon|geldborse|portemonnaie) ... (verloren|weg|gestohlen|abhanden)",
        "(verloren|verlor) ... (karte|handy|geldborse)",
        "(unbekannte|unberechtigte|nicht autorisierte|verdachtige|fremde) ... (abbuchung|abbuchungen|"
        "zahlung|buchung|buchungen|transaktion|transaktionen|umsatze)",
        "(abbuchung|zahlung|buchung|kauf) ... nicht (getatigt|autorisiert|veranlasst|gemacht|von mir)"}},
      {"fault",
       {"(funktioniert|funktionieren|geht|gehen|ladt|offnet|startet|verbindet|reagiert) ... nicht",
        "(fehler|fehlermeldung|fehlermeldungen|fehlercode|absturz|absturze|bug) ",
        "(sturzt|sturzen|hangt|friert) ... (ab|ein|sich auf|dauernd)",
        "(app|seite|webseite|system|anwendung|gerat|internet|software) ... (kaputt|abgesturzt|langsam|"
        "defekt|gestort)",
        "kann (mich|ich mich) nicht (einloggen|anmelden)"},
       {"fehler von mir", "mein fehler"}},
      {"integration", {"(schnittstelle|schnittstellen|integration|webhook|webhooks|api|endpunkt|sso|konfiguration)"}},
      {"outage",
       {"(ausfall|totalausfall|produktionsausfall|betriebsausfall)",
        "(produktion|system|dienst|server|plattform) ... (steht|down|offline|nicht erreichbar|"
        "ausgefallen)"}},
      {"charge_dispute",
       {"(doppelt|zweimal|zu viel|falsch|falschlich|zu unrecht|mehrfach) ... (abgebucht|berechnet|"
        "belastet|bezahlt|eingezogen|gezahlt)",
        "(abgebucht|berechnet|belastet|abbuchung|abgerechnet) ... (doppelt|zweimal|zu viel|falsch|"
        "zu unrecht|mehrfach)",
        "(rechnung|abrechnung|betrag|abbuchung) ... (falsch|fehlerhaft|stimmt nicht|nicht korrekt|zu hoch|"
        "nicht richtig)",
        "(ruckbuchung|ruckbuchen|zuruckbuchen|chargeback|reklamiere|reklamieren)"}},
      {"refund",
       {"(ruckerstattung|ruckerstatten|erstattung|erstatten|erstattet|zuruckzahlen|zuruckerstatten)",
        "(geld|betrag) ... zuruck"}},
      {"pricing",
       {"(angebot|preisliste|rabatt|rabatte|kostenvoranschlag|mengenrabatt|sonderpreis)",
        "(upgrade|tarifwechsel|wechsel) ... (tarif|vertrag|paket)"}},
      {"promise_broken", {"(versprochen|zugesagt|zugesichert|garantiert)"}},
  };
}

std::vector<SignalWords> feelings() {
  return {
      {"cancels",
       {"!{no} (kundigen|kundige|gekundigt|kundigung|kundigungsbestatigung)",
        "{contract} ... (kundigen|beenden|auflosen|schliessen|loschen|stornieren)",
        "(kundigung|auflosung|beendigung) ... {contract}"},
       {"(nicht|nie) (kundigen)", "kundigungsfrist", "kundigen ... nicht"}},
      {"too_expensive",
       {"[viel] zu teuer", "kann [ich] mir [das] nicht [mehr] leisten", "(nicht|nicht mehr) leisten",
        "preiserhohung"}},
      {"switching",
       {"(wechsle|wechseln|wechsel|gehe|gehen) ... (konkurrenz|anderen anbieter|andere bank|"
        "anderer anbieter|wettbewerber|woanders)",
        "(konkurrenz|anderen anbieter|anderer anbieter)"}},
      {"goes_public",
       {"(trustpilot|presse|journalist|journalisten|zeitung|offentlich machen|soziale medien|"
        "sozialen medien|shitstorm)",
        "(schlechte|negative) (bewertung|rezension|kritik)",
        "(posten|poste|teilen|veroffentlichen) ... (twitter|facebook|instagram|tiktok|internet|netz)"}},
      {"frustration",
       {"(unverschamt|unverschamtheit|frechheit|unfassbar|inakzeptabel|unmoglich|skandal|lacherlich|"
        "katastrophe|katastrophal|sauerei|zumutung|unertraglich|emporend|unzumutbar)",
        "(sehr|so|extrem|total|ausserst|wirklich|richtig) (verargert|enttauscht|wutend|frustriert|"
        "unzufrieden|sauer|genervt|aufgebracht)",
        "(schlechteste|schlechtester|schlechtesten|miserabel|miserabler|miserable)",
        "(die nase voll|es reicht|mir reicht es|reicht mir|geduld am ende|am ende meiner geduld)",
        "(zeitverschwendung)", "(niemand|keiner) (hilft|antwortet|meldet|reagiert|kummert)",
        "zum (dritten|vierten|funften|zehnten|x ten|wiederholten) mal"},
       {"nicht unmoglich"}},
      {"complaint", {"(beschwerde|beschweren|beschwere|reklamation)"}},
      {"abuse", {"(idiot|idioten|trottel|deppen|vollidioten|arschlocher|betruger|abzocker|versager|unfahig)"}},
      {"service_failure",
       {"(koffer|gepack|paket|lieferung|bestellung|sendung) ... (verloren|beschadigt|kaputt|"
        "nicht angekommen|nie angekommen|fehlt|verschwunden)",
        "(verlorenes|beschadigtes) (gepack|paket)"}},
      {"profanity", {"(scheisse|scheiss*|verdammt|verdammte|arsch|fick*|mist|kacke)"}},
      {"threat_to_persons",
       {"!{no} (umbringen|erschiessen|zusammenschlagen|verprugeln|abstechen|anzunden)",
        "(bombe|waffe) ... (buro|filiale|laden)", "weiss wo (du|sie) (wohnst|wohnen|arbeitest|arbeiten)"}},
      {"no_help",
       {"(hilft|half|hat) [mir] [leider] nicht (weiter|geholfen|funktioniert|geklappt)", "hilft [mir] [auch] nicht",
        "das war nicht meine frage", "(immer noch|weiterhin) (nicht|kaputt|das gleiche|dasselbe|derselbe)",
        "(habe|hab) ich (schon|bereits)", "(verstehst|versteht|verstehen sie) [mich] nicht"}},
      {"all_affected",
       {"alle [unsere|unserer] (nutzer|benutzer|kunden|mitarbeiter|standorte|kollegen)",
        "(die ganze|unsere ganze|die gesamte|gesamte) (firma|abteilung|belegschaft)", "niemand kann"}},
      {"many_affected", {"(mehrere|viele|einige) (nutzer|benutzer|kunden|mitarbeiter|kollegen)"}},
      {"no_workaround",
       {"(kein|keinen|ohne) (workaround|ausweg|umweg|alternative)",
        "(konnen|kann) nicht (arbeiten|weiterarbeiten|verkaufen)"}},
  };
}

std::vector<SignalWords> signals() {
  auto all = matters();
  for (auto& words : feelings()) all.push_back(std::move(words));
  return all;
}

}  // namespace

const BlueprintLanguage& blueprint_de() {
  static const BlueprintLanguage language{
      .language = "de",
      .lists = {{"no", "nicht|kein|keine|keinen|nie|niemals|ohne"},
                {"contract",
                 "vertrag|vertrage|abo|abonnement|konto|mitgliedschaft|tarif|service|dienst|versicherung"}},
      .signals = signals()};
  return language;
}

}  // namespace baton::policy
