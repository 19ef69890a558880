/**
 * What a client's words give evidence of: a case told, numbers, pains by theme, attempts, people, feelings, needs.
 * Patterns over normalised words (words.ts), written by hand from how people write about banks. Each wants words that
 * speak for it by themselves: "комиссия" is a pain, "договор" alone is none.
 */
import { countWords, normalise } from './words.ts';

export const painThemes = ['time', 'money', 'clarity', 'access', 'people', 'trust'] as const;
export type PainTheme = (typeof painThemes)[number];

const painPatterns: Readonly<Record<PainTheme, RegExp>> = {
  time: /долго|очеред|прождал|ждал|ждать|ожидани|медлен|тянул|затян|опозда|не успе|часами|слушал\S* музык|висел\S* на|полдня|весь день|потерял\S* (время|день|час)|трат\S* врем|впусту/u,
  money:
    /(?<![а-я])дорог(о|ая|ие|овато)(?![а-я])|дорож|комисси|переплат|штраф|списал|подорожа|не хват|потерял\S* (деньг|\d|тысяч)|невыгодн|курс\S* (плох|грабит|невыг)|высок\S* (процент|ставк)|под \S* процент|в минус|обесцен|сгорел|съел\S* (инфляц|комисс)/u,
  clarity:
    /непонятн|не понял|не понимаю|не понимал|запута|мелк\S+ шрифт|не объясн|не разобрал|не разобра|туман|скрыт|не сказали|не предупред|не знал\S*,? что|сюрприз/u,
  access:
    /не работа|завис|ошибк|не откры|не прош(ло|ла|ел)|отказ|не наш(ел|ла)|не найти|не могу найти|недоступ|вылета|не приш(ло|ла|ел)|сбой|заблокир|справк|кипа|кучу? (бумаг|документ)|не смог|не получилось|не дошл\S* (деньг|плат|перев)|не проход|далеко ехать|закрыли отделен/u,
  people:
    /груб|хам|не помог|не ответ|отфутбол|переключал|перекидыва|не дозвон|равнодуш|никто не|гоня\S* (по|из)|отписк|робот отвеч|бот отвеч|одно и то же|повторял\S* (все|одно)/u,
  trust: /боюсь|боялся|боялась|страшно|не довер|обман|навяз|впари|мошенн|опаса|подвох|сомнева|утечк|рискован|развод/u,
};

export interface Evidence {
  /** A real past case is told, not an opinion. */
  readonly hasCase: boolean;
  readonly hasMoney: boolean;
  readonly hasTime: boolean;
  /** A sum of money, or a time that something took. */
  readonly hasNumber: boolean;
  readonly hasAttempt: boolean;
  readonly triedNothing: boolean;
  readonly hasPerson: boolean;
  readonly hasEmotion: boolean;
  readonly hasHabit: boolean;
  readonly hasNeed: boolean;
  readonly pains: readonly PainTheme[];
}

const timeMarker =
  /вчера|позавчера|сегодня утром|недавно|в прошл\S+|на прошлой|прошлым|прошлой|год назад|назад|однажды|как-то раз|в тот (день|раз|вечер)|летом|зимой|весной|осенью|в (январе|феврале|марте|апреле|мае|июне|июле|августе|сентябре|октябре|ноябре|декабре)|в (19|20)\d\d/u;
const pastVerb = /[а-я]{2,}(л|ла|ли|лся|лась|лись)(?![а-я])/gu;
const money = /\d[\d\s]*(р(?![а-я])|руб|₽|тыс|тысяч|млн|миллион|к(?![а-я]))|рубл|тысяч|миллион|копе(ек|йк)/u;
const time =
  /(\d+|один|одну|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|полтора|полторы|пару|несколько|целый|целую|весь)[\s-]*(час|минут|дн|день|сут|недел|месяц|лет|год|раз)|полчаса|полдня|полгода|минут \S+|час(а|ов)? \S+|неделю|сутки/u;
/** A time that something took: worth asking what it is made of, as "пять раз" is not. */
const duration =
  /(\d+|один|одну|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|полтора|полторы|пару|несколько|целый|целую|весь)[\s-]*(час|минут|дн|день|сут|недел|месяц|лет)|полчаса|полдня|полгода/u;
const attempt =
  /пробовал|попробовал|пытал|искал|гуглил|обраща|обратил|жаловал|просил|сравнива|перечитал|съездил|звонил|дозвони|писал|ходил|скачал|завел|завела|перешел|перешла|сделал\S* сам|записывал|вел табли|вела табли|считал/u;
const nothing =
  /ничего не (делал|пробовал|предприн|стал)|ничего|никак|не пробовал|не пытал|смирил|терплю|рукой махнул|махнул\S* рукой|так и живу/u;
const person =
  /(?<![а-я])(жена|жене|жену|женой|муж|мужу|мужа|мужем|мама|маме|маму|папа|отец|отцу|мать|сын\S*|доч\S*|брат\S*|сестр\S*|друг|другу|друзья|подруг\S*|коллег\S*|сосед\S*|сотрудни\S*|менеджер\S*|оператор\S*|начальни\S*|бабушк\S*|дедушк\S*|знаком(ый|ая|ые|ому)|ребен\S*|дети|детей)(?![а-я])/u;
const emotion =
  /злил|злост|зло(?![а-я])|разозл|бесит|бесил|взбесил|обидн|обидел|раздража|нервнича|нервы|пережива|страшно|стыд|расстро|устал(?!а? карт)|тревож|отчаян|унизит|кошмар|ужас|растерял|облегчени|обрадовал|боюсь|боялся|боялась/u;
const upset =
  /злил|разозл|бесит|бесил|взбесил|обидн|обидел|раздража|нервы|унизит|кошмар|ужас|отчаян|возмут|безобраз|позор|расстро/u;
const habit =
  /обычно|всегда|каждый (день|месяц|раз)|каждую неделю|по привычке|как правило|постоянно|часто|по (утрам|вечерам|пятниц\S*)/u;
const need =
  /хотел|хочу|хочется|(мне|нам|для меня) (было |очень |тогда )?(надо|нужн|важно)|важно|главное|мечта|(?<![а-я])цель|лишь бы|пусть (бы|хотя бы)|хорошо бы|ради/u;

const narrativeWordsMin = 12;
const narrativeVerbsMin = 2;

export function findEvidence(text: string): Evidence {
  const plain = normalise(text);
  const verbsCount = (plain.match(pastVerb) ?? []).length;
  const isNarrative = verbsCount >= narrativeVerbsMin + 1 && countWords(plain) >= narrativeWordsMin;
  return {
    hasCase: isNarrative || (verbsCount >= narrativeVerbsMin && timeMarker.test(plain) && countWords(plain) >= 6),
    hasMoney: money.test(plain),
    hasTime: time.test(plain),
    hasNumber: money.test(plain) || duration.test(plain),
    hasAttempt: attempt.test(plain),
    triedNothing: nothing.test(plain) && !attempt.test(plain),
    hasPerson: person.test(plain),
    hasEmotion: emotion.test(plain),
    hasHabit: habit.test(plain),
    hasNeed: need.test(plain),
    pains: findPains(plain),
  };
}

/** @param plain normalised. */
export function findPains(plain: string): readonly PainTheme[] {
  return painThemes.filter((theme) => painPatterns[theme].test(plain));
}

export function isUpset(text: string): boolean {
  return upset.test(normalise(text)) || /[А-ЯЁ]{4,}[^а-яё]*!{2,}/u.test(text);
}

export function namesNeed(text: string): boolean {
  return need.test(normalise(text));
}

export function namesPerson(text: string): boolean {
  return person.test(normalise(text));
}

export function isPastStory(text: string): boolean {
  return (normalise(text).match(pastVerb) ?? []).length > 0;
}
