// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the suite takes for granted of a kernel.
import { Unavailable } from '../errors';

/** Each with what rests on it. `start` of docs/protocol.md tells the ones that do not hold. */
export const PREMISES = {
  bpf: 'bpf(2), for the implementation and closed to the unprivileged',
  bpffs: 'a bpffs for pins',
  log: 'the kernel log, in which reports of bugs are looked for',
  jit: 'the BPF JIT, without which struct_ops is not what it is elsewhere',
  btf: "vmlinux's BTF, with its two struct_ops types",
  modules: 'modules that can be loaded and removed',
  'module-build': 'a test module that was built for this kernel',
  'module-btf': 'BTF of modules',
} as const;
export type Premise = keyof typeof PREMISES;
export const PREMISE_NAMES = Object.keys(PREMISES) as [Premise, ...Premise[]];

/** A premise that does not hold. It is the fault of nothing that is tested. */
export interface Lack {
  readonly premise: Premise;
  /** One clause: what is missing or in the way. */
  readonly reason: string;
  /** What to type, set or leave out. */
  readonly cure: string;
  /** What the kernel said of it. */
  readonly log?: readonly string[];
}

/** A kernel that takes no modules still has the types of vmlinux; without any other premise there is nothing to run. */
const LEFT_OUT: Readonly<Partial<Record<Premise, string>>> = {
  modules: 'the test module with its types',
};

/** What is left out for a lack. */
export const leftOutFor = ({ premise }: Pick<Lack, 'premise'>): string => LEFT_OUT[premise] ?? premise;

/** Throws `Unavailable` when nothing can be run on what lacks this. */
export function requireFit(lacks: readonly Lack[]): void {
  const lack = lacks.find(({ premise }) => !(premise in LEFT_OUT));
  if (lack !== undefined) throw unavailable('nothing can be tested', lack);
}

/** `what` cannot be done for want of a premise. */
export const unavailable = (what: string, { reason, cure, log = [] }: Lack): Unavailable =>
  new Unavailable([`${what}: ${reason}`, ...log.map((line) => `  | ${line}`)].join('\n'), cure);
