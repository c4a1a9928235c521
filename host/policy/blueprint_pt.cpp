// SPDX-License-Identifier: MIT
// blueprint_pt.cpp - Portuguese.
#include "host/policy/blueprint.h"

namespace baton::policy {

namespace {

std::vector<SignalWords> matters() {
  return {
      {"data_protection",
       {"(lgpd|rgpd)", "protecao de dados", "(meus|os|seus) dados pessoais", "dados pessoais",
        "(apagar|excluir|eliminar|exclusao de|eliminacao de) ... dados", "direito (ao esquecimento|de acesso)",
        "tratamento (de|dos) [meus] dados"}},
      {"legal_action",
       {"(advogado|advogada|advogados|processar voces|justica|tribunal|processo judicial|acao judicial)",
        "(procon|reclame aqui|deco|anatel|bacen)", "medidas (legais|judiciais)"}},
      {"account_security",
       {"(hackeado|hackeada|hackearam|invadida|invadiram|golpe|fraude|fraudulento|fraudulenta|phishing|"
        "clonado|clonada|clonaram)",
        "(roubado|roubada|roubaram|roubo|perdi|perdido|furtado|furtaram) ... (cartao|telefone|celular|"
        "telemovel|carteira|conta)",
        "nao (reconheco|autorizei|fiz) ... (cobranca|compra|pagamento|debito|transacao|transferencia)",
        "(cobranca|compra|pagamento|debito|transacao) ... nao (reconheco|autorizei|fiz)"}},
      {"fault",
       {"nao (funciona|esta funcionando|carrega|abre|conecta|consigo entrar|consigo acessar|"
        "esta a funcionar)",
        "(erro|erros|falha|bug) (no|na|ao|#|quando|de)", "(da|dando|aparece|mostra) ... erro",
        "(app|aplicativo|site|pagina|sistema|internet) ... (trava|travando|fecha sozinho|caiu|fora do ar|"
        "lento|nao responde)"}},
      {"integration", {"(integracao|webhook|webhooks|endpoint|sdk|sso)", "(a|da|sua|nossa) api"}},
      {"outage", {"(servico|sistema|producao|plataforma|site) ... (fora do ar|caiu|indisponivel)"}},
      {"charge_dispute",
       {"(cobrado|cobraram|cobrada|debitado|debitaram|cobranca|fatura) ... (duas vezes|em dobro|a mais|"
        "duplicado|duplicada|por engano|errado|errada|indevida|indevido|incorreta|de novo)",
        "cobranca (indevida|duplicada|errada)", "(contestar|contestacao|estornar|estorno) ",
        "(valor|fatura|conta) ... (errado|errada|incorreto|incorreta)"}},
      {"refund",
       {"(reembolso|reembolsar|reembolsem|ressarcimento|estorno)",
        "(devolver|devolvam|devolucao|quero|de volta) ... (dinheiro|valor)"},
       {"(prazo|politica) de (devolucao|reembolso)"}},
      {"pricing", {"(orcamento|cotacao|desconto|precos|oferta especial)", "(mudar|melhorar|trocar) ... plano"}},
      {"promise_broken", {"(me|nos) (prometeram|prometeu|garantiram|disseram que)", "voces prometeram"}},
  };
}

std::vector<SignalWords> feelings() {
  return {
      {"cancels",
       {"!{no} (cancelar|cancelo|cancelem|encerrar|encerrem|rescindir|fechar) ... {contract}",
        "(cancelamento|encerramento|rescisao) (da|do|de) [minha|meu] {contract}", "nao quero mais ... {contract}",
        "quero cancelar"},
       {"nao (quero|vou|desejo) cancelar", "cancelar ... (pedido|compra|transferencia|reserva|viagem)"}},
      {"too_expensive", {"(muito|caro demais|tao) (caro|cara|caros)", "nao (consigo|posso) pagar", "caro demais"}},
      {"switching",
       {"(mudar|trocar|migrar|ir) ... (concorrencia|concorrente|outra empresa|outra operadora|outro banco|"
        "outro fornecedor)",
        "a concorrencia"}},
      {"goes_public",
       {"(redes sociais|reclame aqui|imprensa|jornalista|jornal|trustpilot)",
        "(postar|publicar|expor) ... (twitter|facebook|instagram|tiktok|internet|redes)",
        "avaliacao (negativa|ruim)"}},
      {"frustration",
       {"(inaceitavel|absurdo|ridiculo|vergonha|vergonhoso|pessimo|pessima|lamentavel|revoltante|"
        "revoltado|revoltada|indignado|indignada|furioso|furiosa|descaso|palhacada)",
        "(muito|super|extremamente|totalmente|tao) (chateado|chateada|irritado|irritada|frustrado|"
        "frustrada|decepcionado|decepcionada|insatisfeito|insatisfeita|bravo|brava)",
        "pior (servico|atendimento|empresa|experiencia)", "(perda|perder|perdendo) [de|meu] tempo",
        "ninguem (responde|ajuda|resolve|me ajuda|faz nada)", "(terceira|quarta|quinta|decima|enesima) vez",
        "(cansei|cansado|cansada|farto|farta) (de|disso)"}},
      {"complaint", {"(reclamacao|queixa|reclamar|livro de reclamacoes)"}},
      {"abuse", {"(idiota|idiotas|imbecil|imbecis|estupidos|incompetentes|ladroes|golpistas|palhacos)"}},
      {"service_failure",
       {"(mala|bagagem|pacote|encomenda|pedido) ... (perdida|perdido|extraviada|extraviado|quebrada|"
        "quebrado|danificado|danificada|nao chegou|nunca chegou)",
        "(perderam|extraviaram|quebraram) ... (mala|bagagem|encomenda|pedido)"}},
      {"profanity", {"(merda|porra|caralho|puta|foda|bosta|desgraca)"}},
      {"threat_to_persons",
       {"!{no} (matar|bater em|quebrar a cara|queimar) ... (voces|voce|alguem|loja|escritorio)",
        "(bomba|arma) ... (loja|escritorio|agencia)", "sei onde (voce|voces) (mora|moram|trabalha|trabalham)"}},
      {"no_help",
       {"nao (adiantou|ajudou|ajuda|funcionou|resolveu|foi isso|e isso|entendeu|me entendeu|"
        "perguntei isso)",
        "(continua|segue) (igual|sem funcionar|o problema|com erro)", "ja (fiz|tentei|disse|expliquei|reiniciei)"}},
      {"all_affected",
       {"(todos|todas) (os|as|nossos|nossas) (usuarios|clientes|funcionarios|lojas)",
        "(toda a|a) empresa (inteira|toda)", "ninguem consegue"}},
      {"many_affected", {"(varios|muitos) (usuarios|clientes|colegas|funcionarios)"}},
      {"no_workaround",
       {"(nao ha|sem) [nenhuma] (alternativa|outra forma|solucao de contorno)",
        "nao conseguimos (trabalhar|operar|vender)"}},
  };
}

std::vector<SignalWords> signals() {
  auto all = matters();
  for (auto& words : feelings()) all.push_back(std::move(words));
  return all;
}

}  // namespace

const BlueprintLanguage& blueprint_pt() {
  static const BlueprintLanguage language{
      .language = "pt",
      .lists = {{"no", "nao|nunca|jamais|sem|nem"},
                {"contract", "conta|assinatura|contrato|servico|plano|linha|apolice|subscricao"}},
      .signals = signals()};
  return language;
}

}  // namespace baton::policy
