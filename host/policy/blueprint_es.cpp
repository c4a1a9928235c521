// SPDX-License-Identifier: MIT
// blueprint_es.cpp - Spanish.
#include "host/policy/blueprint.h"

namespace baton::policy {

namespace {

std::vector<SignalWords> matters() {
  return {
      {"data_protection",
       {"rgpd", "lopd", "proteccion de datos", "(mis|sus|los|mi) datos (personales|de caracter personal)",
        "datos personales", "derecho (al olvido|de acceso|de supresion|de rectificacion|de oposicion|de cancelacion)",
        "(borrar|borren|eliminar|eliminen|suprimir|supresion de|eliminacion de) ... datos",
        "tratamiento de [mis|los] datos"}},
      {"legal_action",
       {"(abogado|abogada|abogados|demanda|demandar|demandarlos|denuncia|denunciar|denunciarlos|juzgado|"
        "tribunal|tribunales)",
        "acciones (legales|judiciales)", "(consumo|facua|ocu|profeco|sernac|indecopi|oficina del consumidor)"}},
      {"account_security",
       {"(hackeado|hackeada|hackearon|hackeo|estafa|estafado|estafada|fraude|fraudulento|fraudulenta|"
        "phishing|suplantacion)",
        "(robado|robaron|robo|perdi|perdido|extravie) ... (tarjeta|telefono|movil|celular|cartera|cuenta)",
        "no (reconozco|autorice|hice) ... (cargo|cobro|pago|compra|movimiento|operacion|transferencia)",
        "(cargo|cobro|pago|compra|movimiento) ... no (reconozco|autorice|hice)"}},
      {"fault",
       {"no (funciona|funcionan|carga|abre|anda|sirve|conecta|me deja entrar|me deja acceder|puedo entrar|"
        "puedo acceder)",
        "(error|errores|falla|fallo|bug) (en|al|#|cuando|de)", "(da|dando|sale|aparece|muestra) ... error",
        "(se cierra|se bloquea|se cuelga|se congela|se traba) ... (app|aplicacion|pagina|pantalla|sistema)",
        "(app|aplicacion|pagina|sistema|web|internet) ... (se cierra|se bloquea|se cuelga|no responde|"
        "caida|caido)"}},
      {"integration",
       {"(integracion|webhook|webhooks|endpoint|sdk|sso|configuracion de la api)", "(la|vuestra|su|nuestra) api"}},
      {"outage", {"(servicio|sistema|produccion|plataforma) ... (caido|caida|fuera de servicio)"}},
      {"charge_dispute",
       {"(cobrado|cobraron|cobro|cargado|cargaron|cargo|facturado|facturaron) ... (dos veces|doble|de mas|"
        "duplicado|por error|mal|incorrecto|indebido|otra vez)",
        "(doble|cargo|cobro) (cargo|cobro|indebido|duplicado|doble)",
        "(factura|importe|monto|cobro) ... (incorrecta|incorrecto|equivocado|equivocada|mal|erroneo|"
        "erronea)",
        "(disputar|reclamar|contracargo) ... (cargo|cobro|factura|pago)", "contracargo"}},
      {"refund",
       {"(reembolso|reembolsar|reembolsen|devolucion|reintegro)",
        "(devuelvan|devolver|devuelvanme|devuelvame|regresen) ... (dinero|importe|plata)"},
       {"(plazo|politica) de (devolucion|devoluciones)"}},
      {"pricing",
       {"(presupuesto|cotizacion|descuento|tarifas|oferta especial)", "(cambiar|mejorar|subir|ampliar) ... plan"}},
      {"promise_broken", {"(me|nos) (prometieron|prometio|garantizaron|aseguraron|dijeron que me)"}},
  };
}

std::vector<SignalWords> feelings() {
  return {
      {"cancels",
       {"!{no} (cancelar|cancelo|cancelen|anular|anulen|cerrar|cierren|terminar|rescindir) ... {contract}",
        "dar[me] de baja", "darme de baja", "quiero (la baja|irme)", "ya no quiero ... {contract}",
        "(baja|cancelacion|rescision) (de|del) [mi|la|el] {contract}"},
       {"no (quiero|deseo|voy a) (cancelar|anular|cerrar)"}},
      {"too_expensive", {"(demasiado|muy) (caro|cara|caros|costoso)", "no puedo (pagarlo|permitirmelo|pagar)"}},
      {"switching",
       {"(cambiar|cambiarme|pasarme|irme) ... (competencia|otra compania|otra empresa|otro proveedor|"
        "otro banco)",
        "la competencia"}},
      {"goes_public",
       {"(redes sociales|trustpilot|prensa|periodista|periodico)", "(mala|pesima) (resena|opinion)",
        "(publicar|publicare|contarlo) ... (redes|internet|prensa)"},
       {"(anuncio|inicio de sesion|contacto|seguir*) ... (facebook|instagram|twitter)"}},
      {"frustration",
       {"(inaceptable|indignante|vergonzoso|verguenza|ridiculo|lamentable|pesimo|pesima|intolerable|"
        "indignado|indignada|harto|harta|hartos|furioso|furiosa|desastre)",
        "(muy|super|tan|totalmente|sumamente|extremadamente) (molesto|molesta|enojado|enojada|enfadado|"
        "enfadada|frustrado|frustrada|decepcionado|decepcionada|disgustado)",
        "peor (servicio|atencion|empresa|experiencia|compania)", "(perder|perdiendo|perdida) ... tiempo",
        "(nadie) (responde|contesta|ayuda|me ayuda|hace nada|soluciona)", "(tercera|cuarta|quinta|enesima) vez",
        "estoy cansad* de"}},
      {"complaint",
       {"(queja|quejarme|quejas|reclamo|reclamacion|hoja de reclamaciones)", "quiero (reclamar|quejarme)"}},
      {"abuse",
       {"(imbecil|imbeciles|idiota|idiotas|estupido|estupidos|inutiles|ladrones|estafadores|"
        "sinverguenzas)"}},
      {"service_failure",
       {"(maleta|equipaje|paquete|pedido|envio) ... (perdido|perdida|roto|rota|danado|danada|nunca llego|"
        "no llego|no ha llegado)",
        "(perdieron|rompieron|danaron) ... (maleta|equipaje|paquete|pedido)"}},
      {"profanity", {"(mierda|joder|cono|puta|puto|carajo|pinche|cabron|cabrones|hijos de puta)"}},
      {"threat_to_persons",
       {"!{no} (matar|matare|mato|golpear|golpeare|quemar) ... (a ustedes|os|los|te|alguien|oficina|"
        "su tienda)",
        "(bomba|pistola) ... (oficina|tienda|sucursal)", "se donde (vives|trabajas|viven)"}},
      {"no_help",
       {"no (me sirve|me ayuda|me ayudo|funciono|es lo que pregunte|entiendes|me entiendes|me entiende|"
        "sirvio)",
        "(sigue|continua) (igual|sin funcionar|el problema|fallando)",
        "ya (lo|la) (hice|intente|probe|dije|explique)"}},
      {"all_affected",
       {"(todos|todas) (los|las|nuestros|nuestras) (usuarios|clientes|empleados|tiendas|sedes)",
        "toda la (empresa|oficina|compania)", "nadie puede"}},
      {"many_affected", {"(varios|muchos) (usuarios|clientes|companeros|empleados)"}},
      {"no_workaround",
       {"(no hay|sin) [ninguna] (alternativa|otra forma|otra manera)", "no podemos (trabajar|operar|vender)"}},
  };
}

std::vector<SignalWords> signals() {
  auto all = matters();
  for (auto& words : feelings()) all.push_back(std::move(words));
  return all;
}

}  // namespace

const BlueprintLanguage& blueprint_es() {
  static const BlueprintLanguage language{
      .language = "es",
      .lists = {{"no", "no|nunca|jamas|tampoco|sin|ni"},
                {"contract", "cuenta|suscripcion|contrato|servicio|plan|membresia|abono|linea|poliza"}},
      .signals = signals()};
  return language;
}

}  // namespace baton::policy
