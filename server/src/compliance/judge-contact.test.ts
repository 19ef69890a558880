import { describe, expect, it } from 'vitest';
import { type ChannelCode, channelCodes } from '../domain/channels.ts';
import { type ProductCode, productCodes, products } from '../domain/products.ts';
import { type ContactFacts, type ContactPolicy, noContactPolicy, unknownContact } from '../domain/valid-request.ts';
import { judgeContact } from './judge-contact.ts';

const noon = new Date('2026-11-25T12:00:00Z');

function judge(
  product: ProductCode,
  channel: ChannelCode,
  contact: Partial<ContactFacts> = {},
  policy: Partial<ContactPolicy> = {},
) {
  return judgeContact({
    product: products[product],
    channel: { code: channel },
    policy: { ...noContactPolicy, ...policy },
    contact: { ...unknownContact, ...contact },
    today: noon,
    language: 'ru',
  });
}

const rule = (...question: Parameters<typeof judge>) => judge(...question).obstacle?.ruleId ?? null;

describe('judge contact', () => {
  it('lets everything go when nothing is known and no policy is set', () => {
    for (const product of productCodes) {
      for (const channel of channelCodes)
        expect(judge(product, channel)).toEqual({ status: 'sendable', obstacle: null });
    }
  });

  it('refuses credits to those who banned them, but not mortgages and credits secured by a car', () => {
    const refused = productCodes.filter((code) => judge(code, 'EMAIL', { creditSelfBan: true }).status === 'refused');
    expect(refused).toEqual(['ПК', 'TOPUP', 'REFIN', 'CC']);
    expect(rule('CC', 'OFFICE_BANNER', { creditSelfBan: true })).toBe('law.self_ban');
  });

  it.each<[ChannelCode, string | null]>([
    ['SMS', 'law.consent'],
    ['PUSH', 'law.consent'],
    ['EMAIL', 'law.consent'],
    ['TMO', 'law.consent'],
    ['MOBILE_CHAT', 'law.consent'],
    ['KND', null],
    ['MOB_BANNER', null],
    ['OFFICE_BANNER', null],
  ])('asks for consent on %s: %s', (channel, expected) => {
    expect(rule('DEPOSIT', channel, { consent: false })).toBe(expected);
    expect(rule('DEPOSIT', channel, {}, { consentRequired: true })).toBe(expected);
    expect(rule('DEPOSIT', channel, { consent: true }, { consentRequired: true })).toBeNull();
  });

  it('obeys "no more messages" wherever the bank comes to the client', () => {
    const stopped = channelCodes.filter((code) => rule('DC', code, { doNotDisturb: true, consent: true }) !== null);
    expect(stopped).toEqual(['SMS', 'PUSH', 'MOBILE_CHAT', 'TMO', 'KND', 'EMAIL']);
  });

  it('counts messages against the caps', () => {
    const policy = { channelMessagesMax: 2, allMessagesMax: 5 };
    expect(rule('DC', 'SMS', { sentInChannelCount: 1, sentInAllCount: 4 }, policy)).toBeNull();
    expect(rule('DC', 'SMS', { sentInChannelCount: 2 }, policy)).toBe('policy.frequency');
    expect(rule('DC', 'SMS', { sentInAllCount: 5 }, policy)).toBe('policy.frequency');
    expect(rule('DC', 'SMS', { sentInAllCount: 500 })).toBeNull();
    expect(rule('DC', 'MOB_BANNER', { sentInAllCount: 500 }, policy)).toBeNull();
  });

  it.each([
    // Noon UTC; quiet from 21:00 to 09:00 local.
    [0, null],
    [9 * 60 - 1, null],
    [9 * 60, 'policy.quiet_hours'],
    [12 * 60, 'policy.quiet_hours'],
    [-3 * 60, null],
    [-4 * 60, 'policy.quiet_hours'],
    [null, 'policy.quiet_hours'],
  ])('keeps quiet hours over midnight at UTC%s min: %s', (utcOffsetMinutes, expected) => {
    const policy = { quietHours: { startMinute: 21 * 60, endMinute: 9 * 60 } };
    expect(rule('DC', 'SMS', { utcOffsetMinutes }, policy)).toBe(expected);
    expect(rule('DC', 'EMAIL', { utcOffsetMinutes }, policy)).toBeNull();
  });

  it('tells the refusal first, then the law before the policy', () => {
    const all = { creditSelfBan: true, consent: false, doNotDisturb: true, sentInAllCount: 9 };
    expect(rule('CC', 'SMS', all, { allMessagesMax: 1 })).toBe('law.self_ban');
    expect(rule('DC', 'SMS', all, { allMessagesMax: 1 })).toBe('law.do_not_disturb');
    expect(rule('DC', 'SMS', { ...all, doNotDisturb: false }, { allMessagesMax: 1 })).toBe('law.consent');
    expect(rule('DC', 'SMS', { sentInAllCount: 9 }, { allMessagesMax: 1 })).toBe('policy.frequency');
  });

  it('gives its reason in the language asked', () => {
    const question = {
      product: products.DC,
      channel: { code: 'SMS' as const },
      policy: noContactPolicy,
      contact: { ...unknownContact, consent: false },
      today: noon,
    };
    expect(judgeContact({ ...question, language: 'en' }).obstacle?.reason).toMatch(/^There is no/);
    expect(judgeContact({ ...question, language: 'ru' }).obstacle?.reason).toMatch(/^Нет доказуемого/);
  });
});
