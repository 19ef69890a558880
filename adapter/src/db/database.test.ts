import { BackendTerminatedError, ConnectionError, UniqueIntegrityConstraintViolationError } from 'slonik';
import { describe, expect, it } from 'vitest';
import { isDatabaseUnavailable } from './database.ts';

const withCode = (code: string) => Object.assign(new Error('message'), { code });

describe('isDatabaseUnavailable', () => {
  it.each([
    ['refused connection', withCode('ECONNREFUSED')],
    ['starting up', withCode('57P03')],
    ['shut down', withCode('57P01')],
    ['too many connections', withCode('53300')],
    ['lost connection', withCode('08006')],
    ['slonik: no connection', new ConnectionError('message', { cause: withCode('ECONNREFUSED') })],
    ['slonik: terminated', new BackendTerminatedError(withCode('57P01'))],
    ['a cause further in', new Error('outer', { cause: withCode('ECONNRESET') })],
  ])('%s: yes', (_name, error) => {
    expect(isDatabaseUnavailable(error)).toBe(true);
  });

  it.each([
    ['a violated constraint', new UniqueIntegrityConstraintViolationError(withCode('23505'))],
    ['a wrong statement', withCode('42601')],
    ['a bug', new TypeError('bug')],
    ['no error', 'text'],
  ])('%s: no', (_name, error) => {
    expect(isDatabaseUnavailable(error)).toBe(false);
  });
});
