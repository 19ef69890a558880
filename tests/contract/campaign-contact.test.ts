/**
 * Campaigns of the command line and contacting: columns of the file, stored facts where the file has ids, the policy
 * always, and terms that have ended.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCampaign } from '../kit/campaign-runs.ts';
import { callRest } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offerwright-campaign-contact-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Row {
  readonly id: number;
  readonly status: string;
  readonly refusal: string | null;
  readonly error: string | null;
  readonly text: string | null;
}

let filesCount = 0;

async function run(csv: string, product: string, channel = 'SMS') {
  filesCount += 1;
  const [clients, out] = [join(folder, `${filesCount}.csv`), join(folder, `${filesCount}.jsonl`)];
  await writeFile(clients, csv);
  const campaign = startCampaign(
    ['--clients', clients, '--product', product, '--channel', channel, '--out', out, '--policy', 'rules_only'],
    { databaseUrl: service().database.url, inferenceAddress: service().server.grpcAddress },
  );
  const { code } = await campaign.ended;
  const rows = code === 0 ? (await readFile(out, 'utf8')).trimEnd().split('\n') : [];
  return { code, said: campaign.said(), rows: rows.map((line): Row => JSON.parse(line)) };
}

const outcome = ({ id, status, refusal }: Row) => `${id} ${refusal?.split(':')[0] ?? status}`;

describe('a campaign', () => {
  it('keeps to the columns of its file', async () => {
    const { rows, code, said } = await run(
      [
        'id;age;consent;do_not_disturb;credit_self_ban',
        '1;40;1;0;0',
        '2;40;0;;',
        '3;40;да;true;',
        '4;40;TRUE;нет;true',
        '5;40;;;NULL',
        '6;40;maybe;;',
      ].join('\n'),
      'CC',
    );
    expect(code, said).toBe(0);
    expect(rows.map(outcome)).toEqual([
      '1 sendable',
      '2 law.consent',
      '3 law.do_not_disturb',
      '4 law.self_ban',
      '5 sendable',
      '6 error',
    ]);
    expect(rows[1]!.text).not.toBe('');
    expect(rows[5]!.error).toContain('row 6, consent: must be true or false');
    expect(rows[5]!.error).not.toContain('maybe');
    expect(said).toContain('sample terms for CC');
    expect(said).toContain('the claims of CC are not reviewed');
  });

  it('looks up what is stored where the file has ids, and the file wins', async () => {
    for (const id of [101, 102]) {
      const body = { consents: { SMS: false }, source: 'form' };
      await callRest(service(), 'PUT', `/v1/contacts/${id}`, { body });
    }
    const withIds = await run('id,age,consent\n101,40,\n102,40,true\n103,40,', 'DC');
    expect(withIds.rows.map(outcome)).toEqual(['101 law.consent', '102 sendable', '103 sendable']);
    // Number 101 of a file without ids is another person.
    const withoutIds = await run(`age\n${'40\n'.repeat(102)}`, 'DC');
    expect(new Set(withoutIds.rows.map(({ status }) => status))).toEqual(new Set(['sendable']));
  });

  it('keeps to the contact policy, with ids and without', async () => {
    const quietMinute = (minutes: number) =>
      new Date(Date.now() + (180 + minutes) * 60_000).toISOString().slice(11, 16);
    const body = {
      quiet_hours: { start: quietMinute(-120), end: quietMinute(120) },
      channel_messages_max: 0,
      all_messages_max: 0,
      window_days: 30,
      consent_required: true,
    };
    const set = await callRest(service(), 'PUT', '/v1/contact-policy', { headers: { 'if-match': '"0"' }, body });
    expect(set.status).toBe(201);
    const rows = 'reg_region_nm,consent\nГород Москва,1\nКамчатский край,1\nКамчатский край,\n';
    const expected = ['policy.quiet_hours', 'sendable', 'law.consent'];
    const without = await run(rows, 'OMS');
    expect(without.rows.map((row) => outcome(row).split(' ')[1])).toEqual(expected);
    const [header, ...lines] = rows.trimEnd().split('\n');
    const withIds = await run(
      [`id,${header}`, ...lines.map((line, index) => `${900 + index},${line}`)].join('\n'),
      'OMS',
    );
    expect(withIds.rows.map((row) => outcome(row).split(' ')[1])).toEqual(expected);
  });

  it('is refused by name and day when no terms are in force', async () => {
    const headers = { 'if-match': '"1"' };
    const terms = { legal_name: 'АО «Банк Пример»', effective_from: '2025-06-01', effective_to: '2025-07-01' };
    expect((await callRest(service(), 'PUT', '/v1/catalogue/IZP', { headers, body: terms })).status).toBe(201);
    const { code, said } = await run('id\n1\n', 'IZP');
    expect(code).toBe(2);
    expect(said).toMatch(/request_refused: .*no terms of IZP are in force on \d{4}-\d\d-\d\d/);
  });
});
