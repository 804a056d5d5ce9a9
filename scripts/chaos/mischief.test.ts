// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { MISCHIEFS, type Mischief, type Scene } from './mischief';

let cache = '';
beforeEach(() => void (cache = mkdtempSync(join(tmpdir(), 'mischief-'))));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(cache, { recursive: true });
});

const named = (name: string): Mischief => {
  const found = MISCHIEFS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};

/** A process in the place of QEMU, and what it and the suite were told. */
function scene(): { readonly scene: Scene; readonly ended: Promise<unknown>; readonly told: string[] } {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  children.push(child);
  const told: string[] = [];
  const guest = { pid: child.pid, send: (line: string) => void told.push(`to the agent: ${line}`) };
  return {
    scene: { guest, cache, say: (line) => told.push(`to the suite: ${line}`) },
    ended: once(child, 'exit'),
    told,
  };
}

function entry(kind: string, name: string): string {
  mkdirSync(join(cache, kind, 'key'), { recursive: true });
  const file = join(cache, kind, 'key', name);
  writeFileSync(file, Buffer.alloc(1_000_000));
  return file;
}

test('every kind has a name of its own and a cause', () => {
  expect(new Set(MISCHIEFS.map(({ name }) => name)).size).toBe(MISCHIEFS.length);
  for (const { causes } of MISCHIEFS) expect(causes.flat()).not.toEqual([]);
});

test.each([
  ['truncated snapshot', 'snapshot', 'state'],
  ['truncated download', 'kernel', 'vmlinux'],
])('%s: the file is cut short, and QEMU killed', async (name, kind, path) => {
  const file = entry(kind, path);
  const { scene: at, ended } = scene();
  expect(named(name).isPossible?.(at) ?? true).toBe(true);
  named(name).act(at);
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(statSync(file).size).toBe(100_000);
});

test('there is no snapshot to truncate where none was kept', async () => {
  const { scene: at, ended } = scene();
  expect(named('truncated snapshot').isPossible?.(at)).toBe(false);
  named('kill QEMU').act(at);
  expect(await ended).toEqual([null, 'SIGKILL']);
});

test('the agent and the suite are told nonsense', async () => {
  const { scene: at, ended, told } = scene();
  named('kill the agent').act(at);
  named('garbage on the port').act(at);
  expect(told).toEqual(['to the agent: {"cmd":"stop"}', 'to the suite: \u0000\u007f{"seq":']);
  named('kill QEMU').act(at);
  await ended;
});

test('what was frozen can still be killed', async () => {
  const { scene: at, ended } = scene();
  named('freeze the guest').act(at);
  named('kill QEMU').act(at);
  expect(await ended).toEqual([null, 'SIGKILL']);
});

test('the ballast is taken away again', () => {
  writeFileSync(join(cache, 'ballast'), 'heavy');
  named('full disk for the cache').mend?.(cache);
  expect(existsSync(join(cache, 'ballast'))).toBe(false);
});
