// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Boots real guests, with a first process of the test's own.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { bootGuest, type BootOptions } from './boot';
import { findTool } from './build/tools';
import type { Guest } from './guest';
import { selectKernel } from './kernel/select';
import { testInitramfs } from './testing/init';

jest.setTimeout(300_000);

const possible = ['qemu-system-x86_64', 'gcc', 'apt-get'].every((tool) => findTool(tool) !== undefined);

(possible ? describe : describe.skip)('a guest', () => {
  let directory = '';
  let options: BootOptions;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'guest-'));
    const { image } = await selectKernel();
    options = { kernel: image, initramfs: await testInitramfs(directory), accelerator: 'tcg' };
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const boot = async (more: Partial<BootOptions> = {}): Promise<Guest> => {
    const booted = await bootGuest({ ...options, ...more });
    if (booted.kind === 'failed') throw new Error(booted.reason);
    return booted.guest;
  };

  /** Sends a line and waits for the next one back. */
  const ask = (guest: Guest, line: string): Promise<string> =>
    new Promise((resolve) => {
      guest.onLine(resolve);
      guest.send(line);
    });

  test('boots, says its first line, echoes lines of any length, and powers off', async () => {
    await using guest = await boot({ snapshots: false });
    expect(guest.hello).toBe('hello');
    const long = JSON.stringify({ long: 'ü'.repeat(200_000) });
    expect(await ask(guest, long)).toBe(long);
    guest.send('off');
    expect(await guest.ended).toEqual({ kind: 'powered-off' });
    expect(guest.running).toBe(false);
  });

  test('continues a snapshot, which can warn, panic and be killed like any other', async () => {
    await using first = await boot();
    expect(await ask(first, 'still there')).toBe('still there');
    await using second = await boot();
    expect(second.hello).toBe('hello');
    await ask(second, 'warn');
    expect(await ask(second, 'two')).toBe('two');
    second.send('crash');
    expect(await second.ended).toEqual({ kind: 'panicked', message: 'sysrq triggered crash' });
    expect(second.consoleLines.map(({ text }) => text)).toContain('a warning of the test');
    expect(await first.kill()).toEqual({ kind: 'killed' });
  });

  test('tells how else it can end', async () => {
    await using one = await boot();
    one.send('exit');
    expect(await one.ended).toMatchObject({ kind: 'panicked', message: expect.stringContaining('kill init') });
    await using two = await boot();
    two.send('reset');
    expect(await two.ended).toEqual({ kind: 'reset' });
    await using three = await boot();
    process.kill(three.pid ?? 0, 'SIGKILL');
    expect(await three.ended).toEqual({ kind: 'emulator-died', reason: 'QEMU was killed with SIGKILL' });
    three.send('into the void');
  });

  test('a kernel that does not come up is a value', async () => {
    const failed = await bootGuest({ ...options, snapshots: false, commandLine: ['rdinit=/absent', 'init=/absent'] });
    expect(failed).toMatchObject({ kind: 'failed', reason: expect.stringContaining('the guest panicked') });
  });

  test('dies with whoever started it, even of SIGKILL', async () => {
    const require = `require('ts-node').register({ transpileOnly: true });`;
    const program = `${require} require(${JSON.stringify(join(__dirname, 'boot'))}).bootGuest(${JSON.stringify(options)})
      .then(({ guest }) => process.stdout.write(guest.pid + '\\n'));`;
    const parent = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<string>((resolve) =>
      parent.stdout.once('data', (d: Buffer) => resolve(d.toString().trim())),
    );
    expect(existsSync(`/proc/${pid}`)).toBe(true);
    parent.kill('SIGKILL');
    // What is left is a zombie until somebody reaps it.
    while (existsSync(`/proc/${pid}`) && !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')))
      await sleep(10);
  });
});
