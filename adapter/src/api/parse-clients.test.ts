import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unknownContact } from './contact-facts.ts';
import { parseClients } from './parse-clients.ts';

const features = { age: 30.5, gender: 1, reg_region_nm: 'Якутия', cnt_zp_12m: null };
const parseOne = (raw: unknown) => parseClients([raw])[0]!;

describe('parseClients', () => {
  it('takes numbers, texts, null and unknown names as they are', () => {
    expect(parseOne({ id: 7, features, recent_thread_ids: ['a'], name: 'ignored' })).toEqual({
      valid: true,
      index: 0,
      id: 7,
      features,
      recentThreadIds: ['a'],
      contact: unknownContact,
    });
  });

  it('takes what the request says about contacting the client', () => {
    const contact = { consent: false, credit_self_ban: null, utc_offset_minutes: -60, sent_in_all_count: 0 };
    expect(parseOne({ id: 7, features, contact })).toMatchObject({ contact: { ...unknownContact, ...contact } });
  });

  it.each([
    [{ features }, 'invalid_client_id', 'clients[0].id', 'nothing'],
    [{ id: '7', features }, 'invalid_client_id', 'clients[0].id', 'text of 1 character'],
    [{ id: 7.5, features }, 'invalid_client_id', 'clients[0].id', 'fractional number'],
    [{ id: 2 ** 53, features }, 'invalid_client_id', 'clients[0].id', 'whole number'],
    [{ id: null, features }, 'invalid_client_id', 'clients[0].id', 'null'],
    [{ id: 7 }, 'invalid_features', 'clients[0].features', 'nothing'],
    [{ id: 7, features: [] }, 'invalid_features', 'clients[0].features', 'list of 0 items'],
    [{ id: 7, features: { age: Infinity } }, 'invalid_features', 'clients[0].features.age', 'a number too big'],
    [
      { id: 7, features: { a: 'x'.repeat(1001) } },
      'invalid_features',
      'clients[0].features.a',
      'text of 1001 characters',
    ],
    [{ id: 7, features: { a: 'x\u0000' } }, 'invalid_features', 'clients[0].features.a', 'text of 2 characters'],
    [{ id: 7, features: { a: ['\ud800'] } }, 'invalid_features', 'clients[0].features.a', 'list of 1 item'],
    [
      { id: 7, features, recent_thread_ids: [5] },
      'invalid_recent_threads',
      'clients[0].recent_thread_ids[0]',
      'whole number',
    ],
    [{ id: 7, features, contact: [] }, 'invalid_contact', 'clients[0].contact', 'list of 0 items'],
    [{ id: 7, features, contact: { consent: 1 } }, 'invalid_contact', 'clients[0].contact.consent', 'whole number'],
    [{ id: 7, features, contact: { consnet: true } }, 'invalid_contact', 'clients[0].contact.consnet', 'true or false'],
    [
      { id: 7, features, contact: { utc_offset_minutes: 841 } },
      'invalid_contact',
      'clients[0].contact.utc_offset_minutes',
      'whole number',
    ],
    ['client', 'invalid_client', 'clients[0]', 'text of 6 characters'],
    [null, 'invalid_client', 'clients[0]', 'null'],
  ])('refuses %j', (raw, kind, field, given) => {
    expect(parseOne(raw)).toMatchObject({ valid: false, index: 0, error: { kind, field, given } });
  });

  it('refuses more features than the contract takes', () => {
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`f${index}`, 1]));
    expect(parseOne({ id: 1, features: many })).toMatchObject({
      error: { kind: 'invalid_features', given: '201 features' },
    });
  });

  it('lets a list or an object through: the server refuses it by kind', () => {
    expect(parseOne({ id: 1, features: { age: [30], more: { a: 1 } } })).toMatchObject({ valid: true });
  });

  it('answers the first of clients with one id', () => {
    const parsed = parseClients([
      { id: 1, features },
      { id: 2, features },
      { id: 1, features },
    ]);
    expect(parsed.map((client) => client.valid)).toEqual([true, true, false]);
    expect(parsed[2]).toMatchObject({ id: 1, error: { kind: 'duplicate_client_id', given: 'the id of clients[0]' } });
  });

  it('does not take the id of a refused client for a duplicate', () => {
    expect(
      parseClients([
        { id: 1, features: 5 },
        { id: 1, features },
      ])[1],
    ).toMatchObject({ valid: true });
  });

  it('never puts a value of a client into its error', () => {
    const secret = 'секрет-4711';
    const text = JSON.stringify([
      parseOne({ id: secret, features }),
      parseOne({ id: 1, features: secret }),
      parseOne({ id: 1, features: { age: `${secret}\u0000` } }),
    ]);
    expect(text).not.toContain('4711');
  });

  it('gives one result a client for any JSON, in order', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.json().map((text) => JSON.parse(text)),
            fc.record({ id: fc.integer(), features: fc.dictionary(fc.string(), fc.jsonValue()) }),
          ),
        ),
        (raw) => {
          const parsed = parseClients(raw);
          expect(parsed.map((client) => client.index)).toEqual([...raw.keys()]);
          for (const client of parsed) if (client.valid) expect(() => JSON.stringify(client.features)).not.toThrow();
        },
      ),
    );
  });
});
