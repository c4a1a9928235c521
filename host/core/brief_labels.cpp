// SPDX-License-Identifier: MIT
#include "host/core/brief_labels.h"

#include <algorithm>
#include <array>

namespace baton::core {
namespace {

struct Label {
  std::string_view en, es, pt, de, fr, hi;
};

constexpr auto kLabels = std::to_array<Label>({
    {"Intent", "Asunto", "Assunto", "Anliegen", "Demande", "उद्देश्य"},
    {"Segment", "Segmento", "Segmento", "Segment", "Segment", "वर्ग"},
    {"Status", "Estado", "Estado", "Stand", "État", "स्थिति"},
    {"Reason", "Motivo", "Motivo", "Grund", "Motif", "कारण"},
    {"Decision needed", "Decisión necesaria", "Decisão necessária", "Zu entscheiden", "À décider", "आवश्यक निर्णय"},
    {"Next", "Siguiente", "Próximo", "Als Nächstes", "Ensuite", "आगे"},
    {"Withheld", "Retenido", "Retido", "Zurückgehalten", "Retenu", "रोका गया"},
    {"sensitive item(s)", "elemento(s) sensible(s)", "item(ns) sensível(is)", "vertrauliche(s) Element(e)",
     "élément(s) sensible(s)", "संवेदनशील वस्तु"},
    {"Note", "Nota", "Nota", "Hinweis", "Note", "टिप्पणी"},
    {"minimal brief, made by the host", "resumen mínimo, hecho por el host", "resumo mínimo, feito pelo host",
     "knappe Übergabe, vom Host selbst gemacht", "note minimale, faite par l'hôte", "न्यूनतम सारांश, होस्ट द्वारा"},
    {"Attempted", "Intentado", "Tentado", "Versucht", "Tenté", "प्रयास"},
    {"none attempted", "nada intentado", "nada tentado", "nichts versucht", "rien tenté", "कोई प्रयास नहीं"},
    {"Detail", "Detalle", "Detalhe", "Angabe", "Détail", "विवरण"},
    {"Evidence", "Prueba", "Evidência", "Beleg", "Pièce", "साक्ष्य"},
    {"attachment", "adjunto", "anexo", "Anhang", "pièce jointe", "संलग्नक"},
    {"escalated by", "escalado por", "escalado por", "eskaliert durch", "escaladé par", "द्वारा बढ़ाया गया"},
    {"Context", "Contexto", "Contexto", "Zusammenhang", "Contexte", "संदर्भ"},
    {"a message of another system", "un mensaje de otro sistema", "uma mensagem de outro sistema",
     "eine Nachricht eines anderen Systems", "un message d'un autre système", "किसी अन्य प्रणाली का संदेश"},
    {"Changed since brief", "Cambios desde el resumen", "Mudanças desde o resumo", "Geändert seit Übergabe",
     "Changé depuis la note", "सारांश के बाद बदला"},
    {"status", "estado", "estado", "Stand", "état", "स्थिति"},
    {"trigger", "disparador", "gatilho", "Auslöser", "déclencheur", "कारण"},
    {"segment", "segmento", "segmento", "Segment", "segment", "वर्ग"},
    {"intent", "asunto", "assunto", "Anliegen", "demande", "उद्देश्य"},
    {"decision", "decisión", "decisão", "Entscheidung", "décision", "निर्णय"},
    {"context", "contexto", "contexto", "Zusammenhang", "contexte", "संदर्भ"},
    {"detail", "detalle", "detalhe", "Angabe", "détail", "विवरण"},
    {"step", "intento", "tentativa", "Versuch", "essai", "प्रयास"},
    {"evidence", "prueba", "evidência", "Beleg", "pièce", "साक्ष्य"},
    {"automated", "automatizado", "automatizado", "automatisch", "automatisé", "स्वचालित"},
    {"open", "abierto", "aberto", "offen", "ouvert", "खुला"},
    {"escalated", "escalado", "escalado", "eskaliert", "escaladé", "बढ़ाया गया"},
    {"waiting_customer", "esperando al cliente", "aguardando o cliente", "wartet auf den Kunden",
     "en attente du client", "ग्राहक की प्रतीक्षा"},
    {"resolved", "resuelto", "resolvido", "gelöst", "résolu", "सुलझा"},
    {"closed", "cerrado", "fechado", "geschlossen", "clos", "बंद"},
});

}  // namespace

std::string_view brief_label(std::string_view key, std::string_view language) {
  const auto found = std::find_if(kLabels.begin(), kLabels.end(), [&](const Label& label) { return label.en == key; });
  if (found == kLabels.end()) return key;
  const auto base = language.substr(0, language.find('-'));
  if (base == "es") return found->es;
  if (base == "pt") return found->pt;
  if (base == "de") return found->de;
  if (base == "fr") return found->fr;
  if (base == "hi") return found->hi;
  return key;
}

}  // namespace baton::core
