/** Interviews by REST: the consent first, the conversation, what is kept and what is not, deletion, and a server that is away. */
import { beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../kit/postgres.ts';
import { callRest, type ErrorBody, makeUsers } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const version = '2026-11-26';

interface Turn {
  readonly number: number;
  readonly speaker: string;
  readonly text: string;
}
interface State extends ErrorBody {
  readonly status: string;
  readonly consent: { readonly version: string } | null;
  readonly turns: readonly Turn[];
  readonly end_reason: string | null;
  readonly current?: State;
}
interface Created {
  readonly interview: { readonly id: string; readonly subject: string };
  readonly link: { readonly token: string; readonly path: string };
}
interface Details {
  readonly interview: Record<string, unknown>;
  readonly turns: readonly (Turn & { readonly chooser: string | null; readonly eligible_ids: string[] | null })[];
  readonly summary: {
    readonly strength: string;
    readonly quotes: readonly { readonly text: string; readonly turn: number }[];
    readonly pains: readonly { readonly theme: string }[];
    readonly markdown: string;
  } | null;
}

beforeAll(() => makeUsers(service(), ['compliance', 'viewer']));

async function create(
  given: object = { goal: 'Почему вклады снимают до срока', product: 'DEPOSIT' },
): Promise<Created> {
  const answer = await callRest<Created>(service(), 'POST', '/v1/insight/interviews', { body: given });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

const byLink = (method: string, token: string, rest = '', body?: object) =>
  callRest<State>(service(), method, `/v1/insight/interview-links/${token}${rest}`, {
    headers: { authorization: '' },
    body,
  });
const consent = (token: string) => byLink('POST', token, '/consent', { version, agreed: true });
const answer = (token: string, number: number, text: string | null) => byLink('POST', token, '/turn', { number, text });
const details = async (id: string) => (await callRest<Details>(service(), 'GET', `/v1/insight/interviews/${id}`)).body;
const sql = (text: string, values: unknown[] = []) => runSql(service().database.url, text, values);

const story = [
  'На машину. Старая сломалась, и мне надо было копить быстрее.',
  'Откладываю с зарплаты десять тысяч на вклад, так уже два года.',
  'В августе сломался холодильник, я снял часть вклада через приложение, а потом увидел, что проценты сгорели. Я не знал, что так будет.',
  'Позвонил в банк, ждал на линии полчаса, мне сказали, что это написано в договоре мелким шрифтом.',
  'Девушка на линии объяснила, но денег уже не вернуть.',
  'Машину отложил до весны, с женой поругались.',
  'Пробовал открыть накопительный счёт в другом банке, там можно снимать.',
  'Счёт в другом банке прижился, туда теперь и кладу.',
  'Тысяч восемь процентов потерял и три вечера.',
  'Главное, чтобы предупреждали до того, как снимешь.',
];

describe('before the consent', () => {
  it('the client sees the text, and nothing is asked or kept', async () => {
    const { interview, link } = await create();
    expect(interview.subject).toBe('saving');
    const seen = await byLink('GET', link.token);
    expect([seen.body.status, seen.body.consent?.version, seen.body.turns]).toEqual(['invited', version, []]);
    const early = await answer(link.token, 1, 'тайна');
    expect([early.status, early.body.error.kind]).toEqual([409, 'consent_required']);
    expect(
      (await sql('SELECT count(*)::int AS n FROM interview_turns WHERE interview_id = $1', [interview.id]))[0],
    ).toEqual({ n: 0 });
    const insert = `INSERT INTO interview_turns (interview_id, number, speaker, text, at, question_id, chooser)
      VALUES ($1, 0, 'interviewer', 'x', now(), 'x', 'rules')`;
    await expect(sql(insert, [interview.id])).rejects.toThrow(/consented/);
  });

  it('an older text cannot be agreed to', async () => {
    const { link } = await create();
    const old = await byLink('POST', link.token, '/consent', { version: '2020-01-01', agreed: true });
    expect([old.status, old.body.error.field]).toEqual([422, 'version']);
  });

  it('the database holds no token', async () => {
    const { link } = await create();
    const rows = await sql('SELECT row_to_json(interviews)::text AS row FROM interviews');
    expect(JSON.stringify(rows)).not.toContain(link.token);
  });

  it('a link that was not begun in time leads nowhere', async () => {
    const { interview, link } = await create();
    await sql(`UPDATE interviews SET link_expires_at = now() - interval '1 minute' WHERE id = $1`, [interview.id]);
    expect((await consent(link.token)).status).toBe(404);
  });
});

describe('a conversation', () => {
  it('goes from the consent to a result in the client’s words', async () => {
    const { interview, link } = await create();
    let state = (await consent(link.token)).body;
    expect(state.turns).toHaveLength(1);
    for (const text of [...story, ...story]) {
      if (state.status !== 'active') break;
      const given = await answer(link.token, state.turns.length, text);
      expect(given.status, JSON.stringify(given.body)).toBe(200);
      state = given.body;
    }
    expect([state.status, state.end_reason]).toEqual(['ended', 'complete']);
    const { summary, turns, interview: kept } = await details(interview.id);
    expect(kept).toMatchObject({ consent_version: version, channel: 'web', status: 'ended', product: 'DEPOSIT' });
    for (const { text, turn } of summary!.quotes) expect(turns[turn]!.text).toContain(text);
    expect(summary!.pains.length).toBeGreaterThan(0);
    expect(turns.filter(({ chooser }) => chooser === 'model').length).toBeGreaterThan(0);
    const markdown = await callRest<string>(service(), 'GET', `/v1/insight/interviews/${interview.id}/result.md`);
    expect(markdown.body).toContain('## Запись разговора');
    expect(markdown.body).toContain(story[0]);
    const docx = await fetch(`${service().adapter.url}/v1/insight/interviews/${interview.id}/result.docx`, {
      headers: { authorization: service().authorization },
    });
    expect(
      Buffer.from(await docx.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  it('takes the same answer sent twice for one, and two different ones for a conflict', async () => {
    const { link } = await create();
    await consent(link.token);
    const both = await Promise.all(Array.from({ length: 5 }, () => answer(link.token, 1, story[0]!)));
    expect(both.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const after = (await byLink('GET', link.token)).body;
    expect(after.turns.map(({ speaker }) => speaker)).toEqual(['interviewer', 'client', 'interviewer']);
    const other = await answer(link.token, 1, 'другое');
    expect([other.status, other.body.error.kind, other.body.current?.turns.length]).toEqual([
      409,
      'interview_conflict',
      3,
    ]);
  });

  it('keeps no number of a card, and takes silence for what it is', async () => {
    const { interview, link } = await create();
    await consent(link.token);
    await answer(link.token, 1, 'Моя карта 4111 1111 1111 1111, а телефон 8 800 555 35 35.');
    await answer(link.token, 3, '');
    const { turns } = await details(interview.id);
    expect(turns[1]!.text).toBe('Моя карта [номер карты], а телефон 8 800 555 35 35.');
    expect(turns[4]!.text).toMatch(/Не торопитесь/);
  });

  it('ends when the client stops, and takes no more answers', async () => {
    const { interview, link } = await create();
    await consent(link.token);
    const stopped = await byLink('POST', link.token, '/stop', {});
    expect([stopped.status, stopped.body.status, stopped.body.end_reason]).toEqual([200, 'ended', 'stopped']);
    const late = await answer(link.token, stopped.body.turns.length, 'ещё');
    expect([late.status, late.body.error.kind]).toEqual([409, 'interview_over']);
    const other = await create();
    await consent(other.link.token);
    const stops = await Promise.all(Array.from({ length: 4 }, () => byLink('POST', other.link.token, '/stop', {})));
    expect(stops.map(({ status, body }) => [status, body.status])).toEqual(stops.map(() => [200, 'ended']));
    expect((await details(interview.id)).interview.end_reason).toBe('stopped');
  });

  it('ends when the client stops in one window and answers in another', async () => {
    const { link } = await create();
    const { body } = await consent(link.token);
    const [, ...stops] = await Promise.all([
      answer(link.token, body.turns.length, 'Хожу в офис каждый месяц'),
      byLink('POST', link.token, '/stop', {}),
      byLink('POST', link.token, '/stop', {}),
    ]);
    expect(stops.map(({ status, body: after }) => [status, after.status])).toEqual(stops.map(() => [200, 'ended']));
  });
});

describe('deletion', () => {
  it('by the client leaves no word, ends the link, and is in the audit trail', async () => {
    const { interview, link } = await create();
    await consent(link.token);
    await answer(link.token, 1, 'Приметное слово ёжикоподобный.');
    expect((await byLink('DELETE', link.token)).status).toBe(200);
    expect((await byLink('GET', link.token)).status).toBe(404);
    const { interview: left, turns, summary } = await details(interview.id);
    expect([left.status, left.deleted_by, turns, summary]).toEqual(['deleted', 'client', [], null]);
    const dump = JSON.stringify([
      await sql('SELECT * FROM interview_turns'),
      await sql('SELECT * FROM interviews'),
      await sql('SELECT * FROM audit_events'),
    ]);
    expect(dump).not.toContain('ёжикоподобный');
    const acts = await sql('SELECT action FROM audit_events WHERE subject = $1 ORDER BY id', [interview.id]);
    expect(acts.map(({ action }) => action)).toEqual(['interviews.create', 'interviews.consent', 'interviews.delete']);
  });

  it('comes by itself when answers were kept for a year', async () => {
    const { interview, link } = await create();
    await consent(link.token);
    await sql(`UPDATE interviews SET consented_at = now() - interval '366 days' WHERE id = $1`, [interview.id]);
    await callRest(service(), 'GET', '/v1/insight/interviews');
    expect((await details(interview.id)).interview).toMatchObject({ status: 'deleted', deleted_by: 'term' });
  });

  it('no word of a client stands in the logs', async () => {
    const { link } = await create();
    await consent(link.token);
    await answer(link.token, 1, 'Приметное слово зубоскальство.');
    expect(service().logTails()).not.toMatch(/зубоскальство/);
    expect(service().logTails()).not.toContain(link.token);
  });
});

// Last: it takes the inference server away.
describe('without the inference server', () => {
  it('the answer is kept, and the next question comes when the server is there again', async () => {
    const { interview, link } = await create();
    await consent(link.token);
    await service().server.process.stop();
    const given = await answer(link.token, 1, story[0]!);
    expect([given.status, given.body.error.kind]).toEqual([503, 'inference_unavailable']);
    const kept = (await byLink('GET', link.token)).body;
    expect(kept.turns.map(({ speaker }) => speaker)).toEqual(['interviewer', 'client']);
    const other = await create();
    const consented = await consent(other.link.token);
    expect([consented.status, consented.body.status, consented.body.turns]).toEqual([200, 'active', []]);
    expect((await details(interview.id)).turns).toHaveLength(2);
    const finished = await callRest<Details>(service(), 'POST', `/v1/insight/interviews/${interview.id}/finish`, {
      body: {},
    });
    expect([finished.status, finished.body.summary]).toEqual([200, null]);
  });
});
