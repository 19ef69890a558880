/**
 * The prompt of free writing, in words, for a strong model: what, for whom, where, how long, in what tone, what is
 * forbidden, and a few hand-written texts as samples of the style. Unlike prompt.ts, whose reader follows no instruction
 * and pays for each token, this one may be long.
 *
 * With a remote engine it leaves the machine. Of a client it holds the names of signals, gender and age band: it is made
 * from `PromptClient`, which has no numbers.
 */
import type { Eligible } from '../copybook/index.ts';
import type { ChannelCode } from '../domain/channels.ts';
import type { Concern } from '../domain/concerns.ts';
import type { Random } from '../domain/random.ts';
import { bodyOf } from '../domain/thread.ts';
import type { ValidChannel, ValidProduct } from '../domain/valid-request.ts';
import { describeClient } from './describe-client.ts';
import { type PromptClient, withoutMarkup } from './prompt.ts';

/** Changes whenever the wording below does; stored with each answer. */
export const freePromptVersion = 'free-1';

export interface FreePromptTask {
  readonly product: Pick<ValidProduct, 'name' | 'description'>;
  readonly channel: Pick<ValidChannel, 'code'>;
  readonly concern: Concern;
  /** Null: for anybody. */
  readonly client: PromptClient | null;
  readonly charsMin: number;
  readonly charsMax: number;
  /** Hand-written bodies for the same cell, or []. */
  readonly samples: readonly string[];
}

const samplesMax = 3;
/** An embedded engine's slot holds some 2,000 tokens of prompt and text. */
const samplesCharsMax = 1200;

/** What the concern asks of the text. */
const concernTasks: Readonly<Record<Concern, string>> = {
  finance: 'деньги и выгода: покажите пользу для бюджета, не называя чисел',
  efficiency: 'время и удобство: покажите, что это быстро и без лишних дел',
  purchase: 'простое оформление: покажите, какими понятными шагами это делается',
  support: 'забота и помощь: покажите, что рядом есть люди, которые объяснят и помогут',
};

/** Where the text is read, of what it consists and how it ends. */
const channelTasks: Readonly<Record<ChannelCode, string>> = {
  SMS: 'СМС. Два коротких предложения: польза и призыв',
  PUSH: 'пуш-уведомление мобильного банка. Два предложения: польза и призыв открыть приложение',
  MOB_BANNER: 'баннер в мобильном приложении. Фраза о пользе и короткий призыв, как на кнопке',
  OFFICE_BANNER:
    'подсказка менеджеру в отделении. Что предложить клиенту и почему, затем открытый вопрос, с которого начать разговор',
  MOBILE_CHAT: 'сообщение в чате мобильного банка. Три или четыре предложения, в конце призыв или вопрос',
  TMO: 'речь сотрудника банка в телефонном звонке. Приветствие от банка с целью звонка, мысль, как это проходит, и открытый вопрос в конце',
  KND: 'слова курьера банка при встрече. Три или четыре разговорных предложения',
  EMAIL: 'электронное письмо. Пять или шесть предложений, в конце призыв',
};

/** What the checker blocks most often in texts written freely. */
const forbidden = [
  'цифры, числа словами, проценты, ставки, суммы, сроки и другие условия',
  'латинские буквы, ссылки, адреса и телефоны',
  'обещания и гарантии, слова об одобрении, слово «бесплатно»',
  'превосходные степени и сравнения: «лучший», «самый», «выгоднее»',
  'спешка: «только сегодня», «успейте», «последний шанс»',
  'названия других банков',
  'имя клиента, догадки о его жизни и намёк на то, что банк следит за его тратами',
];

export function buildFreePrompt(task: FreePromptTask): string {
  const { name, description } = task.product;
  const offer = [name, description]
    .map(withoutMarkup)
    .filter((part, index, all) => part && all.indexOf(part) === index);
  const lines = [
    'Вы опытный рекламный редактор российского банка. Напишите один текст на русском языке для одного клиента.',
    `Что предлагаем: ${offer.join('. ')}.`,
    `Где: ${channelTasks[task.channel.code]}.`,
    `Длина: от ${task.charsMin} до ${task.charsMax} знаков с пробелами, не больше.`,
    ...(task.client
      ? [`Кому: ${describeClient(task.client)}. Пусть это чувствуется, но прямо об этом не говорите.`]
      : []),
    `Что важно клиенту: ${concernTasks[task.concern]}.`,
    'Тон: тёплый, конкретный, грамотный; на «вы» со строчной буквы; без штампов, шуток и восклицаний. Одна мысль: каждое предложение продолжает предыдущее, последнее следует из первого. Продукт назван один раз.',
    `Нельзя: ${forbidden.join('; ')}.`,
    ...(task.samples.length > 0
      ? ['Образцы тона, написанные людьми; напишите другое:', ...task.samples.map((sample) => `— ${sample}`)]
      : []),
    'В ответе только сам текст одной строкой: без кавычек вокруг, заголовков, списков и пояснений.',
  ];
  return lines.join('\n');
}

/** Bodies of different threads that the copybook has for the request, drawn by the seed. */
export function drawSamples(eligible: Eligible, random: Random): readonly string[] {
  const left = [...eligible.threads];
  const samples: string[] = [];
  let chars = 0;
  while (left.length > 0 && samples.length < samplesMax) {
    const [entry] = left.splice(Math.floor(random.next() * left.length), 1);
    const variants = entry!.allowedVariants.map((allowed) => allowed[Math.floor(random.next() * allowed.length)]!);
    const body = bodyOf({ thread: entry!.thread, variants });
    if (chars + body.length > samplesCharsMax) continue;
    chars += body.length;
    samples.push(body);
  }
  return samples;
}
