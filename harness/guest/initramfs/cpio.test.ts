// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { findTool } from '../build/tools';
import { run } from '../../platform/run';
import { writeCpio, type CpioEntry } from './cpio';
import { guestTree } from './tree';

const entries: CpioEntry[] = [
  { kind: 'directory', path: 'dev' },
  { kind: 'device', path: 'dev/console', major: 5, minor: 1 },
  { kind: 'file', path: 'init', content: Buffer.from('#!/bin/sh\n'), executable: true },
  { kind: 'file', path: 'odd', content: Buffer.from('12345') },
  { kind: 'symlink', path: 'link', target: 'init' },
];

test('every header and every content starts at a multiple of four', () => {
  const archive = writeCpio(entries);
  const names: string[] = [];
  for (let at = 0; at < archive.length;) {
    expect(at % 4).toBe(0);
    expect(archive.toString('latin1', at, at + 6)).toBe('070701');
    const field = (index: number): number =>
      parseInt(archive.toString('latin1', at + 6 + 8 * index, at + 14 + 8 * index), 16);
    const nameEnd = at + 110 + field(11);
    names.push(archive.toString('utf8', at + 110, nameEnd - 1));
    const aligned = (offset: number): number => Math.ceil(offset / 4) * 4;
    at = aligned(aligned(nameEnd) + field(6));
  }
  expect(names).toEqual(['dev', 'dev/console', 'init', 'odd', 'link', 'TRAILER!!!']);
});

test('the same entries give the same bytes', () => {
  expect(writeCpio(entries).equals(writeCpio(entries))).toBe(true);
});

(findTool('cpio') === undefined ? test.skip : test)('GNU cpio reads it', async () => {
  const listed = await run('cpio', ['-t', '-v', '--numeric-uid-gid', '--quiet'], { input: writeCpio(entries) });
  const lines = listed.stdout.trim().split('\n');
  expect(lines.map((line) => line.split(/\s+/)[0])).toEqual([
    'drwxr-xr-x',
    'crw-------',
    '-rwxr-xr-x',
    '-rw-r--r--',
    'lrwxrwxrwx',
  ]);
  expect(lines.at(-1)).toContain('link -> init');
  expect(lines[1]).toMatch(/ 5,\s+1 /);
});

test('a tree has every parent before its children', () => {
  const tree = guestTree([{ path: '/usr/lib/deep/file', source: Buffer.from('x') }]);
  const paths = tree.map(({ path }) => path);
  for (const parent of ['usr', 'usr/lib', 'usr/lib/deep']) {
    expect(paths.indexOf(parent)).toBeGreaterThanOrEqual(0);
    expect(paths.indexOf(parent)).toBeLessThan(paths.indexOf('usr/lib/deep/file'));
  }
  expect(tree.find(({ path }) => path === 'usr/lib')?.kind).toBe('directory');
  expect(new Set(paths).size).toBe(paths.length);
});
