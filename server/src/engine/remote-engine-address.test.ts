import { expect, test } from 'vitest';
import { EngineError } from './engine.ts';
import { assertPrivateAddress, judgeAddress } from './remote-engine-address.ts';

test.each([
  ['http://127.0.0.1:8080/v1', 'private'],
  ['http://[::1]:8080/v1', 'private'],
  ['http://10.1.2.3/v1', 'private'],
  ['http://172.16.0.1/v1', 'private'],
  ['http://172.31.255.254/v1', 'private'],
  ['http://192.168.7.7/v1', 'private'],
  ['http://[fd12:3456::1]/v1', 'private'],
  ['http://[::ffff:10.1.2.3]/v1', 'private'],
  ['http://172.32.0.1/v1', 'public'],
  ['http://8.8.8.8/v1', 'public'],
  ['http://0.0.0.0/v1', 'public'],
  ['http://[::ffff:8.8.8.8]/v1', 'public'],
  ['http://[2001:db8::1]/v1', 'public'],
  // Where clouds serve their metadata.
  ['http://169.254.169.254/v1', 'public'],
  // The same address, written as browsers read it.
  ['http://0x08080808/v1', 'public'],
  ['http://2130706433/v1', 'private'],
])('%s is %s', async (url, kind) => {
  const resolve = async () => {
    throw new Error('an address needs no resolver');
  };
  expect(await judgeAddress(new URL(url), resolve)).toBe(kind);
});

test.each([
  [['10.0.0.1'], 'private'],
  [['10.0.0.1', 'fd00::1'], 'private'],
  [['10.0.0.1', '8.8.8.8'], 'public'],
  [[], 'unresolved'],
] as const)('a name that resolves to %j is %s', async (addresses, kind) => {
  const asked: string[] = [];
  const resolve = async (hostname: string) => {
    asked.push(hostname);
    return addresses;
  };
  expect(await judgeAddress(new URL('http://llm.bank.internal:8080/v1'), resolve)).toBe(kind);
  expect(asked).toEqual(['llm.bank.internal']);
});

test('what may not be used is refused, without the address in the reason', async () => {
  const url = new URL('http://llm.bank.internal/v1');
  const reasonOf = (addresses: readonly string[]) =>
    assertPrivateAddress(url, async () => addresses).then(
      () => null,
      (error: unknown) => (error instanceof EngineError ? error.reason : error),
    );
  expect(await reasonOf(['10.0.0.1'])).toBeNull();
  expect(await reasonOf(['1.2.3.4'])).toBe('the address of the remote engine is not private');
  expect(await reasonOf([])).toBe('the name of the remote engine does not resolve');
  await expect(
    assertPrivateAddress(url, async () => {
      throw new Error('ENOTFOUND llm.bank.internal');
    }),
  ).rejects.toThrow('the name of the remote engine does not resolve');
});
