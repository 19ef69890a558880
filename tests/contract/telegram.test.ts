/**
 * Interviews through Telegram against a server that speaks its Bot API as far as grammy asks: staff are interviewed by the
 * same acts as on the web, nobody else is, and the adapter says at start why it is for staff only.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { legalReason } from '../../adapter/src/insight/interviews/telegram-bot.ts';
import { callRest } from '../kit/rest-users.ts';
import { type RunningService, startService } from '../kit/running-service.ts';

const staffId = 1001;
const strangerId = 2002;
const token = `42:${'a'.repeat(35)}`;

interface Sent {
  readonly chat_id: number;
  readonly text: string;
  readonly reply_markup?: { readonly inline_keyboard: { readonly callback_data: string }[][] };
}

const sent: Sent[] = [];
const updates: object[] = [];
let updateId = 0;
let api: Server;
let service: RunningService;

beforeAll(async () => {
  api = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const method = request.url!.split('/').at(-1)!;
      const body = chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString('utf8'));
      const delayMs = method === 'getUpdates' && updates.length === 0 ? 30 : 0;
      setTimeout(() => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ ok: true, result: resultOf(method, body) }));
      }, delayMs);
    });
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  service = await startService({
    adapterEnvironment: {
      OFFERWRIGHT_TELEGRAM_TOKEN: token,
      OFFERWRIGHT_TELEGRAM_STAFF: String(staffId),
      OFFERWRIGHT_TELEGRAM_API: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
    },
  });
});

afterAll(async () => {
  await service?.stop();
  api?.closeAllConnections();
  api?.close();
});

function resultOf(method: string, body: Sent): unknown {
  if (method === 'getMe') return { id: 42, is_bot: true, first_name: 'bot', username: 'interview_bot' };
  if (method === 'getUpdates') return updates.splice(0);
  if (method === 'sendMessage') {
    sent.push(body);
    return { message_id: sent.length, date: 0, chat: { id: body.chat_id, type: 'private' }, text: body.text };
  }
  return true;
}

function write(fromId: number, text: string): void {
  const [from, chat] = [
    { id: fromId, is_bot: false, first_name: 'x' },
    { id: fromId, type: 'private' },
  ];
  const command = /^\/\w+/.exec(text)?.[0];
  const entities = command === undefined ? [] : [{ type: 'bot_command', offset: 0, length: command.length }];
  updateId += 1;
  updates.push({ update_id: updateId, message: { message_id: updateId, date: 0, from, chat, text, entities } });
}

function press(fromId: number, data: string): void {
  updateId += 1;
  updates.push({
    update_id: updateId,
    callback_query: {
      id: String(updateId),
      from: { id: fromId, is_bot: false, first_name: 'x' },
      chat_instance: '1',
      data,
      message: { message_id: 1, date: 0, chat: { id: fromId, type: 'private' } },
    },
  });
}

/** The next message of the bot after those that were read. */
async function nextMessage(read: number): Promise<Sent> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (sent.length > read) return sent[read]!;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('the bot did not answer');
}

async function say(fromId: number, text: string): Promise<Sent> {
  const read = sent.length;
  write(fromId, text);
  return await nextMessage(read);
}

async function createLink(): Promise<{ id: string; linkToken: string }> {
  const made = await callRest<{ interview: { id: string }; link: { token: string } }>(
    service,
    'POST',
    '/v1/insight/interviews',
    { body: { goal: 'показ', subject: 'app' } },
  );
  return { id: made.body.interview.id, linkToken: made.body.link.token };
}

describe('the bot', () => {
  it('says at start why it is for staff only', () => {
    expect(service.logTails()).toContain(legalReason);
  });

  it('asks nobody who is not staff', async () => {
    const { linkToken } = await createLink();
    const answer = await say(strangerId, `/start ${linkToken}`);
    expect(answer.text).toContain('41-ФЗ');
    expect(answer.text).not.toContain('Прежде чем начать');
  });

  it('interviews staff: consent, questions, an end, deletion', async () => {
    const { id, linkToken } = await createLink();
    const consent = await say(staffId, `/start ${linkToken}`);
    expect(consent.text).toContain('Прежде чем начать');
    const read = sent.length;
    press(staffId, consent.reply_markup!.inline_keyboard[0]![0]!.callback_data);
    expect((await nextMessage(read)).text).toMatch(/^Здравствуйте/);
    const next = await say(staffId, 'Плачу за квартиру, но вчера приложение зависло, и я ждал полчаса.');
    expect(next.text).not.toMatch(/^Здравствуйте/);
    expect((await say(staffId, '/stop')).text).toMatch(/удалить ответы|Удалить ответы|Свои ответы/);
    const { interview } = (await callRest<{ interview: object }>(service, 'GET', `/v1/insight/interviews/${id}`)).body;
    expect(interview).toMatchObject({ status: 'ended', channel: 'telegram', end_reason: 'stopped' });
    expect((await say(staffId, '/delete')).text).toMatch(/удалены/);
    expect((await say(staffId, 'ещё')).text).toMatch(/\/start/);
  });

  it('says of a wrong link that it does not work', async () => {
    expect((await say(staffId, '/start unknown')).text).toBe('Эта ссылка не действует.');
  });

  it('leaves no word and no token in the log', () => {
    expect(service.logTails()).not.toMatch(/зависло|aaaaaaaaaa/);
  });
});
