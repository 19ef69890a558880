import { expect, test } from 'vitest';
import { findInexactVersions } from './exact-versions.ts';

test('takes exact versions only', () => {
  const good = { dependencies: { a: '1.2.3', b: '18.4.0-beta.17' }, overrides: { c: 'npm:noop-package@1.0.0' } };
  expect(findInexactVersions('package.json', good)).toEqual([]);
});

test.each(['^1.2.3', '~1.2.3', '1.x', '*', 'latest', '>=1.0.0', '1.2', 'git+ssh://host/a.git'])(
  'refuses %s',
  (version) => {
    expect(findInexactVersions('package.json', { devDependencies: { a: version } })).toEqual([
      `package.json: devDependencies.a is "${version}", not an exact version`,
    ]);
  },
);
