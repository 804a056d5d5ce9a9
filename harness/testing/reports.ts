// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Reports to render: one that conforms, one that violates in every way, one that proves nothing.
import type { Violation } from '../judge/verdict';
import type { CampaignReport, Counterexample } from '../campaign/report';
import type { History, Program } from '../../spec';

export const program: Program = {
  operations: [
    { op: 'module.load', args: { name: 'soc_a' } },
    { op: 'btf.open', result: 'b2', args: { name: 'soc_a' } },
    { op: 'map.create', result: 'm3', args: { btf: 'b2', type: 'plain' } },
    { op: 'module.unload', args: { name: 'soc_a' } },
  ],
};

export const history: History = {
  steps: [
    { outcome: { ret: 0 } },
    { outcome: { ret: 0, value: { id: 12 } } },
    { outcome: { ret: 0, value: { id: 3 } } },
    { outcome: { ret: 0 }, log: ['soc_a: unloaded', 'BUG: unable to handle page fault for address: ffffffffc0a01000'] },
  ],
  residue: [],
};

const violation: Violation = {
  kind: 'outcome',
  step: 3,
  operation: { op: 'module.unload', args: { name: 'soc_a' } },
  observed: { ret: 0 },
  allowed: [
    { outcome: '-EAGAIN', clause: 'MOD-UNLOAD-08' },
    { outcome: '-EAGAIN', clause: 'MOD-UNLOAD-09' },
  ],
  clauses: ['MOD-UNLOAD-08', 'MOD-UNLOAD-09'],
  log: ['soc_a: unloaded'],
};

const found: Counterexample = {
  program,
  history,
  violation,
  signature: 'outcome MOD-UNLOAD-08+MOD-UNLOAD-09 module.unload 0',
  index: 37,
  originalLength: 22,
  occurrences: 14,
};

const { operation: _, ...afterwards } = violation;
const residue: Counterexample = {
  ...found,
  violation: {
    ...afterwards,
    kind: 'residue',
    step: 4,
    observed: { lines: ['map 7 is still there', 'soc_a is still loaded'] },
    allowed: [{ outcome: 'nothing left', clause: 'LEAK-01' }],
    clauses: ['LEAK-01'],
  },
  occurrences: 1,
};
const splat: Counterexample = {
  ...found,
  violation: {
    ...violation,
    kind: 'splat',
    observed: { lines: ['BUG: unable to handle page fault for address: ffffffffc0a01000'] },
    clauses: ['LOG-01'],
    log: history.steps[3]?.log ?? [],
  },
  originalLength: 22,
  unfinished: true,
};

export const conforming: CampaignReport = {
  verdict: 'conforms',
  doubts: [],
  ended: 'finished',
  adapter: 'simulator',
  implementation: { name: 'simulator', version: '0.1.0', kernel: '6.12.95' },
  profile: '6.12',
  seed: 42,
  requested: 2000,
  programs: 2000,
  operations: 24310,
  effects: 9120,
  seconds: 3.14,
  connectSeconds: 0.14,
  clauses: {
    total: 220,
    counts: { 'MAP-CREATE-02': 17, 'MOD-UNLOAD-08': 120 },
    violated: [],
    unexercised: ['MAP-CREATE-08'],
  },
  coverage: {
    cells: {
      'map.create btf=(btf module 1fd) -> MAP-CREATE-32 0': 1699,
      'map.create btf=(btf stale 1fd) -> MAP-CREATE-02 -EINVAL': 1,
    },
    uncertain: 12,
    pairs: { 'map: map.create -> map.update': 1204, 'module: module.load -> module.unload': 311 },
    influences: {
      programs: 1780,
      suppressors: [
        {
          clause: 'MOD-UNLOAD-10',
          operation: 'map.create',
          with: { share: 0.101234567, low: 0.08, high: 0.13, programs: 1500 },
          without: { share: 0.384, low: 0.3, high: 0.45, programs: 280 },
        },
      ],
      triggers: [],
    },
  },
  demands: [],
  operationCounts: { 'map.create': 1700, 'module.unload': 900 },
  unsupported: ['map.mmap', 'map.nest', 'map.freeze', 'prog.bind', 'prog.run', 'link.poll'],
  lacks: [],
  counterexamples: [],
  known: [],
  unexpected: [],
  crashes: [],
  unknown: {},
  refused: {},
  lost: [],
  reconnections: 0,
  unknownOperations: [],
  interruptions: [],
};

/** What is left of it on a kernel that takes no modules. */
export const partial: CampaignReport = {
  ...conforming,
  lacks: [
    {
      premise: 'modules',
      reason: 'loading modules is switched off (kernel.modules_disabled is 1)',
      cure: 'boot without nomodule, and leave kernel.modules_disabled alone',
    },
  ],
};

export const missing: CampaignReport = {
  ...conforming,
  verdict: 'misses',
  doubts: ['1 demand could not be decided'],
  demands: [
    {
      clause: 'MOD-UNLOAD-08',
      text: 'MOD-UNLOAD-08>=1/1000',
      demanded: 0.001,
      verdict: 'met',
      count: 120,
      operations: 23990,
      low: 0.0029,
      high: 0.0086,
    },
    {
      clause: 'MAP-CREATE-02',
      text: 'MAP-CREATE-02>=1/100',
      demanded: 0.01,
      verdict: 'missed',
      count: 17,
      operations: 23990,
      low: 0.0002,
      high: 0.0022,
    },
    {
      clause: 'MAP-CREATE-08',
      text: '*>=1/2000',
      demanded: 0.0005,
      verdict: 'undecided',
      count: 0,
      operations: 23990,
      low: 0,
      high: 0.00155,
    },
  ],
};

export const violating: CampaignReport = {
  ...conforming,
  verdict: 'violates',
  ended: 'max-fail',
  adapter: 'simulator:fault=map-does-not-hold-module',
  programs: 812,
  clauses: { ...conforming.clauses, violated: ['MOD-UNLOAD-08', 'MOD-UNLOAD-09'] },
  counterexamples: [found, residue, splat],
};

export const doubtful: CampaignReport = {
  ...conforming,
  verdict: 'inconclusive',
  doubts: ['the implementation broke off before the end', '1 program took the implementation away every time'],
  ended: 'broken',
  broken: 'the implementation went away 9 times, at last: the guest panicked: Fatal exception',
  unknown: { 'too many states are possible after operation 12': 3 },
  refused: { 'no memory': 1 },
  lost: [
    {
      index: 6,
      program,
      reason: 'the guest panicked: Fatal exception',
      log: ['Oops: 0002 [#1]', 'Kernel panic - not syncing'],
    },
  ],
  reconnections: 8,
  interruptions: [
    ...[3, 17].map((index) => ({
      cause: 'emulator-died' as const,
      reason: 'QEMU was killed with SIGKILL',
      log: [],
      index,
      became: 'again' as const,
    })),
    { cause: 'unreachable', reason: 'QEMU cannot be started', log: [], became: 'none' },
    ...(['again', 'given up'] as const).map((became) => ({
      cause: 'panicked' as const,
      reason: 'the guest panicked: Fatal exception',
      log: ['Oops: 0002 [#1]', 'Kernel panic - not syncing'],
      index: 6,
      became,
    })),
  ],
};
