/**
 * The rubric of a question: what every question of the question copybook must be, and every turn that an interviewer
 * takes. The loader refuses a copybook with a question that fails, so nothing that leads, sells or promises can be asked.
 * Russian has no list of all leading words; these are the ones that our readers found in drafts, and their kin.
 */
import { likeness } from './words.ts';

export const rubricLimits = {
  charsMin: 8,
  charsMax: 160,
  /** Words in common from which two questions of one stage are the same question. */
  likenessMax: 0.8,
} as const;

const letters = '[а-яё]';
const word = (pattern: string) => new RegExp(`(?<!${letters})(?:${pattern})`, 'iu');

/** Puts an answer, a judgement or a wish into the client's mouth. */
const leading = word(
  `ли(?!${letters})|ведь(?!${letters})|разве|неужели|не так ли|правда ли|верно\\?|соглас|наверн|конечно|очевидно|кажется|` +
    `бы(?!${letters})|удобн|неудобн|приятн|неприятн|сложн|трудн|легк|плох|ужасн|хорош|отличн|прекрасн|понрав|` +
    'раздража|мешает|мешало|проблем|хотели|хотите|готовы|будете|порекоменд|почему не|лучше|хуже',
);
const selling = word(
  `предлага|предлож|оформите|подключ|воспользуй|скидк|акци(?:я|и|ю)(?!${letters})|бонус|к[эе]шб[эе]к|выгод|бесплатн|наш(?:а|е|и)? ` +
    '(?:банк|карт|вклад|кредит|продукт|приложен)|у нас есть|для вас мы|попробуйте|рекоменд|тариф|процентн|ставк',
);
const promise = word(
  'обеща|гарант|решим|исправим|верн[её]м(?!ся)|сделаем|поможем|ответим|свяжемся|перезвон|постараемся|учт[её]м|обязательно',
);
/** Two questions in one: "где и когда", "как и с кем". */
const double = word(
  `и (?:что|как|когда|где|кто|сколько|чем|зачем|почему|как(?:ой|ая|ие|им)|в как|на что|с кем)(?!${letters})`,
);
const open = word(
  `как|что|чем|чего|чему|ч[её]м|когда|где|кто|кого|кому|кем|кому|сколько|зачем|какой|какая|какие|каким|какими|какое|какую|каком|` +
    'какого|куда|откуда|почему|расскажите|опишите|вспомните|перечислите|назовите|прикиньте|остановимся|возьмите|перенеситесь|' +
    'приведите|чь[её]|сложите|оглянитесь|во что|ради чего',
);
const alphabet = /^[А-ЯЁа-яё0-9 ,.:;?!«»—–-]+$/u;

export type QuestionFault = 'leading' | 'selling' | 'promise' | 'double' | 'closed' | 'marks' | 'length' | 'alphabet';

/** @param text with the client's words taken out: they are not ours. */
export function judgeWording(text: string): readonly QuestionFault[] {
  const faults: QuestionFault[] = [];
  if (leading.test(text)) faults.push('leading');
  if (selling.test(text)) faults.push('selling');
  if (promise.test(text)) faults.push('promise');
  if ((text.match(/\?/gu) ?? []).length > 1 || /\?(?=.)/u.test(text)) faults.push('marks');
  return faults;
}

export function judgeQuestion(text: string): readonly QuestionFault[] {
  const bare = text.replaceAll('{quote}', '');
  const faults = [...judgeWording(bare)];
  if (double.test(bare)) faults.push('double');
  if (!open.test(bare)) faults.push('closed');
  if (text.length < rubricLimits.charsMin || text.length > rubricLimits.charsMax) faults.push('length');
  if (!alphabet.test(bare)) faults.push('alphabet');
  return faults;
}

/** Pairs of questions that say nearly the same. */
export function findNearDuplicates(texts: readonly string[]): readonly (readonly [string, string])[] {
  return texts.flatMap((one, index) =>
    texts
      .slice(index + 1)
      .filter((other) => likeness(one, other) > rubricLimits.likenessMax)
      .map((other) => [one, other] as const),
  );
}
