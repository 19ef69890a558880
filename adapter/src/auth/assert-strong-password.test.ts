import { describe, expect, it } from 'vitest';
import { assertStrongPassword } from './assert-strong-password.ts';

const check = (password: string, name = 'olga.petrova') => assertStrongPassword(password, name, 'password');

describe('assertStrongPassword', () => {
  it('takes long texts in any script', () => {
    check('семь вёрст до небес');
    check('k7-Fq2!wLz9_');
    check(`${'x'.repeat(100)}yzabc`);
  });

  it.each([
    ['too short', 'k7-Fq2!wLz9', 'text of 12 to 200 characters'],
    ['too long', 'ab1c'.repeat(51), 'text of 12 to 200 characters'],
    ['the name in other letters', 'OLGA.PETROVA', 'another text than the name'],
    ['the name and a little', 'olga.petrova2026', 'another text than the name'],
    ['a common one', 'Password1234', 'a password that is not among the most common'],
    ['one character over and over', 'aaaaaaaaaaaaaaaa', 'a password that is not among the most common'],
  ])('refuses %s', (_, password, limit) => {
    expect(() => check(password)).toThrow(
      expect.objectContaining({ kind: 'invalid_request', field: 'password', limit }),
    );
  });

  it('never repeats the password', () => {
    expect(() => check('short')).toThrow(expect.not.stringContaining('short') as never);
  });
});
