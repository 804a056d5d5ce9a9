// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { join } from 'node:path';
import { it } from '@jest/globals';
import type { Fault } from '../adapters/simulator';
import type { Cell, KillMatrix } from '../power/matrix';
import { STRATEGIES } from '../power/strategies';
import { expectGolden } from '../testing/golden';
import { formatFaults } from './faults';
import { formatKillMatrix, killMatrixMarkdown } from './kill-matrix';
import { PLAIN } from './style';

const fault = (name: string, area: Fault['area']): Fault => ({
  name,
  area,
  kernel: '6.12',
  description: `What is wrong with ${name}, in a sentence that is long enough to be wrapped where a terminal ends.`,
  source: 'kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_alloc(), before e3f87fdfed7b',
});

const cell = (name: string, strategy: string, some: Partial<Cell>): Cell => ({
  fault: name,
  strategy,
  hunts: 5,
  kills: 5,
  operations: 1234,
  length: 4,
  clauses: ['MOD-UNLOAD-08'],
  ...some,
});

const UNSEEN = { kills: 0, operations: null, length: null, clauses: [] };

const matrix: KillMatrix = {
  faults: [fault('map-does-not-hold-module', 'map create'), fault('nobody-sees-this', 'link')],
  strategies: STRATEGIES.slice(0, 3),
  seeds: 5,
  limit: 20_000,
  cells: [
    cell('map-does-not-hold-module', 'random', {}),
    cell('map-does-not-hold-module', 'swarm', { operations: 12, clauses: ['MOD-INFO-01', 'MOD-UNLOAD-08'] }),
    cell('map-does-not-hold-module', 'rare', { hunts: 1, kills: 1, operations: 2001 }),
    cell('nobody-sees-this', 'random', UNSEEN),
    cell('nobody-sees-this', 'swarm', { kills: 2, operations: null, clauses: ['LINK-CLOSE-01'] }),
    cell('nobody-sees-this', 'rare', UNSEEN),
  ],
};

const golden = (name: string): string => join(__dirname, 'golden', name);

it('is a table for a terminal', () => {
  expectGolden(golden('kill-matrix.txt'), formatKillMatrix(matrix));
});

it('is a page for docs/', () => {
  const kept = new Map([['map-does-not-hold-module', { breaks: ['MOD-UNLOAD-08'], length: 4 }]]);
  expectGolden(golden('kill-matrix.md'), killMatrixMarkdown(matrix, 'struct-ops-conformance faults --kill', kept));
});

it('comes with a list of the faults', () => {
  expectGolden(golden('faults.txt'), formatFaults(matrix.faults, PLAIN));
});
