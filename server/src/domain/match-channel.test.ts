import { describe, expect, it } from 'vitest';
import { channelCodes, channels } from './channels.ts';
import { matchChannel } from './match-channel.ts';

describe('matchChannel', () => {
  it.each(channelCodes)('takes the code %s in any case and between spaces', (code) => {
    const channel = matchChannel({ code: ` ${code.toLowerCase()}`, description: 'звонок' });
    expect(channel).toEqual({ ...channels[code], matched: true });
  });

  it.each(channelCodes)('recognises %s by the description of the table', (code) => {
    expect(matchChannel({ code: '', description: channels[code].description })).toEqual({
      ...channels[code],
      matched: false,
    });
  });

  it.each([
    ['сообщение в мессенджере банка', 'MOBILE_CHAT'],
    ['сообщение в приложении банка', 'MOBILE_CHAT'],
    ['чат-бот', 'MOBILE_CHAT'],
    ['смс', 'SMS'],
    ['Короткое сообщение', 'SMS'],
    ['сообщение на телефон', 'SMS'],
    ['письмо', 'EMAIL'],
    ['электронная почта', 'EMAIL'],
    ['e-mail рассылка', 'EMAIL'],
    ['звонок', 'TMO'],
    ['телемаркетинг', 'TMO'],
    ['push-уведомление', 'PUSH'],
    ['всплывающее уведомление', 'PUSH'],
    ['курьер с картой', 'KND'],
    ['баннер в приложении', 'MOB_BANNER'],
    ['подсказка менеджеру в отделении', 'OFFICE_BANNER'],
    ['баннер в офисе', 'OFFICE_BANNER'],
  ])('matches «%s» to %s', (description, code) => {
    expect(matchChannel({ code: 'NEW', description })).toMatchObject({ code, matched: false });
  });

  it('names the known channels when nothing matches, and not the value', () => {
    const violation = matchChannel({ code: '', description: 'голубиная стая' });
    expect(violation).toMatchObject({ field: 'channel.description' });
    for (const code of channelCodes) expect(violation).toHaveProperty('limit', expect.stringContaining(code));
    expect(JSON.stringify(violation)).not.toContain('голуб');
    expect(matchChannel({ code: 'FAX', description: ' ' })).toMatchObject({
      field: 'channel.code',
      given: 'unknown code of 3 characters',
    });
  });
});
