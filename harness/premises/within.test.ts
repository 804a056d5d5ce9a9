// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { programIn } from '../../generators/text';
import { EXIT, exitOfReport } from '../cli/exit';
import { runFixed } from '../cli/fixed';
import { targetOf } from '../campaign/race/target';
import type { Adapter } from '../adapter';
import { continueSession } from '../protocol/client';
import { serve } from '../protocol/serve';
import { channelPair, collect, fakeAdapter } from '../testing/fakes';
import { PREMISE_NAMES, PREMISES, unavailable, type Lack } from './premise';
import { modulesLack, within } from './within';

const lackOf = (premise: Lack['premise']): Lack => ({ premise, reason: `no ${premise}`, cure: `have ${premise}` });
const NO_MODULES = { ...lackOf('modules'), log: ['Lockdown: agent: unsigned module loading is restricted'] };

/** An adapter behind which the premises do not hold. */
function lacking(...lacks: readonly Lack[]): Adapter {
  const adapter = fakeAdapter();
  return { ...adapter, connect: async () => within({ ...(await adapter.connect()), lacks }) };
}

const helloWith = (lacks: readonly Lack[]): string =>
  JSON.stringify({
    version: 1,
    implementation: { name: 'x', version: '1' },
    operations: ['module.load', 'map.create'],
    lacks,
  });

describe('a premise that does not hold', () => {
  test.each(PREMISE_NAMES.filter((name) => name !== 'modules'))(
    '%s: nothing is run, and the cure is named',
    async (name) => {
      const [near] = channelPair();
      const opened = continueSession(near, helloWith([lackOf('modules'), lackOf(name)]));
      await expect(opened).rejects.toMatchObject({
        name: 'Unavailable',
        reason: `nothing can be tested: no ${name}`,
        cure: `have ${name}`,
      });
    },
  );

  test('modules: the operations that need them are left out, and races', async () => {
    const [near] = channelPair();
    await using session = await continueSession(near, helloWith([NO_MODULES]));
    expect([...session.operations]).toEqual(['map.create']);
    expect(session.race).toBeUndefined();
    expect(modulesLack(session)).toEqual(NO_MODULES);
  });

  test('that is known beforehand takes the place of what the other side says of it', async () => {
    const [near] = channelPair();
    await using session = await continueSession(near, helloWith([NO_MODULES]), { lacks: [lackOf('modules')] });
    expect(session.lacks).toEqual([lackOf('modules')]);
  });

  test('that nobody knows is no answer to start', async () => {
    const [near] = channelPair();
    const strange = helloWith([{ ...NO_MODULES, premise: 'moduls' } as unknown as Lack]);
    await expect(continueSession(near, strange)).rejects.toMatchObject({ name: 'ProtocolError' });
  });

  test('is passed on by serve', async () => {
    const [near, far] = channelPair();
    const served = serve(lacking(NO_MODULES), far);
    await near.send('{"cmd":"start","version":1}');
    await near.send('{"cmd":"stop"}');
    const [hello = ''] = await collect(near.lines);
    expect(JSON.parse(hello)).toMatchObject({ lacks: [NO_MODULES] });
    await served;
  });
});

test('docs/protocol.md says of each premise what it is', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'protocol.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `([\w-]+)` \| (.*) \| (?:nothing is run|the test module).* \|$/gm)];
  expect(Object.fromEntries(rows.map(([, name = '', what]) => [name, what]))).toEqual(PREMISES);
});

describe('without modules', () => {
  const modulesProgram = { name: 'p', program: programIn('module.load soc_a') };

  test('programs of what is left run, and the report says what is left out', async () => {
    const rest = { name: 'p', program: programIn('quiesce') };
    const { report } = await runFixed(lacking(NO_MODULES), [rest], { profile: 'auto' });
    expect(report).toMatchObject({ programs: 1, lacks: [NO_MODULES] });
  });

  test('a program that needs one is unavailable, not misused', async () => {
    const { report } = await runFixed(lacking(NO_MODULES), [modulesProgram], { profile: 'auto' });
    expect(exitOfReport(report)).toBe(EXIT.unavailable);
    expect(report.broken).toBe(
      "p needs 'module.load soc_a': no modules\n  | Lockdown: agent: unsigned module loading is restricted\n  try: have modules",
    );
  });

  test('no race can be run', async () => {
    await using session = await lacking(NO_MODULES).connect();
    expect(() => targetOf(session)).toThrow(unavailable('no race can be run', NO_MODULES));
  });
});
