// SPDX-License-Identifier: MIT
// The lists as text, one string a list, turned into one hash table on first use.
#include "words.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace baton::brief {
namespace {

struct Entry {
  List list;
  std::string_view words;
};

constexpr Entry kLists[] = {
    {List::greeting,
     "hello hi hey hiya howdy greetings morning afternoon evening good dear there hola buenas buenos días "
     "dias tardes "
     "noches hallo guten tag morgen abend moin servus grüß gott bonjour bonsoir salut coucou olá ola oi bom "
     "boa tarde "
     "noite dia everyone team sir madam"},
    {List::courtesy,
     "thanks thank thx ty cheers please pls plz bye goodbye ciao gracias favor adiós adios danke bitte "
     "tschüss merci "
     "svp plaît obrigado obrigada tchau welcome great perfect awesome excellent wonderful nice cool lovely "
     "much lot "
     "appreciated appreciate genial perfecto gracias super parfait ótimo perfeito"},
    {List::yes,
     "yes yeah yep yup sure ok okay correct right absolutely certainly definitely exactly affirmative sí si "
     "claro vale "
     "correcto ja genau klar jawohl richtig oui ouais d'accord exact sim certo isso"},
    {List::no,
     "no nope nah not none nothing negative nein nee kein keine non aucun aucune não nao nada ninguno "
     "ninguna"},
    {List::function,
     "i me my mine we us our you your yours he him his she her it its they them their this that these those "
     "who whom "
     "a an the some any all both each every no not and or but if so as than then because while although "
     "though "
     "of at by for with about against between into through during before after above below to from up down "
     "in out on "
     "off over under again am is are was were be been being have has had having do does did doing done will "
     "would shall "
     "should can could may might must i'm i've i'd i'll you're you've you'd we're we've it's that's there's "
     "what's "
     "let's either neither another such own same don't doesn't didn't can't cannot won't wouldn't isn't "
     "aren't wasn't haven't hasn't just only also too very "
     "really here there now still already yet when where which what why how many much "
     "el la los las un una unos unas lo le les se me te nos mi mis tu tus su sus yo él ella ellos ellas "
     "usted ustedes "
     "nosotros que qué quien quién cual cuál cuando cuándo donde dónde como cómo por para con sin sobre "
     "entre desde "
     "hasta en de del al y o u e ni pero porque pues es son está están era eran fue ser estar soy estoy he "
     "ha han "
     "hay muy más menos ya también cuántos cuántas cuánto este esta esto ese esa eso "
     "der die das den dem des ein eine einen einem einer eines ich du er sie es wir ihr mich mir dich dir "
     "ihn ihm uns "
     "euch ihnen mein meine meinen meinem meiner dein deine sein seine unser unsere ihre ihrem ihren ihrer "
     "und oder "
     "aber denn weil wenn dass ob als wie so auch nur noch schon sehr nicht bin ist sind war waren sein habe "
     "hat haben "
     "hatte hatten werde wird werden wurde wurden kann können könnten könnte muss müssen soll sollte darf "
     "dürfen mag "
     "möchte möchten will wollen für mit von vom zu zum zur bei beim nach aus auf an am im um über unter vor "
     "hinter "
     "zwischen durch gegen ohne bis seit viele viel wer wo wann warum welche welcher welches welchen was "
     "je j'ai tu il elle on nous vous ils elles moi toi lui leur leurs mon ma mes ton ta tes son sa ses "
     "notre nos votre "
     "vos combien ce cet cette ces ça c'est qu'il que qui quoi dont où quand comment pourquoi quel quelle "
     "quels quelles le la "
     "les l un une des du au aux et ou mais donc car ni ne pas plus très aussi bien suis es est sommes êtes "
     "sont étais "
     "était ai as a avons avez ont avait être avoir dans par pour sur sous avec sans chez vers entre depuis "
     "jusqu "
     "eu você vocês ele ela eles elas nós meu minha meus minhas teu tua seu sua seus suas nosso nossa o os a "
     "as um uma "
     "uns umas do da dos das no na nos nas ao aos à às pelo pela em com sem por para até e ou mas porque "
     "quem qual "
     "quais quando onde como quanto quantos quantas sou és é somos são estou está estão era foi ser estar "
     "tenho tem têm havia há já "
     "também muito mais menos este esta isto esse essa isso aquele aquela"},
    {List::asking,
     "provide tell give send share confirm enter specify describe explain let know say write show help like "
     "alright fine "
     "need want require prefer have got get ask asking looking look wish make using use name's please could "
     "can "
     "may might would kindly first next before now able possible happy able find check verify repeat help me "
     "indicar decir dar enviar confirmar escribir proporcionar necesita necesito quiere quiero puede puedes "
     "podría "
     "podrías tiene tienes gustaría indique diga envíe confirme facilitar facilitarme decirme darme "
     "nennen sagen geben mitteilen schicken senden bestätigen angeben brauchen braucht benötigen haben "
     "lautet lauten "
     "heißen heißt teilen mit bitte gern gerne "
     "donner dire indiquer envoyer confirmer préciser communiquer fournir pouvez pourriez pouvez-vous "
     "pourriez-vous "
     "avez-vous est-ce veuillez souhaitez souhaitez-vous voulez voulez-vous voudriez "
     "informar dizer enviar fornecer pode poderia podia informe diga envie confirme precisa precisaria "
     "gostaria quer"},
    {List::lead_in,
     "it it's its it’s that that's is are was be my mine the a an i i'm i’m im am we we're would i'd i’d id "
     "like want need "
     "have has got get think guess believe prefer let let's lets make take go going with do please well um "
     "uh hmm so oh ah "
     "ok okay sure yes yeah yep yup right of course name's names to for at on in by under from around about "
     "just maybe "
     "probably hi hello here here's there's this will be can could you put say use mean meant sorry actually "
     "and but "
     "looking some should something rather into wait oops wow whoa gosh jeez geez haha lol hm hmmm umm er "
     "huh yikes okay alright "
     "es el la mi sí si son está en a para por con un una soy claro quiero "
     "ist der die das mein meine ja es am im um in für ich bin heiße heisse also und von "
     "c'est c’est le la mon ma oui est à pour en je suis un une euh alors "
     "é o a meu minha sim em para por um uma sou no na"},
    {List::article,
     "the a an my our your his her their el la los las un una mi su der die das den dem ein eine mein meine "
     "le les l mon "
     "ma votre o os as um uma meu minha seu sua ihre your's any some this that"},
    {List::of, "of de do da dos das du des del der von vom for d"},
    {List::conjunction, "and or y o e und oder et ou plus as"},
    {List::question,
     "what which when where who whom whose why how what's when's where's who's qué cuál cuáles cuándo dónde "
     "quién cómo "
     "cuánto cuánta cuántos cuántas que cual cuando donde quien como cuanto was welche welcher welches "
     "welchen wann wo "
     "woher wohin wer wie wieviel quel quelle quels quelles quand où qui comment combien qual quais quando "
     "onde quem "
     "quanto quantos quantas quanta"},
    {List::weekday,
     "monday tuesday wednesday thursday friday saturday sunday mondays fridays mon tue tues wed thu thur "
     "thurs fri "
     "lunes martes miércoles miercoles jueves viernes sábado sabado domingo montag dienstag mittwoch "
     "donnerstag freitag "
     "samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche segunda-feira "
     "terça-feira "
     "quarta-feira quinta-feira sexta-feira"},
    {List::month,
     "january february march april may june july august september october november december jan feb mar apr "
     "jun jul aug "
     "sep sept oct nov dec enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
     "diciembre "
     "januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août "
     "septembre octobre "
     "novembre décembre janeiro fevereiro março maio junho julho setembro outubro novembro dezembro"},
    {List::day_word,
     "today tomorrow tonight yesterday noon midnight midday weekend hoy mañana ayer mediodía medianoche "
     "heute gestern "
     "mittag mitternacht wochenende aujourd'hui demain hier midi minuit hoje amanhã ontem meio-dia "
     "meia-noite"},
    {List::currency,
     "usd eur gbp chf brl jpy cad aud mxn dollar dollars euro euros pound pounds quid bucks cents credits "
     "pesos peso "
     "reais real franken francs livres libras dólares rupees inr"},
    {List::number_word,
     "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty "
     "forty fifty "
     "hundred dos tres cuatro cinco seis siete ocho nueve diez zwei drei vier fünf sechs sieben acht neun "
     "zehn deux "
     "trois quatre cinq sept huit neuf dix dois duas três quatro sete oito nove dez"},
    {List::meridiem, "am pm a.m p.m uhr o'clock oclock h horas heures"},
    {List::id_word,
     "number numbers no num nr id ids code ref reference # número numero núm nummer kennung numéro código "
     "codigo "
     "referencia referenz référence referência"},
    {List::correction,
     "sorry actually instead rather correction meant oops wait perdón perdon mejor quise entschuldigung doch "
     "sondern "
     "eigentlich pardon plutôt désolé désolée desculpe aliás melhor"},
    {List::verb,
     "book booking reserve buy cancel change update call check find help see know tell ask get give make try "
     "tried go "
     "come leave leaving arrive arriving depart departing travel traveling travelling start starting stay "
     "staying "
     "plan planning schedule visit pay paid send sent receive received return need want like love hate think "
     "hope "
     "work works working happen happened wonder wondering looking trying going coming rent play talk speak "
     "hold keep "
     "put set turn stop open close fix solve lost forgot bring bringing attend"},
};

// Open addressing over one flat array: the lists are asked for every word several times, so this is the inner
// loop.
class Table {
 public:
  void add(std::string_view word, unsigned bit) {
    Slot& slot = find(word);
    slot.word = word;
    slot.bits |= 1u << bit;
  }
  std::uint32_t bits(std::string_view word) const { return const_cast<Table*>(this)->find(word).bits; }

 private:
  static constexpr std::size_t kSlots = 8192;  // a power of two, four times the words
  struct Slot {
    std::string_view word;
    std::uint32_t bits = 0;
  };

  Slot& find(std::string_view word) {
    std::uint32_t hash = 2166136261u;
    for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    std::size_t at = (hash ^ (hash >> 15)) & (kSlots - 1);
    while (!slots_[at].word.empty() && slots_[at].word != word) at = (at + 1) & (kSlots - 1);
    return slots_[at];
  }

  std::vector<Slot> slots_ = std::vector<Slot>(kSlots);
};

void add_words(Table& table, std::string_view words, unsigned bit) {
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    if (space != 0) table.add(words.substr(0, space), bit);
    words = space == std::string_view::npos ? std::string_view() : words.substr(space + 1);
  }
}

const Table& lists() {
  static const Table built = [] {
    Table table;
    for (const Entry& entry : kLists) add_words(table, entry.words, static_cast<unsigned>(entry.list));
    return table;
  }();
  return built;
}

bool is_all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

struct Speaks {
  Language language;
  std::string_view words;
};

// Words that are frequent in one of the five and rare in the other four.
constexpr Speaks kSpeaks[] = {
    {Language::en, "the is are you my have would i'm i it and to of what please with"},
    {Language::es,
     "el los mi por para con está qué usted hola gracias quiero necesito tengo pedido y cuál es mis"},
    {Language::de,
     "der die das ich nicht und ist mein meine bitte habe für ein eine mit wie sie ihre danke auf"},
    {Language::fr, "le les je vous est mon pas pour avec une bonjour merci j'ai votre des dans c'est et ma"},
    {Language::pt, "o os meu minha não para com você obrigado olá quero preciso tenho uma é do da seu em"},
};

}  // namespace

std::uint32_t lists_of(std::string_view folded_word) {
  return folded_word.empty() ? 0 : lists().bits(folded_word);
}

bool on(List list, std::string_view folded_word) {
  return (lists_of(folded_word) & (1u << static_cast<unsigned>(list))) != 0;
}

bool is_ordinal(std::string_view word) {
  if (word.empty() || word.front() < '0' || word.front() > '9') return false;
  for (const std::string_view ending : {"st", "nd", "rd", "th", "er", "º", "ª"}) {
    if (word.size() > ending.size() && word.substr(word.size() - ending.size()) == ending &&
        word.size() - ending.size() <= 2 && is_all_digits(word.substr(0, word.size() - ending.size()))) {
      return true;
    }
  }
  return false;
}

Language language_of(const Text& text) {
  static const Table speaks = [] {
    Table table;
    for (unsigned k = 0; k < std::size(kSpeaks); ++k) add_words(table, kSpeaks[k].words, k);
    return table;
  }();
  constexpr std::size_t kWordsLookedAt = 60;
  std::array<unsigned, std::size(kSpeaks)> score{};
  for (std::size_t i = 0; i < text.tokens.size() && i < kWordsLookedAt; ++i) {
    const std::uint32_t bits = speaks.bits(text.word(i));
    for (std::size_t k = 0; k < score.size(); ++k) score[k] += (bits >> k) & 1u;
  }
  std::size_t best = 0;
  for (std::size_t k = 1; k < score.size(); ++k) {
    if (score[k] > score[best]) best = k;
  }
  return score[best] == 0 ? Language::unknown : kSpeaks[best].language;
}

Language language_of_tag(std::string_view bcp47) {
  const std::string tag = fold(bcp47.substr(0, 2));
  if (bcp47.size() > 2 && bcp47[2] != '-' && bcp47[2] != '_') return Language::unknown;
  if (tag == "en") return Language::en;
  if (tag == "es") return Language::es;
  if (tag == "de") return Language::de;
  if (tag == "fr") return Language::fr;
  if (tag == "pt") return Language::pt;
  return Language::unknown;
}

}  // namespace baton::brief
