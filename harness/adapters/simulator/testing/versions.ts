// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Tables of what an operation says on each version of the simulated kernel, and what precedes it there.
import { expect, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import { type Argument, formatReturn, PROFILE_NAMES, type ProfileName, type Returned } from '../../../../spec';
import { Machine } from './machine';

export type Line = readonly [op: string, args?: Readonly<Record<string, Argument>>, result?: string];
/** What holds from each of the profiles on, in their order. */
export type ByProfile<T = string> = Readonly<Partial<Record<ProfileName, T>>>;
/** What precedes, the operation that is looked at, and what it returns. */
export type Row = readonly [what: string, before: readonly Line[], line: Line, returns: ByProfile];

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

/** What `look` finds after the lines, nothing of what was put off having run, where it is not what the profile before has. */
export function onEach<T>(before: readonly Line[], look: (machine: Machine) => T): ByProfile<T> {
  const found = PROFILE_NAMES.map((version) => {
    const machine = new Machine(undefined, version);
    for (const line of before) carryOut(machine, line);
    return [version, look(machine)] as const;
  });
  return Object.fromEntries(
    found.filter(([, value], index) => index === 0 || !isDeepStrictEqual(value, found[index - 1]?.[1])),
  );
}

export const testRows = (rows: readonly Row[]): void =>
  test.each(rows)('%s', (_what, before, line, returns) => {
    expect(onEach(before, (machine) => formatReturn(carryOut(machine, line).ret))).toEqual(returns);
  });
