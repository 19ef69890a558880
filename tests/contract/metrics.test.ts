/**
 * /metrics of the adapter and the server: what is told, that no client's data is, and that everything that the Grafana
 * dashboard and the alert rules name is there.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { repositoryRoot } from '../../scripts/repository.ts';
import { callRest } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const marker = 8_642_975_310;
let adapter = '';
let server = '';

const read = async (url: string): Promise<string> => await (await fetch(`${url}/metrics`)).text();

async function ask(body: object): Promise<void> {
  const { status } = await callRest(service(), 'POST', '/v1/generate', { body });
  expect(status).toBe(200);
}

beforeAll(async () => {
  const clients = [
    { id: marker, features: { age: 40, reg_region_nm: 'Улика' } },
    { id: marker + 1, features: { age: 16 } },
    { id: 'no id', features: {} },
  ];
  await ask({ clients, product: 'CC', channel: 'SMS', options: { policy: 'rules_only' } });
  await ask({
    clients: clients.slice(0, 1),
    product: { code: 'УЛИКА', name: 'Карта', description: 'Дебетовая карта для поездок' },
    channel: 'SMS',
    options: { policy: 'rules_only' },
  });
  const at = new Date().toISOString();
  await callRest(service(), 'POST', '/v1/outcomes', {
    body: { outcomes: [{ client_id: marker, product: 'CC', channel: 'SMS', event: 'delivered', at }] },
  });
  const history = await callRest<{ items: { id: string }[] }>(service(), 'GET', `/v1/history?client_id=${marker}`);
  const labelled = await callRest(service(), 'POST', `/v1/answers/${history.body.items[0]!.id}/labels`, {
    body: { mark: 'wrong', reason: 'tone' },
  });
  expect(labelled.status, JSON.stringify(labelled.body)).toBe(201);
  [adapter, server] = await Promise.all([read(service().adapter.url), read(service().server.connectUrl)]);
});

function sampleOf(text: string, line: string): number {
  const found = text.split('\n').find((one) => one.startsWith(`${line} `));
  if (found === undefined) throw new Error(`no line ${line}`);
  return Number(found.slice(line.length + 1));
}

describe('the adapter', () => {
  it('counts answers by source, status, reason, product and channel', () => {
    const labels = 'source="rules",status="sendable",reason="policy",product="CC",channel="SMS"';
    expect(sampleOf(adapter, `offerwright_answers_total{${labels}}`)).toBe(1);
    const described = 'source="rules",status="sendable",reason="policy",product="described",channel="SMS"';
    expect(sampleOf(adapter, `offerwright_answers_total{${described}}`)).toBe(1);
    expect(sampleOf(adapter, 'offerwright_errors_total{kind="invalid_client_id",scope="client"}')).toBe(1);
  });

  it('has buckets close around two seconds', () => {
    const bounds = [...adapter.matchAll(/offerwright_answer_seconds_bucket\{le="([\d.]+)",source="rules"/g)].map(
      ([, bound]) => Number(bound),
    );
    expect(bounds).toEqual(expect.arrayContaining([1.8, 1.9, 2, 2.1]));
  });

  it('counts refusals by rule, labels and outcomes', () => {
    expect(adapter).toMatch(/offerwright_verdicts_total\{rule="law\.\w+",outcome="refused"\} 1/);
    expect(sampleOf(adapter, 'offerwright_labels_total{mark="wrong",reason="tone"}')).toBe(1);
    expect(sampleOf(adapter, 'offerwright_outcomes_total{event="delivered"}')).toBe(1);
  });

  it('tells what is there, and which versions', () => {
    expect(sampleOf(adapter, 'offerwright_database_up')).toBe(1);
    expect(sampleOf(adapter, 'offerwright_inference_up')).toBe(1);
    expect(sampleOf(adapter, 'offerwright_engine_ready')).toBe(1);
    expect(adapter).toMatch(/offerwright_model_info\{engine="scripted",model="scripted",/);
    expect(adapter).toMatch(/offerwright_rule_set_info\{version="\d+\.\d+\.\d+"\} 1/);
    expect(adapter).toMatch(/offerwright_copybook_info\{hash="\w+"\} 1/);
  });

  it('tells nothing about clients', () => {
    for (const text of [adapter, server]) expect(text).not.toMatch(new RegExp(`${marker}|Улика|УЛИКА`));
  });
});

describe('the server', () => {
  it('tells slots, queue, engine and calls', () => {
    expect(sampleOf(server, 'offerwright_server_slots')).toBe(2);
    expect(sampleOf(server, 'offerwright_server_slots_busy')).toBe(0);
    expect(sampleOf(server, 'offerwright_server_queue_length')).toBe(0);
    expect(sampleOf(server, 'offerwright_server_engine_ready')).toBe(1);
    expect(server).toMatch(
      /offerwright_server_calls_total\{rpc="marketing.v1.GenerationService\/GenerateBatch",code="Ok"\} \d/,
    );
  });
});

describe('dashboard and alerts', () => {
  const grafana = join(repositoryRoot, 'docs', 'grafana');

  it('name metrics and labels that there are', async () => {
    const board = await readFile(join(grafana, 'offerwright.json'), 'utf8');
    const rules = await readFile(join(grafana, 'alerts.yaml'), 'utf8');
    const exposed = `${adapter}\n${server}`;
    const families = new Set([...exposed.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name!));
    for (const [expression, name] of [...board.matchAll(/offerwright_\w+/g), ...rules.matchAll(/offerwright_\w+/g)].map(
      ([found]) => [found, found.replace(/_(bucket|count|sum)$/, '')] as const,
    )) {
      expect(families.has(expression) || families.has(name), expression).toBe(true);
    }
    for (const [, labels] of board.matchAll(/ by \(([\w, ]+)\)/g)) {
      for (const label of labels!.split(', ')) expect(exposed, label).toMatch(new RegExp(`[{,]${label}="`));
    }
  });

  it('are whole: every panel asks something, every alert has its words', async () => {
    const board = JSON.parse(await readFile(join(grafana, 'offerwright.json'), 'utf8'));
    const panels = board.panels.filter(({ type }: { type: string }) => type !== 'row');
    expect(panels.length).toBeGreaterThan(20);
    for (const { title, targets } of panels) {
      expect(targets.length, title).toBeGreaterThan(0);
      for (const { expr } of targets) expect(expr, title).toMatch(/offerwright_/);
    }
    expect(new Set(board.panels.map(({ id }: { id: number }) => id)).size).toBe(board.panels.length);
    const { groups } = parse(await readFile(join(grafana, 'alerts.yaml'), 'utf8'));
    const alerts = groups.flatMap(({ rules }: { rules: object[] }) => rules);
    expect(alerts.map(({ alert }: { alert: string }) => alert)).toEqual(
      expect.arrayContaining([
        'OfferwrightSlow',
        'OfferwrightRulesWriteTooMuch',
        'OfferwrightDatabaseAway',
        'OfferwrightNoAnswers',
      ]),
    );
    for (const alert of alerts) {
      expect(alert).toMatchObject({
        expr: expect.stringMatching(/offerwright_/),
        labels: { severity: expect.stringMatching(/^(critical|warning)$/) },
        annotations: { summary: expect.any(String), description: expect.any(String) },
      });
    }
  });
});
