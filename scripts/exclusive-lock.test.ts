import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { withExclusiveLock } from './exclusive-lock.mjs';

const directory = `/offerwright lock test ${process.pid}`;

test('lets one in at a time and tells the others once', async () => {
  let inside = 0;
  let insideMax = 0;
  let waited = 0;
  const section = async () => {
    inside += 1;
    insideMax = Math.max(insideMax, inside);
    await sleep(20);
    inside -= 1;
    return 'done';
  };
  const enter = () => withExclusiveLock('test', directory, section, () => (waited += 1));
  expect(await Promise.all([enter(), enter(), enter()])).toEqual(['done', 'done', 'done']);
  expect(insideMax).toBe(1);
  expect(waited).toBe(2);
});

test('keeps purposes and directories apart', async () => {
  const result = await withExclusiveLock('one', directory, () =>
    withExclusiveLock('two', directory, () => withExclusiveLock('one', `${directory}/other`, async () => 'inside')),
  );
  expect(result).toBe('inside');
});

test('is free again after a section that failed', async () => {
  const failing = withExclusiveLock('failing', directory, async () => {
    throw new Error('on purpose');
  });
  await expect(failing).rejects.toThrow('on purpose');
  expect(await withExclusiveLock('failing', directory, async () => 'inside')).toBe('inside');
});

test('is free again when its holder is killed', async () => {
  const script = `
    import { withExclusiveLock } from ${JSON.stringify(new URL('./exclusive-lock.mjs', import.meta.url).href)};
    await withExclusiveLock('killed', ${JSON.stringify(directory)}, () => {
      console.log('inside');
      return new Promise((resolve) => setTimeout(resolve, 60_000));
    });`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  let waited = false;
  const mine = withExclusiveLock(
    'killed',
    directory,
    async () => 'inside',
    () => {
      waited = true;
      holder.kill('SIGKILL');
    },
  );
  expect(await mine).toBe('inside');
  expect(waited).toBe(true);
});
