/**
 * Consent, do-not-disturb, self-ban, quiet hours and caps end to end: what REST was told decides the status, reason and
 * text of answers; histories only grow; no client's data reaches a log.
 */
import { readFileSync } from 'node:fs';
import type { Contact, ContactPolicy } from '@offerwright/adapter/src/api/contacts.ts';
import type { AnsweredClient, FailedClient, GenerateResponse } from '@offerwright/adapter/src/api/generate-response.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { runSql } from '../kit/postgres.ts';
import { callRest } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
/** Ids and sources that must stand in no log. */
const marker = 'улика-4711';
let nextId = 47_110_000;
const newId = () => (nextId += 1);

async function ask(clients: object[], product = 'DC', channel = 'SMS'): Promise<(AnsweredClient | FailedClient)[]> {
  const body = { clients, product, channel, options: { policy: 'rules_only', language: 'en' } };
  const answer = await callRest<GenerateResponse>(service(), 'POST', '/v1/generate', { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.results;
}

async function askOne(client: object, product?: string, channel?: string): Promise<AnsweredClient> {
  const [result] = await ask([{ features: { age: 40 }, ...client }], product, channel);
  if (result === undefined || 'error' in result) throw new Error(JSON.stringify(result));
  return result;
}

async function putContact(id: number, body: object) {
  return await callRest<Contact>(service(), 'PUT', `/v1/contacts/${id}`, { body: { source: marker, ...body } });
}

const openPolicy = {
  quiet_hours: null,
  channel_messages_max: 0,
  all_messages_max: 0,
  window_days: 30,
  consent_required: false,
};

async function setPolicy(change: object): Promise<ContactPolicy> {
  const current = await callRest<ContactPolicy>(service(), 'GET', '/v1/contact-policy');
  const headers = { 'if-match': current.headers.get('etag')! };
  const body = { ...openPolicy, ...change };
  const answer = await callRest<ContactPolicy>(service(), 'PUT', '/v1/contact-policy', { headers, body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

/** "HH:MM" of a place that is `offsetMinutes` ahead of UTC, `minutes` from now. */
function localTime(offsetMinutes: number, minutes: number): string {
  return new Date(Date.now() + (offsetMinutes + minutes) * 60_000).toISOString().slice(11, 16);
}

describe('what is stored about contacting a client', () => {
  it('starts unknown, grows by history, and counts by when the client said it', async () => {
    const id = newId();
    const before = await callRest<Contact>(service(), 'GET', `/v1/contacts/${id}`);
    expect([before.status, before.body]).toEqual([
      200,
      {
        client_id: id,
        consents: {},
        do_not_disturb: null,
        credit_self_ban: null,
        utc_offset_minutes: null,
        consent_history: [],
        flag_history: [],
      },
    ]);
    await putContact(id, { consents: { SMS: true, EMAIL: true }, at: '2026-03-01T10:00:00+03:00' });
    await putContact(id, { consents: { SMS: false }, at: '2026-05-01T10:00:00+03:00' });
    // An older form is typed in late: it changes the history and not what counts.
    const { body } = await putContact(id, { consents: { SMS: true }, at: '2026-04-01T10:00:00+03:00' });
    expect(body.consents).toEqual({
      EMAIL: { consent: true, at: '2026-03-01T07:00:00.000Z', source: marker },
      SMS: { consent: false, at: '2026-05-01T07:00:00.000Z', source: marker },
    });
    expect(body.consent_history.map(({ channel, consent }) => `${channel} ${consent}`)).toEqual([
      'SMS false',
      'SMS true',
      expect.stringMatching(/(SMS|EMAIL) true/),
      expect.stringMatching(/(SMS|EMAIL) true/),
    ]);
    expect(body.consent_history[0]!.created_by).toBe('admin');
  });

  it('changes the flags that are named and keeps the others, also from several sides at once', async () => {
    // Often: whose turn comes when is not ours to say.
    for (let round = 0; round < 20; round += 1) {
      const id = newId();
      await putContact(id, { do_not_disturb: true });
      await Promise.all([
        putContact(id, { credit_self_ban: true }),
        putContact(id, { utc_offset_minutes: 540 }),
        putContact(id, { do_not_disturb: null }),
      ]);
      const { body } = await callRest<Contact>(service(), 'GET', `/v1/contacts/${id}`);
      const flags = { do_not_disturb: null, credit_self_ban: true, utc_offset_minutes: 540 };
      expect(body).toMatchObject(flags);
      expect(body.flag_history).toHaveLength(4);
      expect(body.flag_history[0]).toMatchObject(flags);
      expect(body.flag_history[3]).toMatchObject({ do_not_disturb: true, credit_self_ban: null, source: marker });
    }
  });

  it('takes many clients at once, all or none', async () => {
    const ids = Array.from({ length: 1000 }, newId);
    const clients = ids.map((client_id) => ({
      client_id,
      consents: { SMS: false },
      do_not_disturb: false,
      source: 'x',
    }));
    const { status, body } = await callRest<object>(service(), 'POST', '/v1/contacts', { body: { clients } });
    expect([status, body]).toEqual([200, { clients_count: 1000, consents_count: 1000, flags_count: 1000 }]);
    const [first, second] = [newId(), newId()];
    const broken = [
      { client_id: first, consents: { SMS: true }, source: 'x' },
      { client_id: second, consents: { SMS: true }, source: 'x' },
      { client_id: first, consents: { SMS: false }, source: 'x' },
    ];
    const refused = await callRest(service(), 'POST', '/v1/contacts', { body: { clients: broken } });
    expect([refused.status, refused.body.error.field]).toEqual([422, 'clients[2].client_id']);
    expect((await callRest<Contact>(service(), 'GET', `/v1/contacts/${first}`)).body.consents).toEqual({});
  });

  it('two batches in opposite order do not wait for each other forever', async () => {
    const ids = Array.from({ length: 200 }, newId);
    const batch = (order: number[]) => ({
      clients: order.map((client_id) => ({ client_id, do_not_disturb: true, source: 'x' })),
    });
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        callRest(service(), 'POST', '/v1/contacts', { body: batch(index % 2 ? ids : ids.toReversed()) }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
  });

  it.each<[string, object, string]>([
    ['no source', { source: undefined, consents: { SMS: true } }, 'source'],
    ['a blank source', { source: ' ', consents: { SMS: true } }, 'source'],
    ['a channel that there is not', { consents: { FAX: true } }, 'consents.FAX'],
    ['a consent that is neither', { consents: { SMS: 'yes' } }, 'consents.SMS'],
    ['a time to come', { consents: { SMS: true }, at: '2999-01-01T00:00:00Z' }, 'at'],
    ['a time without a zone', { consents: { SMS: true }, at: '2026-01-01T00:00:00' }, 'at'],
    ['an offset of no place', { utc_offset_minutes: 900 }, 'utc_offset_minutes'],
    ['nothing', {}, 'body'],
    ['a misspelt field', { do_not_distrub: true }, 'do_not_distrub'],
  ])('refuses %s', async (_name, change, field) => {
    const answer = await callRest(service(), 'PUT', `/v1/contacts/${newId()}`, { body: { source: 'form', ...change } });
    expect([answer.status, answer.body.error.kind, answer.body.error.field]).toEqual([422, 'invalid_request', field]);
  });

  it.each(['x', '1.5', '99999999999999999', '%00'])('knows no client %s', async (id) => {
    const answer = await callRest(service(), 'GET', `/v1/contacts/${id}`);
    expect([answer.status, answer.body.error.field]).toEqual([422, 'client_id']);
  });
});

describe('consent', () => {
  it('that is missing makes a lawful text that is not sendable, and says why', async () => {
    const id = newId();
    expect((await askOne({ id })).status).toBe('sendable');
    await putContact(id, { consents: { SMS: false } });
    const answer = await askOne({ id });
    expect(answer).toMatchObject({
      status: 'not_sendable',
      refusal: { rule_id: 'law.consent', reason: expect.stringContaining('consent') },
    });
    expect(answer.text).not.toBe('');
    expect(answer.verdict?.passed).toBe(true);
    expect((await askOne({ id }, 'DC', 'EMAIL')).status).toBe('sendable');
    await putContact(id, { consents: { SMS: true } });
    expect((await askOne({ id })).status).toBe('sendable');
  });

  it('of the request wins over what is stored', async () => {
    const id = newId();
    await putContact(id, { consents: { SMS: false }, do_not_disturb: true });
    expect((await askOne({ id, contact: { consent: true, do_not_disturb: false } })).status).toBe('sendable');
    expect((await askOne({ id, contact: { consent: true } })).refusal?.rule_id).toBe('law.do_not_disturb');
    expect((await askOne({ id: newId(), contact: { consent: false } })).status).toBe('not_sendable');
  });

  it('that is unknown counts as none where the policy asks for it', async () => {
    await setPolicy({ consent_required: true });
    const [known, unknown] = [newId(), newId()];
    await putContact(known, { consents: { SMS: true } });
    expect((await askOne({ id: known })).status).toBe('sendable');
    expect((await askOne({ id: unknown })).refusal?.rule_id).toBe('law.consent');
    expect((await askOne({ id: unknown }, 'DC', 'OFFICE_BANNER')).status).toBe('sendable');
    await setPolicy({});
  });
});

describe('flags', () => {
  it('do-not-disturb: not sendable where the bank comes to the client', async () => {
    const id = newId();
    await putContact(id, { do_not_disturb: true, consents: { SMS: true } });
    const answer = await askOne({ id });
    expect([answer.status, answer.refusal?.rule_id, answer.text !== '']).toEqual([
      'not_sendable',
      'law.do_not_disturb',
      true,
    ]);
    expect((await askOne({ id }, 'DC', 'MOB_BANNER')).status).toBe('sendable');
  });

  it('self-ban: credits are refused without a text, other products and mortgages are not', async () => {
    const id = newId();
    await putContact(id, { credit_self_ban: true });
    const answer = await askOne({ id }, 'CC');
    expect(answer).toMatchObject({ status: 'refused', text: '', refusal: { rule_id: 'law.self_ban' } });
    expect(answer.refusal?.reason).toContain('banned');
    for (const product of ['DC', 'MORTG', 'AUTO']) expect((await askOne({ id }, product)).status).toBe('sendable');
    const { body } = await callRest<{ items: { status: string; answer: AnsweredClient }[] }>(
      service(),
      'GET',
      `/v1/history?client_id=${id}&product=CC`,
    );
    expect(body.items[0]).toMatchObject({ status: 'refused', answer: { refusal: answer.refusal } });
  });

  it('a mistake in what the request says is that client’s alone', async () => {
    const features = { age: 40 };
    const results = await ask([
      { id: newId(), features, contact: { consent: 'yes' } },
      { id: newId(), features },
    ]);
    expect(results[0]).toMatchObject({ error: { kind: 'invalid_contact', field: 'clients[0].contact.consent' } });
    expect(results[1]).toMatchObject({ status: 'sendable' });
  });
});

describe('the contact policy', () => {
  it('is versioned: the first of two edits counts', async () => {
    const { version } = await setPolicy({ window_days: 7 });
    const headers = { 'if-match': `"${version}"` };
    const edits = await Promise.all(
      [1, 2, 3].map((channel_messages_max) =>
        callRest(service(), 'PUT', '/v1/contact-policy', { headers, body: { ...openPolicy, channel_messages_max } }),
      ),
    );
    expect(edits.map(({ status }) => status).sort()).toEqual([201, 412, 412]);
    const without = await callRest(service(), 'PUT', '/v1/contact-policy', { body: openPolicy });
    expect([without.status, without.body.error.kind]).toEqual([428, 'version_required']);
    for (const [change, field] of [
      [{ quiet_hours: { start: '25:00', end: '09:00' } }, 'quiet_hours.start'],
      [{ quiet_hours: { start: '09:00', end: '09:00' } }, 'quiet_hours'],
      [{ window_days: 0 }, 'window_days'],
      [{ channel_messages_max: -1 }, 'channel_messages_max'],
      [{ consent_required: 'no' }, 'consent_required'],
      [{ quiet_hours: undefined }, 'quiet_hours'],
    ] as const) {
      const body = { ...openPolicy, ...change };
      const wrong = await callRest(service(), 'PUT', '/v1/contact-policy', { headers, body });
      expect([wrong.status, wrong.body.error.field]).toEqual([422, field]);
    }
    await setPolicy({});
  });

  it('quiet hours go by the client’s time: of the request, as stored, or of the region', async () => {
    // It is quiet in Yakutsk from an hour ago for two hours, and nowhere else of those below.
    const quiet_hours = { start: localTime(540, -60), end: localTime(540, 60) };
    const { version } = await setPolicy({ quiet_hours });
    const id = newId();
    const inYakutsk = { age: 40, reg_region_nm: 'Республика Саха (Якутия)' };
    const quiet = await askOne({ id, features: inYakutsk });
    expect(quiet).toMatchObject({ status: 'not_sendable', refusal: { rule_id: 'policy.quiet_hours' } });
    expect(quiet.text).not.toBe('');
    expect(quiet.provenance?.profile_version).toBe(`2-policy-${version}`);
    expect((await askOne({ id, features: { age: 40, reg_region_nm: 'Город Москва' } })).status).toBe('sendable');
    expect((await askOne({ id, features: inYakutsk, contact: { utc_offset_minutes: 180 } })).status).toBe('sendable');
    await putContact(id, { utc_offset_minutes: 180 });
    expect((await askOne({ id, features: inYakutsk })).status).toBe('sendable');
    // Nobody knows what time it is there.
    expect((await askOne({ id: newId() })).refusal?.rule_id).toBe('policy.quiet_hours');
    expect((await askOne({ id: newId() }, 'DC', 'EMAIL')).status).toBe('sendable');
    await setPolicy({});
  });

  it('caps count sendable answers in the window: of the channel, and of all', async () => {
    await setPolicy({ channel_messages_max: 2, all_messages_max: 3, window_days: 10 });
    const id = newId();
    const statusOf = async (channel: string, more: object = {}) => {
      const answer = await askOne({ id, ...more }, 'DC', channel);
      return answer.refusal?.rule_id ?? answer.status;
    };
    expect([await statusOf('SMS'), await statusOf('SMS'), await statusOf('SMS')]).toEqual([
      'sendable',
      'sendable',
      'policy.frequency',
    ]);
    expect([await statusOf('PUSH'), await statusOf('EMAIL')]).toEqual(['sendable', 'policy.frequency']);
    expect(await statusOf('SMS', { contact: { sent_in_channel_count: 0, sent_in_all_count: 0 } })).toBe('sendable');
    // The other client is counted for itself, within one request as well.
    expect(
      (
        await ask([
          { id: newId(), features: {} },
          { id, features: {} },
        ])
      ).map((one) => 'status' in one && one.status),
    ).toEqual(['sendable', 'not_sendable']);
    // What lies before the window does not count.
    await runSql(
      service().database.url,
      `UPDATE answers SET answered_at = answered_at - interval '11 days' FROM asked_clients
       WHERE asked_clients.id = answers.asked_client_id AND asked_clients.client_id = $1`,
      [id],
    );
    expect(await statusOf('SMS')).toBe('sendable');
    await setPolicy({});
  });

  it('texts of the command line do not count: their ids may be row numbers', async () => {
    await setPolicy({ all_messages_max: 1 });
    const id = newId();
    expect((await askOne({ id })).status).toBe('sendable');
    await runSql(
      service().database.url,
      `UPDATE requests SET user_id = '00000000-0000-7000-8000-000000000001' FROM asked_clients
       WHERE asked_clients.request_id = requests.id AND asked_clients.client_id = $1`,
      [id],
    );
    expect((await askOne({ id })).status).toBe('sendable');
    expect((await askOne({ id })).status).toBe('not_sendable');
    await setPolicy({});
  });
});

describe('storing', () => {
  it('keeps with each asked client the facts it was answered with', async () => {
    const id = newId();
    await putContact(id, { consents: { SMS: true } });
    await askOne({ id, features: { reg_region_nm: 'Омская область' }, contact: { do_not_disturb: false } });
    const rows = await runSql(service().database.url, 'SELECT contact FROM asked_clients WHERE client_id = $1', [id]);
    expect(rows).toEqual([
      {
        contact: {
          consent: true,
          credit_self_ban: null,
          do_not_disturb: false,
          utc_offset_minutes: 360,
          sent_in_channel_count: null,
          sent_in_all_count: null,
        },
      },
    ]);
  });
});

afterAll(() => {
  const logs = [service().adapter.process.logPath, service().server.process.logPath].map((file) =>
    readFileSync(file, 'utf8'),
  );
  for (const log of logs) {
    expect(log.length).toBeGreaterThan(100);
    expect(log).not.toContain('улика');
    expect(log).not.toMatch(/4711\d{4}/);
    expect(log).not.toContain('Якутия');
  }
});
