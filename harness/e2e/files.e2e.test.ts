// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Whoever replays what lies in the repository finds the kernel well afterwards.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, jest, test } from '@jest/globals';
import { programIn } from '../../generators';
import type { Program } from '../../spec';
import { adapterFor } from '../adapters';
import { splatsIn } from '../judge/splat';
import { fits } from '../campaign/door';
import { harmsOf } from '../testing/harmless';
import { describeLive, LIVE_LIMIT_MS } from './live';

jest.setTimeout(LIVE_LIMIT_MS);

const filesOf = (pattern: string): readonly string[] =>
  execFileSync('git', ['ls-files', '-z', pattern], { encoding: 'utf8' })
    .split('\0')
    .filter((file) => file !== '');
const programs: readonly (readonly [string, Program])[] = filesOf('*.program').map((file) => [
  file,
  programIn(readFileSync(file, 'utf8')),
]);

test('no file has a race, which would have to be replayed here', () => {
  expect(filesOf('*.race')).toEqual([]);
});

test('no program on file comes to a hazard, or past a check of the verifier', () => {
  const harms = programs.flatMap(([file, program]) =>
    (['6.1', '6.12', '7.3'] as const).flatMap((profile) => {
      const found = harmsOf(program, profile);
      return found.length === 0 ? [] : [`${file} (${profile}): ${found.join(', ')}`];
    }),
  );
  expect(harms).toEqual([]);
});

describeLive('every program on file', () => {
  test.each(['debian:6.12', 'debian:7.3'])('leaves %s well', async (kernel) => {
    const adapter = adapterFor(`vm:kernel=${kernel}`, { hostKernel: false, onNote: () => undefined });
    await using session = await adapter.connect();
    const expressible = programs.filter(([, { operations }]) => operations.every((each) => fits(each, session)));
    const files = expressible.map(([file]) => file);
    const unwell: string[] = [];
    let replayed = 0;
    for await (const ran of session.run(expressible.map(([, program]) => program))) {
      const file = files[replayed++] ?? '';
      if (ran.kind !== 'history') unwell.push(`${file}: ${ran.kind}: ${ran.reason}`);
      if (ran.kind === 'lost') break;
      if (ran.kind !== 'history') continue;
      const { steps, residue } = ran.history;
      for (const line of [...steps.flatMap(({ log }) => splatsIn(log ?? [])), ...residue])
        unwell.push(`${file}: ${line}`);
    }
    process.stdout.write(`${kernel}: ${replayed} of ${programs.length} programs replayed\n`);
    expect(unwell).toEqual([]);
    expect(replayed).toBe(files.length);
    // Those of loaders go through another door: bpftool.
    const others = programs.filter(([file]) => !files.includes(file));
    expect(others.filter(([, { operations }]) => !operations.some(({ op }) => op.startsWith('loader.')))).toEqual([]);
  });
});
