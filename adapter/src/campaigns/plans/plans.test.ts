/** The decisions of campaigns that need no database: mapping by name, who is meant, groups, approvals. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Approvers } from '../../api/campaigns.ts';
import { unknownContact } from '../../api/contact-facts.ts';
import type { StoredApproval } from '../../db/plans/list-approvals.ts';
import type { ClientRow, FeatureValue } from '../parse-client-row.ts';
import { chooseArm, isControl } from './divide-clients.ts';
import { judgeApproval } from './judge-approval.ts';
import { judgeClient } from './judge-client.ts';
import { nameFileProblem } from './name-file-problem.ts';
import { suggestMapping } from './suggest-mapping.ts';

const clientOf = (features: Record<string, FeatureValue>): ClientRow => ({
  kind: 'client',
  row: 1,
  clientId: 1,
  features,
  contact: unknownContact,
});

describe('suggestMapping', () => {
  it.each([
    [['client_id', 'age'], 0, { 1: 'age' }],
    [['ID', ' Возраст ', 'Пол', 'Согласие'], 0, { 1: 'age', 2: 'gender', 3: 'consent' }],
    [['avg_dep_avg_balance_lmonth'], null, { 0: 'avg_dep_avg_balance_1month' }],
    [['CNT-TR-BUY 3M', 'cnt_tr_byu_3m'], null, { 0: 'cnt_tr_buy_3m' }],
    [['cnt_tr_buy_6m', 'hobby', ''], null, {}],
    [['qnt_month_from_last_visit'], null, { 0: 'qnt_months_from_last_visit' }],
  ])('%j', (header, idColumn, columns) => {
    const suggested = suggestMapping(header);
    expect(suggested.id_column).toBe(idColumn);
    expect(Object.fromEntries(suggested.columns.map(({ column, target }) => [column, target]))).toEqual(columns);
  });

  it('never gives a column or a feature twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('id', 'age', 'возраст', 'AGE', 'gender', 'sex', 'x'), { maxLength: 12 }),
        (header) => {
          const { columns } = suggestMapping(header);
          expect(new Set(columns.map(({ column }) => column)).size).toBe(columns.length);
          expect(new Set(columns.map(({ target }) => target)).size).toBe(columns.length);
        },
      ),
    );
  });
});

describe('judgeClient', () => {
  const products = new Map([
    ['CC', { isCredit: true, isBanned: true }],
    ['MORTG', { isCredit: true, isBanned: false }],
    ['DC', { isCredit: false, isBanned: false }],
    ['TOPUP', { isCredit: true, isBanned: true }],
  ]);
  const judge = (
    features: Record<string, FeatureValue>,
    { contact = {}, signals = [] as string[], audience = {}, isRanked = false, product = 'CC' } = {},
  ) =>
    judgeClient(
      { row: clientOf(features), signals, contacts: new Map([['SMS', { ...unknownContact, ...contact }]]) },
      [{ productCode: product, channelCode: 'SMS' }],
      { audience, products, isRanked },
    );
  const open = (product = 'CC') => ({ offers: [{ productCode: product, channelCode: 'SMS' }] });

  it.each([
    [judge({ age: 30 }), open()],
    [judge({ age: 17.9 }), { reason: 'minor' }],
    [judge({ age: 17.9 }, { product: 'DC' }), open('DC')],
    [judge({ age: ' ' }), open()],
    [judge({}, { contact: { credit_self_ban: true } }), { reason: 'credit_self_ban' }],
    [judge({}, { contact: { credit_self_ban: true }, product: 'MORTG' }), open('MORTG')],
    [judge({}, { contact: { do_not_disturb: true } }), { reason: 'do_not_disturb' }],
    [judge({}, { contact: { consent: false } }), { reason: 'no_consent' }],
    [judge({}, { audience: { with_consent: true } }), { reason: 'audience.consent' }],
    [judge({}, { audience: { with_consent: true }, contact: { consent: true } }), open()],
    [judge({ age: 'NULL' }, { audience: { age_min: 18 } }), { reason: 'audience.age' }],
    [judge({ age: 45.9 }, { audience: { age_max: 45 } }), open()],
    [judge({ age: 46 }, { audience: { age_max: 45 } }), { reason: 'audience.age' }],
    [judge({ gender: 1 }, { audience: { genders: ['m'] } }), { reason: 'audience.gender' }],
    [judge({}, { audience: { genders: ['u'] } }), open()],
    [judge({ reg_region_nm: ' Якутия ' }, { audience: { regions: ['якутия'] } }), open()],
    [judge({}, { audience: { regions: ['Якутия'] } }), { reason: 'audience.region' }],
    [judge({}, { audience: { signals_any: ['car'] }, signals: ['car'] }), open()],
    [judge({}, { audience: { signals_none: ['car'] }, signals: ['car'] }), { reason: 'audience.signals' }],
    [judge({}, { isRanked: true, product: 'DC', signals: ['salary'] }), { reason: 'has_product' }],
    [judge({}, { isRanked: true, product: 'TOPUP' }), { reason: 'presumes' }],
    [judge({}, { isRanked: true, product: 'TOPUP', signals: ['borrower'] }), open('TOPUP')],
    [judge({}, { product: 'DC', signals: ['salary'] }), open('DC')],
  ])('%#', (judged, expected) => expect(judged).toEqual(expected));
});

describe('control group and variants', () => {
  it('are shares of the clients, and the same for the same seed', () => {
    const clients = Array.from({ length: 10_000 }, (_, id) => String(id));
    const control = clients.filter((client) => isControl(5, client, 0.1));
    expect(control.length / clients.length).toBeCloseTo(0.1, 1);
    expect(clients.filter((client) => isControl(5, client, 0.1))).toEqual(control);
    expect(clients.filter((client) => isControl(6, client, 0.1))).not.toEqual(control);
    expect(clients.some((client) => isControl(5, client, 0))).toBe(false);
    const arms = [
      { name: 'A', weight: 3 },
      { name: 'B', weight: 1 },
    ];
    const chosen = clients.map((client) => chooseArm(5, client, arms));
    expect(chosen.filter((name) => name === 'A').length / clients.length).toBeCloseTo(0.75, 1);
  });
});

describe('judgeApproval', () => {
  const steps = [
    { clients_max: 100, approvers: [{ role: 'manager' as const, count: 1 }] },
    { clients_max: 10_000, approvers: [{ role: 'compliance' as const, count: 1 }] },
    {
      clients_max: null,
      approvers: [
        { role: 'manager' as const, count: 1 },
        { role: 'compliance' as const, count: 1 },
      ],
    },
  ];
  const said = (user: string, role: string, decision: 'approve' | 'reject' = 'approve'): StoredApproval => ({
    plan_id: 'plan',
    user_id: user,
    user_name: user,
    role: role as StoredApproval['role'],
    decision,
    comment: '',
    created_at: 0,
  });
  const judge = (reach: number, ...decisions: StoredApproval[]) => {
    const { state, missing } = judgeApproval({ state: 'finished', reach, authorId: 'author' }, steps, decisions);
    return [state, missing] as const;
  };
  const one = (role: Approvers[number]['role']) => [{ role, count: 1 }];

  it.each([
    [judge(100), ['waiting', one('manager')]],
    [judge(100, said('x', 'administrator')), ['approved', []]],
    [judge(100, said('author', 'manager')), ['waiting', one('manager')]],
    [judge(101, said('x', 'administrator')), ['waiting', one('compliance')]],
    [judge(10_000, said('x', 'compliance')), ['approved', []]],
    [judge(10_001, said('x', 'compliance')), ['waiting', one('manager')]],
    [judge(10_001, said('x', 'compliance'), said('y', 'compliance')), ['approved', []]],
    [judge(10_001, said('x', 'manager'), said('y', 'administrator')), ['waiting', one('compliance')]],
    [judge(10_001, said('x', 'compliance'), said('x', 'compliance')), ['waiting', one('manager')]],
    [judge(50, said('x', 'manager'), said('y', 'compliance', 'reject')), ['rejected', []]],
    [judge(50, said('y', 'compliance', 'reject'), said('y', 'compliance')), ['approved', []]],
  ])('%#', (judged, expected) => expect(judged).toEqual(expected));

  it('waits for the texts', () => {
    expect(judgeApproval({ state: 'running', reach: 5, authorId: 'a' }, steps, []).state).toBe('not_ready');
  });
});

describe('nameFileProblem', () => {
  it.each([
    ['the file is empty: a header row and at least one client must be in it', 'empty'],
    ['the file holds zero bytes: it is not text in UTF-8 or Windows-1251', 'not text'],
    ['a quote is never closed, near line 7', 'broken quotes'],
    ['at most 200000 rows under the header; the file has more', 'too many rows'],
    ['something new', 'another file'],
  ])('%s', (message, slug) => expect(nameFileProblem(message)).toBe(slug));
});
