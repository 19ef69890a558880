/** Client journeys and companies' statements over REST: uploaded, read, drawn, deleted with all that was kept. */
import type { JourneyAnalysis } from '@offerwright/adapter/src/insight/journeys/journey.ts';
import type { ReportAnalysis } from '@offerwright/adapter/src/insight/reports/report.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { plantedJourney, plantJourney, writeJourneyCsv } from '../kit/planted-journey.ts';
import { runSql } from '../kit/postgres.ts';
import { callRest, makeUsers } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const csv = { 'content-type': 'text/csv' };
const call = <Body = string>(as: 'manager' | 'viewer', method: string, path: string, body?: string) =>
  callRest<Body>(service(), method, path, body === undefined ? { as } : { as, headers: csv, body });

interface Uploaded {
  readonly id: string;
  readonly analysis: Pick<JourneyAnalysis, 'totals' | 'improvements'> & Pick<ReportAnalysis, 'findings'>;
}
interface Listed {
  readonly items: readonly object[];
}

beforeAll(() => makeUsers(service(), ['manager', 'viewer']));

describe('a journey', () => {
  const process = 'Карта <b>';
  const query = new URLSearchParams({ process, goal: plantedJourney.goal, case: 'Заявка' });
  const log = writeJourneyCsv(plantJourney({ cases: 300, seed: 7, fromMs: Date.UTC(2026, 7, 1) }));

  it('is read, kept, shown to all, drawn and deleted', async () => {
    const posted = await call<Uploaded>('manager', 'POST', `/v1/insight/journeys?${query}`, log);
    expect(posted).toMatchObject({ status: 201 });
    const { id, analysis } = posted.body;
    expect(analysis.totals.cases).toBe(300);
    expect(analysis.improvements[0]).toMatchObject({ kind: 'loss', step: plantedJourney.lossStep });

    const url = service().database.url;
    const counted = 'SELECT count(*)::int AS count FROM journey_events WHERE journey_id = $1';
    expect(await runSql(url, counted, [id])).toEqual([{ count: analysis.totals.events }]);

    const listed = (await call<Listed>('viewer', 'GET', '/v1/insight/journeys')).body;
    expect(listed.items).toEqual([expect.objectContaining({ id, process, created_by: 'manager', cases: 300 })]);
    const again = await call<Uploaded>('viewer', 'GET', `/v1/insight/journeys/${id}`);
    expect(again.body.analysis).toEqual(analysis);

    const map = await call('viewer', 'GET', `/v1/insight/journeys/${id}/map.svg`);
    expect(map.headers.get('content-type')).toContain('image/svg+xml');
    expect(map.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(map.body).toContain('Карта &lt;b&gt;');
    const report = await call('viewer', 'GET', `/v1/insight/journeys/${id}/report.md`);
    expect(report.body).toContain('## Что улучшить');

    expect((await call('manager', 'DELETE', `/v1/insight/journeys/${id}`)).status).toBe(200);
    expect((await call('manager', 'DELETE', `/v1/insight/journeys/${id}`)).status).toBe(404);
    expect(await runSql(url, counted, [id])).toEqual([{ count: 0 }]);
    const trail = await runSql(url, 'SELECT action FROM audit_events WHERE subject = $1 ORDER BY id', [id]);
    expect(trail.map(({ action }) => action)).toEqual(['insight.journey_upload', 'insight.journey_delete']);
  });
});

describe('statements', () => {
  const lines =
    'Код;2023;2024;2025\n1230;20;30;70\n2110;200;210;290\n2120;150;160;230\n1500;40;45;60\n1200;60;70;100\n';

  it('are read, kept, shown to all and deleted', async () => {
    const posted = await call<Uploaded>('manager', 'POST', '/v1/insight/reports?company=Ромашка&unit=million', lines);
    expect(posted).toMatchObject({ status: 201 });
    const { id, analysis } = posted.body;
    expect(analysis.findings.map((finding) => finding.id)).toContain('slow_debtors');
    const listed = (await call<Listed>('viewer', 'GET', '/v1/insight/reports')).body;
    expect(listed.items).toEqual([
      expect.objectContaining({ id, company: 'Ромашка', periods: ['2023', '2024', '2025'] }),
    ]);
    expect((await call('viewer', 'GET', `/v1/insight/reports/${id}/report.md`)).body).toContain('Факторинг');
    expect((await call('manager', 'DELETE', `/v1/insight/reports/${id}`)).status).toBe(200);
    expect((await call('viewer', 'GET', `/v1/insight/reports/${id}`)).status).toBe(404);
  });
});
