// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// register_bpf_struct_ops(), laid out as __register_bpf_struct_ops(), btf_add_struct_ops() and
// bpf_struct_ops_desc_init() check it.
import {
  ERRNO,
  moduleRegister,
  registrationOf,
  type ClauseId,
  type Errno,
  type ProfileName,
  type Registration,
} from '../../spec';
import { NO_DEVIATIONS } from '../deviations';
import { moduleReferences } from '../references';
import { accept, binds, refuse, rule, type Check, type Rule } from '../rule';
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
  ['REG-22a', 'EOPNOTSUPP', (candidate) => candidate.member === 'returns_int_ptr'],
  ['REG-23', 'EINVAL', (candidate) => candidate.member === 'many_args' || candidate.member === 'struct_return'],
  ['REG-24a', 'EOPNOTSUPP', (candidate) => candidate.member === 'big_return'],
  ['REG-25', 'ENOENT', (candidate) => candidate.member === 'stub_unknown'],
  ['REG-26', 'EINVAL', (candidate) => candidate.member === 'stub_args'],
  ['REG-28', 'EINVAL', (candidate) => candidate.member === 'nullable_bad'],
];

/** What is accepted although it looks odd. */
const LENIENT: Readonly<Partial<Record<Registration['member'], ClauseId>>> = {
  returns_int_ptr: 'REG-22',
  big_return: 'REG-24',
  stub_unknown: 'REG-25a',
  stub_args: 'REG-25a',
  nullable_bad: 'REG-25a',
};

interface Result {
  readonly clause: ClauseId;
  readonly ret: number;
  readonly change: Partial<Instance>;
}

/** The module itself has none, which is no error any more. */
export const withoutBtf = (profile: ProfileName): Result =>
  binds({ profile }, 'REG-02a')
    ? { clause: 'REG-02a', ret: -ERRNO.EINVAL, change: {} }
    : { clause: 'REG-02', ret: 0, change: {} };

/** What registering the candidate comes to, and what it changes in the instance. */
export function registrationResult(
  instance: Instance,
  candidate: Registration,
  profile: ProfileName,
  deviations = NO_DEVIATIONS,
): Result {
  const searchesVmlinux = candidate.name === 'owner_null';
  if (instance.btf === undefined && !searchesVmlinux) return withoutBtf(profile);
  const accepted = deviations.includes('big-return-accepted') ? 'REG-24a' : undefined;
  const failed = STEPS.find(
    ([clause, , fails]) => clause !== accepted && binds({ profile }, clause) && fails(candidate, instance),
  );
  if (failed !== undefined) return { clause: failed[0], ret: -ERRNO[failed[1]], change: {} };
  const log = [...instance.log, `init ${candidate.object}`];
  const failsOnce = candidate.init === 'once' && !instance.failedOnce;
  if (failsOnce) return { clause: 'REG-29', ret: -ERRNO.EINVAL, change: { log, failedOnce: true } };
  if (candidate.init !== 'once' && candidate.init !== 0)
    return { clause: 'REG-29', ret: -ERRNO.EINVAL, change: { log } };
  const retried = candidate.init === 'once' ? 'REG-32' : 'REG-30';
  const odd = LENIENT[candidate.member];
  const lenient = odd !== undefined && binds({ profile }, odd) ? odd : undefined;
  const clause = candidate.object === 'asked' ? 'REG-21' : (lenient ?? retried);
  return { clause, ret: 0, change: { log, registered: [...instance.registered, candidate.object] } };
}

const decided: Check<typeof moduleRegister.parameters> = {
  clauses: [
    'REG-02',
    'REG-02a',
    ...STEPS.map(([clause]) => clause),
    'REG-21',
    'REG-22',
    'REG-24',
    'REG-25a',
    'REG-29',
    'REG-30',
    'REG-31',
    'REG-32',
  ],
  decide: ({ state, args, profile, deviations }) => {
    const instance = state.modules.get(args.name);
    const candidate = registrationOf(args.type);
    if (instance === undefined || candidate === undefined) return undefined;
    const { clause, ret, change } = registrationResult(instance, candidate, profile, deviations);
    const further = clause === 'REG-30' && moduleReferences(state, args.name) > 0;
    return [{ clause: further ? 'REG-31' : clause, ret, next: changeInstance(state, args.name, change) }];
  },
};

export const registrationRules: readonly Rule[] = [
  rule(moduleRegister, [
    refuse('MOD-CTL-01', 'ENOENT', ({ state, args }) => !state.modules.has(args.name)),
    refuse('MOD-CTL-03', 'EOPNOTSUPP', () => true),
    decided,
    accept('MOD-CTL-02', () => ({ ret: -ERRNO.EINVAL })),
  ]),
];
