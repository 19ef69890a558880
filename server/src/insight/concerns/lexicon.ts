/**
 * Words that speak for a concern, in groups: beginnings of words (ё as е), written by hand from the labelling guide. A
 * group is one feature of the classifier; what it is worth is learned. They carry what a thousand statements cannot
 * hold: «неустойка» is known to be a penalty although nobody in the training part says it.
 */
import type { Language } from './read-words.ts';

const russian: Readonly<Record<string, string>> = {
  'finance.rate': 'процент процэнт проц ставк годовых ключев %',
  'finance.price':
    'дорог дорож подорож дешев цен стоим стоит стои тариф абонплат комисс камис обслужив сбор пошлин налог ндфл плачу платит платн бесплатн плата платы плату расход затрат дороговизн взима берете берут взял обход обошл обойд затратн комиссион бесплатно оценил процентн рубля',
  'finance.penalty': 'штраф пени пеня пеню пеней неустойк',
  'finance.burden':
    'платеж взнос переплат долг нагрузк потян кабал неподъем непосил зарплат пенси доход бюджет денег деньги копейк рубл руб тыс тысяч миллион млн рассрочк каникул реструктур хватит хватает хватать задыха позволить карман закредитован зарабатыв карман траты трат ипотек кредитк занима занять занял последн перекредит рефинанс пособи минималк пенсионн зарплатн премию средств взаймы обход богат предел',
  'finance.gain':
    'выгод невыгод доходн прибыл заработ кэшб кешб кэшбек кэшбэк балл бонус мили миль скидк надбавк купон дивиденд эконом сэконом окуп приумнож вычет акци льгот субсид начисл накап капал капит накоплен сбережен накоплю скоп копит копл копить откладыв надбав повыше прибавк прибав вырос стало подушк сохран прогоре вложил вложить вложен',
  'finance.loss':
    'потеря теря сгор обесцен минус списал списан списыв спишет сняли снимают снял убыт убыл просадк прогор недосчит грабеж грабит обдир поборы побор вернит возврат вернул вернут инфляц съел съеда обокра разор лишн занизил занижен урезал урез отнял обобрали разден бьет бьют растрат сдер дерут наживает тают тает кинули пропадут пропало дыр',
  'finance.amount': 'лимит сумм мало малень больше меньше ниже выше хотя',
  'finance.exchange': 'курс спред конверт обменник доллар евро юан',
  'efficiency.time':
    'долг быстр час часа часов часами полчаса минут недел месяц дней дня день дни сут срочн ждать жду ждал ждем ждешь прожд ожид задерж время времени некогда ускор медлен скор моментальн сразу мгновен тянется тянут затян вовремя полдня сегодня завтра поздн сроки срок ночью утром вечером обеденн перерыв секунд миг тянут волок ежедневн выходные выходной будни будням суббот воскрес будн график до',
  'efficiency.distance':
    'очеред ехать езди поезд далеко далек километр ближайш поселк деревн дорог город пешком добира такси талон выходн график отпрашив',
  'efficiency.tool':
    'приложен преложен сайт кабинет терминал банкомат парол код кода коды смс пуш уведомлен напомин войти вход зайти кнопк экран меню автоплат автопопол автосписан qr куар nfc перевод перевест телефон смартфон интернет онлайн логин отпечат виджет выписк интерфейс обновлен функци раздел систем операци касса кассу кассе кассирш почт почтой почту распечат скач загруз экспорт отображ показыв кноп шрифт буквы уведом вбива терминале сбп мир эквайр отчет отчёт настро подключить привяз банкомате офис',
  'efficiency.failure':
    'висн виси виснит зависа зависл завис тормоз вылет работает сбой сбои ошибк глюч глюк лага грузит загруж слетел недоступ заблок блокир размагн сломал неисправ невозможн проходит прошел прошла срывается отключ зажевал проглот завис дошл доходит зачисл потерял вылета выбрас выкид слома ломает кривой криво пусто пустой виден видно найти обрыва закрыт закрыто срыва пропал дублир висит нельзя выгруж',
  'efficiency.ease':
    'удобн неудоб комфорт прост сложн легк легко лишн шаг клик нажат нажим касан автомат сам само самост вручную волокит морок возн хлопот бегать бега таскать путаниц мучен надоел замуч некогда квест утомит вручную минимум визит визиты визитов подпис ходить ходил хожу хождени звоню приходит приходилось приходится пришлось инстанц туда обратно квест запомн помнить следить забыв одном одну одной',
  'purchase.apply':
    'заявк заявлен анкет оформ аформ подать подал подаю подав открыть откры завести заказ доставк достав курьер активир выдач выдать выдаете выдадите получить получен подключ верифик идентиф подтвердить подтвержд этап процедур стать переоформ перейти переход перевыпуск перевести подключите стать приходить прийти забрать заполн загрузил подтвердил вписать вписывать оформлен подписать подпись регистр',
  'purchase.papers':
    'документ дакумент справк паспорт снилс инн договор подпис подпиш бумаг бумаж поручит созаем прописк регистрац доверенн нотари оценк оценщ экземпляр птс выписк сканы копи согласие образец пакет',
  'purchase.decision':
    'одобр отказ отклон рассмотр рассматр решени требован подойд подход дадут дадите дают возьмете принима берете стаж возраст шанс истори скоринг предодобр годится положен имею доступн гражд самозанят студент пенсионер безработ ограничен одобрят возьмутся берут примете примут принимаете помешает повлия положена положены положено возможно возможен можно нужно нужна нужны нужен надо обязательн минимальн пересмотр дадите отклон помех мимо распростран кредитуете страхуете выдаете застрахуете рефинансируете',
  'purchase.imposed':
    'навяз навязыв впари впаривает втюх подсун обязаловк обязател заставл принужд страховк услуги допов допы опци галочк принудит вписал вписали подключили подключил добавил добавили согласия подписк страховку каско',
  'purchase.choice':
    'выбрать выбор выбирать отлич услови какой какую какие какая вариант программ критери нюанс прочит мелким шрифт сноск понятн непонятн запутан какая каким каких отличается отличия разниц тип подойдет порядок последовательн сначала шаг требуется сроки действует',
  'support.people':
    'оператор аператор менедж сотрудн специалист консульт живой живым живого живому человек человеч робот бот боты управляющ советник кассир девушк работник персонал эксперт юрист эксперт агент консьерж оценщик охранник начальн руководит сотрудниц специалис банкир риелтор кассирш девочк девчонк мальчик люди людей личн маме мама бабушк знакомые лица кто-нибудь кто-то никто некому кого',
  'support.contact':
    'чат чате лини поддерж колл дозвон перезв звон трубк отвеч ответ обращен жалоб претенз отписк игнор молчат молча тишин письм написал напис горяч связ связат свяж сообщ обратн позвон звоню звоните созвон автоответч реакц номер слуша выслуш слышат слышит обраща обратит обратил поговор говорит говорят разговор пообщ спрос спраш обещ обещал сказали молча забыл забыли',
  'support.manner':
    'хам груб нагруб вежлив вниман уваж отнош забот равнод безразл наплев издев футбол посыла кричат накрич обид обозв извин плева доброжел сочувств индивид персонал участи пренебр смеял посмея рассмея отмахн швырн торопил торопи давит давят давлен брош броси бросил бросят пропал исчез человечн терпелив врет врут соврал соврали лгут ложь уговор сердц совест издева бездушн помнят помнили наглост осужд тепл',
  'support.explain':
    'объясн обьясн растолк подскаж посовет совет помог помощ помочь памаг разобр понят понима понял консульт науч расскаж растеря провед сопровожд пояс пожилы помогл помогит помогал растолков совета подсказ наставник обуч научи разъясн проконсульт успоко простыми своими проверил посоветоваться посоветуйте контрол напомнил',
  'support.fear':
    'боюсь боимс боязн боит страш опаса довер недовер гарант безопас надеж обман мошен украл украд взлом афер развод тревож тревог пережива спокой беспоко уверен сомнев утеч верю верить вера кинут кинул честн жулик полиц следоват подвох подозр поддел фальш надежд ответственн отвечает отвечать пугает пугают испуг волну волнуе спать взлома зайти украден обокрал кража гарантии лопнет отзовут лиценз закроется застрахован потерять страх',
};

const english: Readonly<Record<string, string>> = {
  'finance.rate': 'rate interest percent apr yield inflation %',
  'finance.price': 'price pric cost expens cheap fee fees commission charg tariff tax pay paid afford annual',
  'finance.penalty': 'penalt fine fines overdraft',
  'finance.burden': 'payment instal debt burden salary income pension budget money loan deposit down month',
  'finance.gain': 'cashback bonus reward point miles discount profit return saving save saves benefit perk worth',
  'finance.loss': 'lost lose losing refund deduct took taken missing wrong amount less twice double debit',
  'finance.amount': 'limit sum small low lower more higher',
  'finance.exchange': 'exchang currenc convert spread',
  'efficiency.time':
    'time long wait slow quick fast hour minute day days week month late delay pending hurry urgent instant immediat soon',
  'efficiency.distance': 'queue branch far drive away near distance travel',
  'efficiency.tool':
    'app website atm terminal password passcode pin code sms notif login button screen transfer top topup contactless google apple virtual machine balance online',
  'efficiency.failure':
    'work working crash freez frozen error fail declin block broken stuck reject revert swallow disabl cancel',
  'efficiency.ease': 'easy easi hard simple convenien annoy automat steps tap click tired use using',
  'purchase.apply':
    'appl order deliver arriv activat get open receiv issu request verif identit link sign register process',
  'purchase.papers': 'document paper passport contract proof form id sign certificat',
  'purchase.decision': 'approv refus eligib qualif require age accept decision allow availab support countr',
  'purchase.imposed': 'forced insurance mandatory oblig box ticked',
  'purchase.choice': 'choose which option difference type terms visa mastercard',
  'support.people': 'agent manager staff person human someone anyone adviser advisor operator bot robot',
  'support.contact': 'call phone chat support answer reply respon contact hotline complain email',
  'support.manner': 'rude polite care attention respect ignor hung',
  'support.explain': 'help explain understand advice advis guide guid assist confus',
  'support.fear':
    'afraid scare worri safe secur trust fraud scam stolen steal stole hack compromis recogni lost guarante suspicious',
};

export interface Entry {
  readonly start: string;
  readonly group: string;
}

const entries: Readonly<Record<Language, ReadonlyMap<string, readonly Entry[]>>> = {
  ru: index(russian),
  en: index(english),
};

/** The longest beginning of a word in each group that knows it. */
export function entriesOf(form: string, language: Language): readonly Entry[] {
  if (form === '%') return [{ start: '%', group: 'finance.rate' }];
  const longest = new Map<string, Entry>();
  for (const entry of entries[language].get(form.slice(0, 2)) ?? []) {
    const known = longest.get(entry.group);
    if (form.startsWith(entry.start) && entry.start.length > (known?.start.length ?? 0))
      longest.set(entry.group, entry);
  }
  return [...longest.values()];
}

/** By the first two letters, so that a word is compared with few. */
function index(groups: Readonly<Record<string, string>>): ReadonlyMap<string, readonly Entry[]> {
  const byHead = new Map<string, Entry[]>();
  for (const [group, words] of Object.entries(groups)) {
    for (const start of words.split(' ')) {
      if (start.length < 2) continue;
      const head = start.slice(0, 2);
      byHead.set(head, [...(byHead.get(head) ?? []), { start, group }]);
    }
  }
  return byHead;
}
