import { create, type MessageInitShape } from '@bufbuild/protobuf';
import {
  Concern,
  GenerateRequestSchema,
  Mode,
  Policy,
  ProfileName,
} from '@offerwright/proto/marketing/v1/generation_pb';
import { expect, test } from 'vitest';
import { createCopybook } from '../copybook/build-copybook.ts';
import { createCopybookShelf } from '../copybook/index.ts';
import { RequestError } from '../domain/errors.ts';
import { createFakeClock } from '../domain/fake-clock.ts';
import { parseOrder } from './parse-order.ts';

const copybooks = createCopybookShelf(createCopybook([], [], []), 1);
const provider = { legalName: 'Банк', licence: 'Лицензия' };

function parse(init: object, deadlineMs: number | null = null) {
  const whole = { product: { code: 'CC' }, channel: { code: 'SMS' }, ...init };
  const request = create(GenerateRequestSchema, whole as MessageInitShape<typeof GenerateRequestSchema>);
  return parseOrder(request, { provider, clock: createFakeClock(), copybooks }, deadlineMs);
}

test('absent profile and options have their documented defaults', () => {
  const order = parse({});
  expect(order.product.code).toBe('CC');
  expect(order.channel).toMatchObject({ code: 'SMS', matched: true });
  expect(order.profile).toEqual({
    name: 'strict',
    version: 'server-default',
    terms: {
      ...provider,
      fullTerms: '',
      url: '',
      erid: '',
      version: 'server-default',
      confirmedClaims: null,
      tail: '',
    },
    contactPolicy: { quietHours: null, channelMessagesMax: 0, allMessagesMax: 0, consentRequired: false },
  });
  expect(order.options).toEqual({
    concern: null,
    policy: 'model-first',
    mode: 'composed',
    temperature: 0.7,
    seed: 1,
    answerWithinMs: 2000,
    language: 'ru',
    approvedOnly: false,
  });
});

test('terms, claims and contact policy are taken', () => {
  const order = parse({
    profile: {
      terms: {
        legalName: 'Банк',
        claimsReviewed: true,
        confirmedClaims: ['courier_delivery'],
        tail: 'Подробнее в чате.',
      },
      contactPolicy: { quietStartMinute: 1260, quietEndMinute: 540, channelMessagesMax: 2, consentRequired: true },
    },
  });
  expect(order.profile.terms.confirmedClaims).toEqual(new Set(['courier_delivery']));
  expect(order.profile.terms.tail).toBe('Подробнее в чате.');
  expect(order.profile.contactPolicy).toEqual({
    quietHours: { startMinute: 1260, endMinute: 540 },
    channelMessagesMax: 2,
    allMessagesMax: 0,
    consentRequired: true,
  });
});

test('what the request gives is taken, zeros included', () => {
  const order = parse({
    profile: { name: ProfileName.LAW2025, version: 'p3', terms: { legalName: 'Страховщик', version: 't9' } },
    options: {
      concern: Concern.PURCHASE,
      policy: Policy.RULES_ONLY,
      mode: Mode.AUTO,
      temperature: 0,
      seed: 0,
      answerWithinMs: 700,
      language: 'en',
      approvedOnly: true,
    },
  });
  expect(order.profile).toMatchObject({ name: 'law2025', version: 'p3' });
  expect(order.profile.terms).toMatchObject({ legalName: 'Страховщик', licence: '', version: 't9' });
  expect(order.options).toEqual({
    concern: 'purchase',
    policy: 'rules-only',
    mode: 'auto',
    temperature: 0,
    seed: 0,
    answerWithinMs: 700,
    language: 'en',
    approvedOnly: true,
  });
});

test.each([
  { asked: undefined, deadlineMs: null, answerWithinMs: 2000 },
  { asked: undefined, deadlineMs: 300, answerWithinMs: 300 },
  { asked: 500, deadlineMs: 300, answerWithinMs: 300 },
  { asked: 500, deadlineMs: 9000, answerWithinMs: 500 },
  { asked: 500, deadlineMs: 0, answerWithinMs: 1 },
])('asked $asked ms with a deadline of $deadlineMs ms: $answerWithinMs ms', ({ asked, deadlineMs, answerWithinMs }) => {
  expect(parse({ options: { answerWithinMs: asked } }, deadlineMs).options.answerWithinMs).toBe(answerWithinMs);
});

test('a product and a channel without codes are matched by their descriptions', () => {
  const order = parse({
    product: { name: 'Кредит на учёбу', description: 'Потребительский кредит на образование' },
    channel: { description: 'пуш в приложении' },
  });
  expect(order.product).toMatchObject({ code: null, name: 'Кредит на учёбу', family: 'credit', isCredit: true });
  expect(order.channel).toMatchObject({ code: 'PUSH', matched: false });
});

test("a bank's own new codes are served by their descriptions", () => {
  const order = parse({
    product: { code: 'STUDY', description: 'Потребительский кредит на образование' },
    channel: { code: 'TEXT', description: 'смс' },
  });
  expect(order.product).toMatchObject({ code: null, family: 'credit', isCredit: true });
  expect(order.channel).toMatchObject({ code: 'SMS', matched: false });
});

test.each([
  { init: { product: { code: 'CCC' } }, kind: 'unknown_product', field: 'product.code', known: 'CC, ' },
  { init: { channel: { code: 'FAX' } }, kind: 'unknown_channel', field: 'channel.code', known: 'SMS' },
  {
    init: { channel: { description: 'дымовые сигналы' } },
    kind: 'unknown_channel',
    field: 'channel.description',
    known: 'SMS',
  },
])('$kind for $init names the field and the known codes', ({ init, kind, field, known }) => {
  let error: unknown;
  try {
    parse(init);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(RequestError);
  const { violations } = error as RequestError;
  expect(error).toMatchObject({ kind });
  expect(violations).toHaveLength(1);
  expect(violations[0]).toMatchObject({ field });
  expect(violations[0]?.limit).toContain(known);
  expect(JSON.stringify(violations)).not.toContain('дымовые');
});
