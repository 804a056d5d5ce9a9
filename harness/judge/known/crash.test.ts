// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { parseProgram } from '../../../generators';
import type { Outcome, Program } from '../../../spec';
import { conclude } from '../../campaign/conclusion';
import { formatReport } from '../../reporters/terminal';
import { conforming } from '../../testing/reports';
import { Crashes, type CrashReport } from './crash';
import { ownCrashes, parseCrashList } from './crash-list';

const BPFTOOL = { name: 'bpftool', version: '7.5.0' };
const died: Outcome = { crashed: 'SIGSEGV' };

function parsed(text: string): Program {
  const result = parseProgram(text);
  if (result.kind !== 'program') throw new Error(JSON.stringify(result));
  return result.program;
}

/** What is counted when every operation from the second on dies. */
function crashesOf(text: string, signal = died, tool = BPFTOOL): readonly CrashReport[] {
  const program = parsed(text);
  const crashes = new Crashes(ownCrashes(tool));
  const steps = program.operations.map((_, index) => ({ outcome: index === 0 ? { ret: 0 } : signal }));
  crashes.add(7, program, { steps, residue: [] });
  return crashes.reports;
}

const LOADER = 'module.load soc_a\nm = loader.register plain\nloader.unregister m\n';

const reportWith = (crashes: readonly CrashReport[]) => {
  const report = { ...conforming, implementation: { ...BPFTOOL, kernel: '6.12.95' }, crashes };
  return { ...report, ...conclude(report) };
};
const lastLines = (crashes: readonly CrashReport[]): string =>
  formatReport(reportWith(crashes), { replay: () => '' }).replaceAll(/\s+/g, ' ');

describe('what bpftool 7.5 is known to die of', () => {
  test('is counted by operation, and the verdict says that it is left aside', () => {
    const crashes = crashesOf(LOADER);
    expect(crashes).toMatchObject([
      { op: 'loader.register', signal: 'SIGSEGV', count: 1, known: { crash: 'type-of-a-module' } },
      { op: 'loader.unregister', signal: 'SIGSEGV', count: 1, known: { crash: 'type-of-a-module' } },
    ]);
    expect(reportWith(crashes).verdict).toBe('conforms');
    expect(lastLines(crashes)).toContain('specification allows, 2 known crashes of bpftool 7.5.0 aside');
    expect(lastLines(crashes)).toContain('died over loader.register 1 time of SIGSEGV: type-of-a-module');
  });

  test('is known by the type behind a pin, too, and by that behind a handle', () => {
    const lines = [
      'm = map.create b plain',
      'pin.create m pin1',
      'n = pin.get pin1',
      'o = object.by_id n',
      'map.lookup o',
    ];
    const text = ['module.load soc_a', 'b = btf.open soc_a', ...lines].join('\n');
    expect(crashesOf(text).find(({ op }) => op === 'map.lookup')?.known?.crash).toBe('type-of-a-module');
  });

  test('is told with its place when it is not known', () => {
    const [crash] = crashesOf('quiesce\nm = loader.register tcp_congestion_ops\n');
    expect(crash?.first).toEqual({ program: 7, operation: 1, text: 'm = loader.register tcp_congestion_ops' });
    expect(lastLines(crash === undefined ? [] : [crash])).toContain(
      'loader.register 1 time of SIGSEGV, first in program 7 over operation 1, m = loader.register tcp_congestion_ops',
    );
  });

  test.each([
    ['a type of vmlinux', 'quiesce\nm = loader.register tcp_congestion_ops\n', died, BPFTOOL],
    ['another operation', 'module.load soc_a\nb = btf.open soc_a\n', died, BPFTOOL],
    ['another signal', LOADER, { crashed: 'SIGABRT' }, BPFTOOL],
    ['another version', LOADER, died, { ...BPFTOOL, version: '7.6.0' }],
    ['another tool', LOADER, died, { ...BPFTOOL, name: '../bpftool' }],
  ])('does not hide a death over %s: nothing is proved', (_, text, signal, tool) => {
    const crashes = crashesOf(text, signal, tool);
    expect(crashes.length).toBeGreaterThan(0);
    expect(crashes.every(({ known }) => known === undefined)).toBe(true);
    expect(reportWith(crashes).verdict).toBe('inconclusive');
    expect(lastLines(crashes)).toMatch(
      /inconclusive: what carries operations out died \d times?, which it is not known/,
    );
  });
});

test.each([
  ['Crash: x\nOperations: map.lookup\nTypes: module\nSignal: SIGSEGV\nReason: r\n', 'has no see'],
  ['Crash: x\nOperations: a\nTypes: any\nSignal: S\nReason: r\nSee: s\n', 'module or vmlinux'],
  ['Crash: x\nOperations: a\nTypes: module\nSignal: S\nReason: r\nSee: s\nWhy: w\n', 'has a field why'],
])('an entry that is none is refused: %j', (text, message) => {
  expect(() => parseCrashList(text)).toThrow(message);
});
