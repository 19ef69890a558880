/**
 * The browser of the tests: Debian's chromium, found where packages put it or where CHROMIUM_PATH says. Where it is
 * missing, `npm test` installs it when it may (root, apt); where it may not, the browser's tests are left out with the
 * reason said. Playwright's own browsers are not used: they come from no package registry.
 */
import { existsSync } from 'node:fs';
import { report } from '../report.ts';
import { runProgram } from '../run-program.ts';
import { serviceEnvironment } from '../settings.ts';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** @returns the path, or null */
export function findChromium(): string | null {
  const named = serviceEnvironment({}).CHROMIUM_PATH;
  if (named !== undefined && named !== '') return existsSync(named) ? named : null;
  return places.find((place) => existsSync(place)) ?? null;
}

/** Installs the browser when it is missing and that is allowed; says what happened, and never fails. */
export async function ensureChromium(): Promise<void> {
  if (findChromium() !== null) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    report('no chromium, and it cannot be installed here (apt as root): the tests in a browser are left out');
    return;
  }
  report('installing chromium for the tests in a browser (once, about a minute)');
  const environment = serviceEnvironment({ DEBIAN_FRONTEND: 'noninteractive' });
  // Without fonts that have Cyrillic letters every text would be boxes of one width.
  const packages = ['chromium', 'fonts-dejavu-core'];
  const steps = [
    ['apt-get', '-qq', 'update'],
    ['apt-get', '-qq', 'install', '-y', '--no-install-recommends', ...packages],
  ] as const;
  for (const step of steps) {
    const { code, output } = await runProgram([...step], { output: 'keep', environment });
    if (code === 0) continue;
    report(`chromium could not be installed (${step.join(' ')}): the tests in a browser are left out`);
    report(output.trim().split('\n').slice(-3).join('\n'));
    return;
  }
}
