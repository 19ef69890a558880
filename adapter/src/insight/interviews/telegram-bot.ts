/**
 * Interviews through Telegram: for staff who try a set of questions, and for demonstrations. Never for clients: since
 * 1 June 2025 Russian banks may not talk to clients in foreign messengers (41-FZ of 1 April 2025). So it is off by
 * default, says why at start, and answers nobody who is not named in OFFERWRIGHT_TELEGRAM_STAFF.
 *
 * A channel and nothing more: the acts are those of client-interview.ts, by the same link. `/start TOKEN` opens it (the
 * deep link t.me/BOT?start=TOKEN sends that), then the consent by a button, then one question at a time. Which chat is at
 * which link is kept in memory: after a restart the link is opened again.
 */
import { Bot, type Context, InlineKeyboard } from 'grammy';
import type { ClientInterview } from '../../api/interviews.ts';
import type { TelegramConfig } from '../../config.ts';
import { RequestError } from '../../errors.ts';
import { limits } from '../../limits.ts';
import type { Log } from '../../log.ts';
import { answerQuestion, deleteByClient, giveConsent, openInterview, stopInterview } from './client-interview.ts';
import type { InterviewsContext } from './interviews-context.ts';

export const legalReason =
  'Telegram только для сотрудников и показов: с 1 июня 2025 года банкам нельзя общаться с клиентами в иностранных ' +
  'мессенджерах (41-ФЗ от 01.04.2025).';

export interface TelegramBot {
  /** Resolves when the bot has said who it is. @throws when Telegram refuses or cannot be reached. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface TelegramBotOptions {
  readonly config: TelegramConfig;
  readonly context: () => InterviewsContext;
  readonly log: Log;
}

const words = {
  notStaff: `${legalReason} Вас нет в списке сотрудников.`,
  noLink: 'Откройте бота по ссылке интервью: /start и то, чем кончается адрес /web/interview/…',
  over: 'Эта ссылка не действует.',
  deleted: 'Ответы удалены, ссылка больше не действует.',
  later: 'Ответ сохранён, а следующий вопрос пока не пришёл. Напишите /next чуть позже.',
  textOnly: 'Пожалуйста, ответьте текстом.',
  tooLong: `Пожалуйста, короче: до ${limits.interviewAnswerCharsMax} знаков.`,
  agree: 'Согласие даю',
  help: '/stop — закончить, /delete — удалить ответы',
} as const;

export function createTelegramBot({ config, context, log }: TelegramBotOptions): TelegramBot {
  const bot = new Bot(config.token, config.apiRoot === null ? {} : { client: { apiRoot: config.apiRoot } });
  const links = new Map<number, string>();

  bot.use(async (telegram, next) => {
    if (telegram.chat?.type === 'private' && config.staffIds.includes(telegram.from?.id ?? -1)) return await next();
    if (telegram.chat?.type === 'private') await telegram.reply(words.notStaff);
  });
  /** Answers with what the act gives, or says why it gives nothing. */
  const withLink = (act: (token: string, telegram: Context) => Promise<void>) => async (telegram: Context) => {
    const token = links.get(telegram.chat!.id);
    if (token === undefined) return void (await telegram.reply(words.noLink));
    try {
      await act(token, telegram);
    } catch (error) {
      await telegram.reply(describeRefusal(error));
    }
  };
  bot.command('start', async (telegram) => {
    if (telegram.match.trim() !== '') links.set(telegram.chat.id, telegram.match.trim());
    await withLink(async (token) => await showState(telegram, await openInterview(context(), token)))(telegram);
  });
  bot.callbackQuery(/^agree:(.+)$/, async (telegram) => {
    await telegram.answerCallbackQuery();
    const version = telegram.match[1]!;
    await withLink(async (token) =>
      showState(telegram, await giveConsent(context(), token, { version, channel: 'telegram' })),
    )(telegram);
  });
  bot.command(
    'stop',
    withLink(async (token, telegram) => showState(telegram, await stopInterview(context(), token))),
  );
  bot.command(
    'delete',
    withLink(async (token, telegram) => {
      await deleteByClient(context(), token);
      links.delete(telegram.chat!.id);
      await telegram.reply(words.deleted);
    }),
  );
  bot.command(
    'next',
    withLink(async (token, telegram) => {
      const { turns } = await openInterview(context(), token);
      await showState(telegram, await answerQuestion(context(), token, { number: turns.length, text: null }));
    }),
  );
  bot.on(
    'message:text',
    withLink(async (token, telegram) => {
      const text = telegram.message!.text!;
      if (text.length > limits.interviewAnswerCharsMax) return void (await telegram.reply(words.tooLong));
      const state = await openInterview(context(), token);
      if (state.status !== 'active') return await showState(telegram, state);
      await showState(telegram, await answerQuestion(context(), token, { number: state.turns.length, text }));
    }),
  );
  bot.on('message', async (telegram) => void (await telegram.reply(words.textOnly)));
  // Names the kind of failure; what was written stays out of the log.
  bot.catch(({ error }) => log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'telegram failed'));

  return {
    async start() {
      log.warn({ staffCount: config.staffIds.length }, legalReason);
      await bot.init();
      bot.start({ drop_pending_updates: true }).catch((error: unknown) => {
        log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'telegram ended');
      });
    },
    stop: () => bot.stop(),
  };
}

/** The consent, or the newest of what was said to the client. */
async function showState(telegram: Context, state: ClientInterview): Promise<void> {
  if (state.consent !== null) {
    const { version, title, paragraphs } = state.consent;
    const keyboard = new InlineKeyboard().text(words.agree, `agree:${version}`);
    await telegram.reply([title, ...paragraphs].join('\n\n'), { reply_markup: keyboard });
    return;
  }
  const last = state.turns.at(-1);
  if (last === undefined || last.speaker === 'client') return void (await telegram.reply(words.later));
  const help = state.turns.length === 1 ? `\n\n${words.help}` : '';
  await telegram.reply(`${last.text}${help}`);
}

function describeRefusal(error: unknown): string {
  if (!(error instanceof RequestError)) throw error;
  if (error.kind === 'not_found' || error.kind === 'interview_over') return words.over;
  if (error.status === 503) return words.later;
  return error.message;
}

/** Starts the bot where it is switched on. A bot that cannot start stops nothing else. */
export async function startTelegram(
  config: TelegramConfig | null,
  context: () => InterviewsContext,
  log: Log,
): Promise<TelegramBot | null> {
  if (config === null) return null;
  const bot = createTelegramBot({ config, context, log });
  await bot.start().catch((error: unknown) => {
    log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'telegram cannot be reached: it stays off');
  });
  return bot;
}
