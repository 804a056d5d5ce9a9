// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// register_bpf_struct_ops(), laid out as __register_bpf_struct_ops(), btf_add_struct_ops() and
// bpf_struct_ops_desc_init() check it.
import { ERRNO, moduleRegister, registrationOf, type ClauseId, type Errno, type Registration } from '../../spec';
import { moduleReferences } from '../references';
import { accept, refuse, rule, type Check, type Rule } from '../rule';
import type { Instance } from '../state';
import { changeInstance } from '../subsystem';

/** One check: the clause, the errno, and whether the candidate fails it. */
type Step = readonly [ClauseId, Errno, (candidate: Registration, instance: Instance) => boolean];

const STEPS: readonly Step[] = [
  ['REG-07', 'EEXIST', (candidate, instance) => instance.registered.includes(candidate.object)],
  ['REG-09', 'EINVAL', (candidate) => candidate.nameLength + 'bpf_struct_ops_'.length >= 128],
  ['REG-10', 'EINVAL', (candidate) => !candidate.stubs],
  ['REG-11', 'EINVAL', (candidate) => !candidate.struct],
  ['REG-12', 'EINVAL', (candidate) => candidate.memberCount > 64],
  ['REG-13', 'EINVAL', (candidate) => candidate.value === 'absent'],
  ['REG-14', 'EINVAL', (candidate) => candidate.value === 'three'],
  ['REG-15', 'EINVAL', (candidate) => candidate.value === 'common'],
  ['REG-16', 'EINVAL', (candidate) => candidate.value === 'data'],
  ['REG-18', 'EOPNOTSUPP', (candidate) => candidate.member === 'anonymous'],
  ['REG-19', 'EOPNOTSUPP', (candidate) => candidate.member === 'bitfield'],
  ['REG-23', 'EINVAL', (candidate) => candidate.member === 'many_args' || candidate.member === 'struct_return'],
  ['REG-25', 'ENOENT', (candidate) => candidate.member === 'stub_unknown'],
  ['REG-26', 'EINVAL', (candidate) => candidate.member === 'stub_args'],
  ['REG-28', 'EINVAL', (candidate) => candidate.member === 'nullable_bad'],
];

const LENIENT: Readonly<Partial<Record<Registration['member'], ClauseId>>> = {
  returns_int_ptr: 'REG-22',
  big_return: 'REG-24',
};

interface Result {
  readonly clause: ClauseId;
  readonly ret: number;
  readonly change: Partial<Instance>;
}

/** What registering the candidate comes to, and what it changes in the instance. */
export function registrationResult(instance: Instance, candidate: Registration): Result {
  const searchesVmlinux = candidate.name === 'owner_null';
  if (instance.btf === undefined && !searchesVmlinux) return { clause: 'REG-02', ret: 0, change: {} };
  const failed = STEPS.find(([, , fails]) => fails(candidate, instance));
  if (failed !== undefined) return { clause: failed[0], ret: -ERRNO[failed[1]], change: {} };
  const log = [...instance.log, `init ${candidate.object}`];
  const failsOnce = candidate.init === 'once' && !instance.failedOnce;
  if (failsOnce) return { clause: 'REG-29', ret: -ERRNO.EINVAL, change: { log, failedOnce: true } };
  if (candidate.init !== 'once' && candidate.init !== 0)
    return { clause: 'REG-29', ret: -ERRNO.EINVAL, change: { log } };
  const retried = candidate.init === 'once' ? 'REG-32' : 'REG-30';
  const clause = candidate.object === 'asked' ? 'REG-21' : (LENIENT[candidate.member] ?? retried);
  return { clause, ret: 0, change: { log, registered: [...instance.registered, candidate.object] } };
}

const decided: Check<typeof moduleRegister.parameters> = {
  clauses: [
    'REG-02',
    ...STEPS.map(([clause]) => clause),
    'REG-21',
    'REG-22',
    'REG-24',
    'REG-29',
    'REG-30',
    'REG-31',
    'REG-32',
  ],
  decide: ({ state, args }) => {
    const instance = state.modules[args.name];
    const candidate = registrationOf(args.type);
    if (instance === undefined || candidate === undefined) return undefined;
    const { clause, ret, change } = registrationResult(instance, candidate);
    const further = clause === 'REG-30' && moduleReferences(state, args.name) > 0;
    return [{ clause: further ? 'REG-31' : clause, ret, next: changeInstance(state, args.name, change) }];
  },
};

export const registrationRules: readonly Rule[] = [
  rule(moduleRegister, [
    refuse('MOD-CTL-01', 'ENOENT', ({ state, args }) => state.modules[args.name] === undefined),
    decided,
    accept('MOD-CTL-02', () => ({ ret: -ERRNO.EINVAL })),
  ]),
];
