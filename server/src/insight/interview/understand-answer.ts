/**
 * What a client's words are taken for, by rules: hand-written patterns, tried from the most urgent (a wish to stop) to
 * the least. A text that gives orders to a machine is text: it never counts as an answer and is never quoted back.
 */
import { limits } from './limits.ts';
import type { Stage, Understanding } from './types.ts';
import { countWords, normalise, sentencesOf } from './words.ts';

export interface AnswerContext {
  readonly stage: Stage;
  /** The interviewer has offered to stop and waits for a word. */
  readonly offered: boolean;
}

const stop =
  /^(\/?(stop|стоп)(?![а-я])|хватит|достаточно(?!го)|(давай(те)? )?(закончим|заканчиваем|прекратим|остановимся)|закончить|законч\S*|прекратите|закругля|до свидания|отстань|отстаньте|отвали|все,? хватит|больше не (хочу|буду)|не хочу (больше|продолжать|дальше|разговаривать|общаться)|я (устал|устала)( отвечать)?[.! ]*$|мне некогда|некогда|нет времени|у меня нет времени|пока[.!]*$)/u;
const stopInside =
  /давай(те)? (на этом )?(закончим|заканчивать|прекратим)|хватит вопросов|не хочу (больше )?(продолжать|отвечать на (ваши )?вопросы)|удалите мои ответы/u;
const abuse =
  /(?<![а-я])(идиот|дебил|тупо(й|е|рыл)|тупые|урод|сволоч|твар(ь|и)|козл|придур|мраз|заткн|отвали|пош(ел|ли) (ты|вы|нах)|иди(те)? (ты |вы )?(на(?![а-я])|в ж|лесом|нах)|нах(уй|ер)|ху(й|е|и)|п[иe]зд|еба|ебан|бля(?![а-я])|блять|говн|дерьм)/u;
const anger =
  /(достали|надоели|задолбали|заколебали|бесите|издеваетесь|не ваше дело|какое вам дело|чего пристали|отстаньте)/u;
const injection =
  /игнорир\S* (все|всё|предыдущ|инструкц)|забудь (все|всё|предыдущ|инструкц)|предыдущ\S+ (инструкц|указани|команд)|систем\S+ (промпт|инструкц|сообщен|подсказк)|ты теперь(?![а-я])|веди себя как|представь,? что ты|напиши (стих|код|рекламу|песн|рассказ|скрипт)|пообещай|скажи,? что (ставка|банк|ты)|ignore (all|previous|the)|disregard|system prompt|you are now|act as|jailbreak|developer mode|<\||\[inst|### ?(system|instruction)|select \*|drop table|<script/u;
const identity =
  /(ты|вы) (ро?бот|бот|человек|программа|живой|машина|нейросет)|с (роботом|ботом|кем) (я )?(говорю|разговариваю|общаюсь)|кто ты|кто вы(?![а-я])|как тебя зовут|как вас зовут|это бот/u;
const unclear =
  /в (каком )?смысле|что (вы|ты) име\S+ в виду|не понял\S* (вопрос|вас|о чем)|не понимаю (вопрос|о чем|вас)|о чем (вы|речь)|что именно(?![а-я])|перефразир|поясните вопрос|^(что|чего|а|эм+|как это)\?+$/u;
const refusal =
  /не (хочу|буду|стану|готов\S*) (об этом |про это )?(говорить|отвечать|рассказывать|обсуждать|об этом)|не скажу|это личн|личный вопрос|без комментариев|пропуст(им|ите|ить)|следующий вопрос|не ваше дело/u;
const unsure =
  /не знаю|не помню|затрудня|сложно (сказать|ответить|вспомнить)|трудно (сказать|ответить|вспомнить)|без понятия|понятия не имею|не думал\S* об этом|ничего в голову|не могу вспомнить|(сказать|добавить|рассказать) (больше |тут )?нечего|нечего (больше )?(сказать|добавить)|^(это |вот )?все[.! ]*$|все сказал|(?<![а-я])хз(?![а-я])/u;
const noCase =
  /(такого |этого |никогда )?не было(?![а-я])|никогда не|ни разу|не случалось|не сталкивал|такого нет|не пользуюсь|не пользовал|не доводилось|не приходилось/u;
const goOn =
  /^(да|ага|ок|окей|хорошо|ладно|давай(те)?|продолж\S*|дальше|можно|поехали|спрашивай(те)?|готов\S*|ну давай(те)?)(?![а-я])/u;
const noAfterOffer = /^(нет|не надо|не хочу|не буду|не сейчас|потом|лучше нет|закончить)/u;
const offTopic =
  /погод|футбол|хоккей|матч|политик|президент|выбор(ы|ах)(?![а-я])|анекдот|шутк|стихотвор|стишок|рецепт|борщ|котик|кошк|собак|сериал|фильм|гороскоп|рыбалк|танк|космос|инопланет|марс(?![а-я])|пришельц|как дела|звездны|концерт|огород|погуля/u;
const bankWords =
  /банк|деньг|денег|карт|счет|вклад|кредит|ипотек|квартир|жиль|страхов|валют|доллар|евро|юан|зарплат|прилож|отделен|заявк|поддержк|оператор|перевод|перевел|плат|руб|тысяч|копи|отклад|отлож|акци(й|и|я)|облигац|процент|очеред|долг|займ|справк|сбереж|инвест|брокер|магазин|покуп|касс|звон|линию|линии|менеджер|сотрудни|робот|документ/u;
const asksBank =
  /(?<![а-я])(вы|вас|вам|ваш\S*|у вас|банк\S*|ставк\S*|можно ли|как мне|мне|курс|комисси\S*|услови\S*|процент\S*|сколько стоит|когда (вы|будет|откро))(?![а-я])/u;
const requests =
  /^(подскажите|скажите|расскажите|объясните|ответьте|дайте|посоветуйте|сделайте|верните|оформите)(?![а-я])/u;

export function understandAnswer(raw: string, { stage, offered }: AnswerContext): Understanding {
  const text = normalise(raw.slice(0, limits.readCharsMax));
  if (!/[\p{L}\p{N}]/u.test(text)) return 'silent';
  const wordsCount = countWords(text);
  if (wordsCount <= 12 && stop.test(text)) return abuse.test(text) ? 'hostile' : 'stop';
  if (offered && wordsCount <= 6 && noAfterOffer.test(text)) return 'stop';
  if (stopInside.test(text)) return 'stop';
  if (injection.test(text)) return 'injection';
  if (isHostile(text, wordsCount)) return 'hostile';
  if (offered && wordsCount <= 5 && goOn.test(text)) return 'go_on';
  if (wordsCount <= 15 && identity.test(text)) return 'identity';
  if (wordsCount <= 10 && unclear.test(text)) return 'unclear';
  if (wordsCount <= 12 && refusal.test(text)) return 'refuses';
  if (asksTheBank(raw, wordsCount)) return 'asks';
  if (isOffTopic(text, wordsCount)) return 'off_topic';
  if (wordsCount <= 9 && unsure.test(text)) return 'unsure';
  if (wordsCount <= 14 && isStory(stage) && noCase.test(text)) return 'no_case';
  if (
    wordsCount <= limits.terseWordsMax &&
    !(stage === 'price' && /\d|час|дн|день|недел|месяц|тысяч|руб/u.test(text))
  ) {
    return 'terse';
  }
  return 'answer';
}

const isStory = (stage: Stage) => stage === 'last_case' || stage === 'context';

/** Anger at a queue is an answer; anger at whoever asks is not. */
function isHostile(text: string, wordsCount: number): boolean {
  return (wordsCount <= 20 && abuse.test(text)) || (wordsCount <= 8 && anger.test(text));
}

/** Long stories are never off topic: people go a long way round. */
function isOffTopic(text: string, wordsCount: number): boolean {
  if (bankWords.test(text)) return false;
  if (wordsCount <= 25 && offTopic.test(text)) return true;
  return !/[а-я]/u.test(text) && !/\d/u.test(text);
}

/** Questions to the bank; those in a story ("она спросила: где паспорт?") are part of it. */
export function questionsToBank(raw: string): readonly string[] {
  return sentencesOf(raw.slice(0, limits.readCharsMax)).filter((sentence) => {
    const plain = normalise(sentence);
    if (/[«"„:]/u.test(sentence)) return false;
    return (sentence.includes('?') && asksBank.test(plain)) || (requests.test(plain) && countWords(plain) >= 3);
  });
}

function asksTheBank(raw: string, wordsCount: number): boolean {
  const asked = questionsToBank(raw);
  return asked.length > 0 && wordsCount - countWords(asked.join(' ')) < 12;
}

/** Whether words may be said back to the client. */
export function isQuotable(text: string): boolean {
  const plain = normalise(text);
  if (abuse.test(plain) || injection.test(plain)) return false;
  // Numbers of cards, telephones and documents, addresses, markup.
  return !/\d{5,}|\d[\d\s-]{8,}\d|@|https?:|www\.|[<>{}[\]|\\«»„“"?]/u.test(text);
}
