import { describe, expect, it } from 'vitest';
import { parseConfig } from './config.ts';

const least = { DATABASE_URL: 'postgres://user:secret@db:5432/name' };

describe('parseConfig', () => {
  it('has defaults for all but the database', () => {
    expect(parseConfig(least)).toEqual({
      host: '127.0.0.1',
      port: 8080,
      inferenceAddress: '127.0.0.1:50051',
      databaseUrl: least.DATABASE_URL,
      adminName: 'admin',
      adminPassword: null,
      ratePerMinute: 600,
      bodyBytesMax: 8 * 1024 * 1024,
      clientsPerRequestMax: 1000,
      isBehindTls: false,
      telegram: null,
      marketInbox: null,
      logLevel: 'info',
    });
  });

  it('takes empty values for absent ones', () => {
    const config = parseConfig({ ...least, OFFERWRIGHT_ADMIN_PASSWORD: '', OFFERWRIGHT_ADAPTER_PORT: '' });
    expect([config.adminPassword, config.port]).toEqual([null, 8080]);
  });

  it.each([
    ['DATABASE_URL', 'mysql://secret'],
    ['OFFERWRIGHT_ADAPTER_PORT', '65536'],
    ['OFFERWRIGHT_INFERENCE_ADDRESS', 'no port'],
    ['OFFERWRIGHT_ADMIN_NAME', 'with:colon'],
    ['OFFERWRIGHT_ADMIN_PASSWORD', 'secret'],
    ['OFFERWRIGHT_RATE_LIMIT_PER_MINUTE', '0'],
    ['OFFERWRIGHT_BODY_BYTES_MAX', 'many'],
    ['OFFERWRIGHT_CLIENTS_PER_CALL_MAX', '-1'],
    ['OFFERWRIGHT_BEHIND_TLS', 'perhaps'],
    ['OFFERWRIGHT_MARKET_INBOX', 'secret/inbox'],
    ['OFFERWRIGHT_LOG_LEVEL', 'loud'],
  ])('names %s when it is wrong, and keeps its value out of the message', (name, value) => {
    expect(() => parseConfig({ ...least, [name]: value })).toThrow(name);
    expect(() => parseConfig({ ...least, [name]: value })).not.toThrow('secret');
  });

  it('names all wrong variables at once', () => {
    expect(() => parseConfig({ OFFERWRIGHT_ADAPTER_PORT: 'x' })).toThrow(
      /ADAPTER_PORT.*DATABASE_URL|DATABASE_URL.*ADAPTER_PORT/,
    );
  });
});
