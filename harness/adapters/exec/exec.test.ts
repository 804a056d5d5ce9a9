// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Program } from '../../../spec';
import { adapterFor } from '..';
import { collect } from '../../testing/fakes';
import { exec } from '.';

const directory = mkdtempSync(join(tmpdir(), 'exec-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** A script in a few lines that answers as `body` says; `say` writes a line, `line` is what came in. */
function script(name: string, body: string): string {
  const file = join(directory, `${name}.js`);
  const start =
    "if (line.includes('start')) return say({version: 1, implementation: {name: 'script', version: '1', kernel}, operations: ['quiesce']});";
  const stop = "if (line.includes('stop')) { say({stopped: true, residue: []}); process.exit(); }";
  writeFileSync(
    file,
    `let kernel = 'none'; const say = (m) => console.log(JSON.stringify(m)); const seq = (line) => JSON.parse(line).seq;
     function hear(line) { ${body}\n${start}\n${stop}\nsay({seq: seq(line), history: {steps: [{outcome: {ret: 0}}], residue: []}}); }
     require('readline').createInterface({input: process.stdin}).on('line', hear);`,
  );
  return `'${process.execPath}' '${file}'`;
}

/** It ends, and leaves a process behind that holds its standard error. */
const CHILD_GOES_ON =
  "require('child_process').spawn('sleep', ['30'], { stdio: ['ignore', 'ignore', 'inherit'] }); process.exit(3);";

const program: Program = { operations: [{ op: 'quiesce', args: {} }] };

describe('exec', () => {
  it('runs programs through a child process', async () => {
    await using session = await exec(script('good', '')).connect();
    expect(session.implementation.name).toBe('script');
    const results = await collect(session.run(Array<Program>(100).fill(program)));
    expect(results).toHaveLength(100);
    expect(results[99]).toMatchObject({ kind: 'history', history: { steps: [{ outcome: { ret: 0 } }] } });
  });

  it('tells how a child died, and what it said last', async () => {
    const body =
      "if (line.includes('run')) { process.stderr.write('out of cheese\\n', () => process.kill(process.pid, 'SIGSEGV')); return; }";
    await using session = await exec(script('dies', body)).connect();
    const [result] = await collect(session.run([program, program]));
    expect(result).toMatchObject({ kind: 'lost', log: expect.arrayContaining(['out of cheese']) });
    expect(result).toMatchObject({ reason: expect.stringMatching(/was killed with SIGSEGV$/) });
  });

  it('tells what a child said that is not of the protocol', async () => {
    const body = "console.error('usage: agent'); process.exit(2);";
    await expect(exec(script('usage', body)).connect()).rejects.toMatchObject({
      name: 'ProtocolError',
      reason: expect.stringMatching(/^no answer to "start": .* exited with code 2$/),
      tail: ['usage: agent'],
    });
  });

  it('kills a child that does not end with its input', async () => {
    const session = await exec(script('stays', "if (line.includes('stop')) { setInterval(() => 0, 1000); return; }"), {
      limits: { stopMs: 10 },
    }).connect();
    await session[Symbol.asyncDispose]();
  });

  it.each([
    ['before it answers', 'to "start"', "require('fs').closeSync(1); setInterval(() => 0, 1000); return;"],
    ['while something that it has started goes on', 'exited with code 3', CHILD_GOES_ON],
  ])('does not wait for a child that closes its output %s', async (_, told, body) => {
    const asked = exec(script(`closes-${told.length}`, body)).connect();
    await expect(asked).rejects.toMatchObject({ name: 'ProtocolError', reason: expect.stringContaining(told) });
  });

  it.each([
    ['to "start"', 'setInterval(() => 0, 1000); return;', /^no answer to "start"/],
    ['to a program', "if (line.includes('run')) { setInterval(() => 0, 1000); return; }", /said nothing for 0.5 s/],
  ])('waits no longer for an answer %s than it was told', async (what, body, reason) => {
    const context = { answerTimeout: 500, hostKernel: false, onNote: () => undefined };
    const asked = async (): Promise<unknown> => {
      await using session = await adapterFor(`exec:${script(`late-${what.length}`, body)}`, context).connect();
      for await (const ran of session.run([{ operations: [{ op: 'quiesce', args: {} }] }])) return ran;
      return undefined;
    };
    expect(await asked().catch((error: unknown) => error)).toMatchObject({ reason: expect.stringMatching(reason) });
  });

  it('names a command that is not there', async () => {
    await expect(exec('./no-such-agent --x').connect()).rejects.toMatchObject({
      name: 'Unavailable',
      reason: "there is no command './no-such-agent'",
    });
    await expect(exec(directory).connect()).rejects.toMatchObject({ name: 'Unavailable' });
  });

  it('leaves the kernel of this machine alone unless it was told otherwise', async () => {
    const command = script('host', `kernel = '${release()}';`);
    await expect(exec(command).connect()).rejects.toMatchObject({ name: 'UsageError' });
    await using session = await exec(command, { hostKernel: true }).connect();
    expect(session.implementation.kernel).toBe(release());
  });
});
