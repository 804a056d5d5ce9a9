// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cacheDirectory } from './directory';
import { cachedKeys, cacheEntry, entryCondition, existingEntry } from './entry';
import { withLock } from './lock';

let cache = '';
beforeEach(() => void (cache = mkdtempSync(join(tmpdir(), 'cache-'))));
afterEach(() => rmSync(cache, { recursive: true }));

const agent = (key: string, fill: (directory: string) => void = (d) => writeFileSync(join(d, 'agent'), key)) =>
  cacheEntry(
    {
      kind: 'agent',
      key,
      needs: ['agent'],
      fill: (directory) => {
        fill(directory);
        return Promise.resolve();
      },
    },
    cache,
  );

test('is filled once, by whoever comes first', async () => {
  let fills = 0;
  const fill = (directory: string): void => {
    fills++;
    writeFileSync(join(directory, 'agent'), '');
  };
  const directories = await Promise.all([agent('a', fill), agent('a', fill), agent('a', fill)]);
  expect(fills).toBe(1);
  expect(new Set(directories).size).toBe(1);
  expect(cachedKeys('agent', cache)).toEqual(['a']);
});

test('a broken entry is filled again', async () => {
  const directory = await agent('a');
  rmSync(join(directory, 'agent'));
  expect(existingEntry({ kind: 'agent', key: 'a', needs: ['agent'] }, cache)).toBeUndefined();
  await agent('a');
  expect(existsSync(join(directory, 'agent'))).toBe(true);
});

test('an entry of which a file was cut short is filled again, and is told', async () => {
  const directory = await agent('a', (d) => writeFileSync(join(d, 'agent'), 'all of it'));
  const options = { kind: 'agent', key: 'a', needs: ['agent'] } as const;
  expect(entryCondition(options, cache)).toEqual({ kind: 'whole' });
  truncateSync(join(directory, 'agent'), 3);
  expect(entryCondition(options, cache)).toEqual({ kind: 'damaged', reason: 'agent has 3 bytes and had 9' });
  expect(existingEntry(options, cache)).toBeUndefined();
  await agent('a', (d) => writeFileSync(join(d, 'agent'), 'all of it'));
  expect(entryCondition(options, cache)).toEqual({ kind: 'whole' });
});

test.each([
  ['', 'its seal cannot be read'],
  ['{}', 'agent has 1 bytes and had none'],
])('an entry whose seal is "%s" is damaged', async (seal, reason) => {
  const directory = await agent('a');
  writeFileSync(join(directory, '.complete'), seal);
  expect(entryCondition({ kind: 'agent', key: 'a', needs: ['agent'] }, cache)).toEqual({ kind: 'damaged', reason });
});

test('what a filling leaves out is no entry', async () => {
  await expect(agent('a', () => undefined)).rejects.toThrow('ENOENT');
  expect(entryCondition({ kind: 'agent', key: 'a', needs: ['agent'] }, cache)).toEqual({ kind: 'absent' });
});

test.each([
  Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }),
  new Error('cp: error writing: No space left on device'),
])('a disk that is full is told with a cure: %s', async (error) => {
  const failing = agent('a', () => {
    throw error;
  });
  await expect(failing).rejects.toMatchObject({ name: 'Unavailable', cure: expect.stringContaining('kernels prune') });
  expect(readdirSync(join(cache, 'agent'))).toEqual([]);
});

test('a filling that fails leaves nothing behind', async () => {
  const failing = agent('a', () => {
    throw new Error('no luck');
  });
  await expect(failing).rejects.toThrow('no luck');
  expect(readdirSync(join(cache, 'agent'))).toEqual([]);
});

test('the entries used last stay', async () => {
  for (let index = 0; index < 25; index++) await agent(String(index));
  expect(cachedKeys('agent', cache)).toHaveLength(20);
  expect(cachedKeys('agent', cache)).toContain('24');
});

test('a lock whose holder is gone is taken over', async () => {
  const lock = join(cache, 'lock');
  // No process has ever started at tick 1 with the id of this one.
  writeFileSync(lock, `${process.pid} 1\n`);
  expect(await withLock(lock, () => Promise.resolve('done'))).toBe('done');
  expect(existsSync(lock)).toBe(false);
});

test('one at a time holds a lock', async () => {
  const lock = join(cache, 'lock');
  let inside = 0;
  const enter = (): Promise<void> =>
    withLock(lock, async () => {
      expect(++inside).toBe(1);
      await new Promise(setImmediate);
      inside--;
    });
  await Promise.all([enter(), enter(), enter()]);
});

test('where the cache is', () => {
  expect(cacheDirectory({ STRUCT_OPS_CONFORMANCE_CACHE: '/c', XDG_CACHE_HOME: '/x' })).toBe('/c');
  expect(cacheDirectory({ XDG_CACHE_HOME: '/x' })).toBe('/x/struct-ops-conformance');
  expect(cacheDirectory({ XDG_CACHE_HOME: 'relative' })).toMatch(/\/\.cache\/struct-ops-conformance$/);
});
