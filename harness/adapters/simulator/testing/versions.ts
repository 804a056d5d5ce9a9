// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Tables of what an operation says on each version of the simulated kernel, and what precedes it there.
import { expect, test } from '@jest/globals';
import { type Argument, formatReturn, PROFILE_NAMES, type Returned } from '../../../../spec';
import { Machine } from './machine';

export type Line = readonly [op: string, args?: Readonly<Record<string, Argument>>, result?: string];
/** What precedes, the operation that is looked at, and what it returns on 6.1, v12, 6.9, 6.12, 7.2 and 7.3. */
export type Row = readonly [what: string, before: readonly Line[], line: Line, returns: string];

export const TCP = { btf: 'none', type: 'tcp_congestion_ops' };
export const DUMMY = { btf: 'none', type: 'bpf_dummy_ops' };
export const PLAIN = { btf: 'b', type: 'plain' };

/** Every version has the module and its BTF; 6.1 cannot have its types. */
export const LOADED: readonly Line[] = [
  ['module.load', { name: 'soc_a', types: 'none' }],
  ...['plain', 'asked'].map((type): Line => ['module.register', { name: 'soc_a', type }]),
  ['btf.open', { name: 'soc_a' }, 'b'],
];
/** The module is gone, and its BTF object still held. */
export const GONE: readonly Line[] = [...LOADED, ['module.unload', { name: 'soc_a' }]];

function carryOut(machine: Machine, [op, args = {}, result]: Line): Returned {
  return machine.run(result === undefined ? { op, args } : { op, args, result });
}

/** What `look` finds on each version after the lines, nothing of what was put off having run. */
export function onEach<T>(before: readonly Line[], look: (machine: Machine) => T): readonly T[] {
  return PROFILE_NAMES.map((version) => {
    const machine = new Machine(undefined, version);
    for (const line of before) carryOut(machine, line);
    return look(machine);
  });
}

export const testRows = (rows: readonly Row[]): void =>
  test.each(rows)('%s', (_what, before, line, returns) => {
    expect(onEach(before, (machine) => formatReturn(carryOut(machine, line).ret)).join(' ')).toBe(returns);
  });

/** The same on all six. */
export const everywhere = (ret: string): string => new Array<string>(PROFILE_NAMES.length).fill(ret).join(' ');
