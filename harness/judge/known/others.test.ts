// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a list says is known hides nothing else: every fault that breaks the same clause by another cause is found, on a
// kernel that does what the list says as well.
import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';

import { programIn } from '../../../generators';
import { createKnowingModel, createModel } from '../../../model';
import {
  PROFILE_NAMES,
  profileNamed,
  requireDefinition,
  type Operation,
  type ProfileName,
  type Program,
} from '../../../spec';
import { simulator } from '../../adapters/simulator';
import { WITNESSES } from '../../adapters/simulator/testing/witnesses';
import { judge } from '../judge';
import type { Verdict } from '../verdict';
import { ownKnownList } from '../../cli/known-file';
import { readCounterexamples } from '../../power/counterexamples';
import { historyOf } from '../../power/hunt';
import { comingTo } from '../../testing/hazards';
import { deviationsOf } from './deviation';
import { recognise } from './recognise';

/** How the simulated kernel does what an entry says, and what that breaks. It has the cycle of references as it is. */
const DEVIATING: Readonly<Record<string, { readonly fault?: string; readonly breaks: readonly string[] }>> = {
  'update-owner-reports-success': { fault: 'update-owner-returns-success', breaks: ['MAP-UPDATE-13'] },
  'tcp-update-owner-returns-one': { fault: 'update-owner-returns-success', breaks: ['MAP-UPDATE-13'] },
  'program-of-another-btf': { fault: 'prog-of-other-module-accepted', breaks: ['MAP-UPDATE-17'] },
  'program-of-an-earlier-load': { fault: 'prog-of-other-module-accepted', breaks: ['MAP-UPDATE-17'] },
  'owner-slot-by-id': { fault: 'owner-not-recognised', breaks: ['MAP-UPDATE-24', 'LINK-CREATE-07', 'MOD-LOG-01'] },
  'big-return-is-accepted': { fault: 'wide-return-accepted', breaks: ['REG-24a', 'MOD-LOAD-08'] },
  'tcp-update-to-itself': { fault: 'link-update-to-itself', breaks: ['LOG-01'] },
  'grow-table-under-maps': { fault: 'table-moves-under-maps', breaks: ['LOG-01'] },
  'program-and-map-hold-each-other': { breaks: ['LEAK-01'] },
};
/** One profile for each list: older kernels of a version have that of the version. */
const LISTED = PROFILE_NAMES.filter((name) => profileNamed(name).version === name && ownKnownList(name).length > 0);
jest.setTimeout(300_000);

const kept = [...readCounterexamples()];
const witnessOf = (fault: string): Program =>
  programIn((WITNESSES as Readonly<Record<string, readonly string[]>>)[fault]?.join('\n') ?? '');

/** What the judge says of a program on a kernel with faults, with the kernel's list or without. */
async function said(name: ProfileName, faults: readonly string[], schedule: number, program: Program, listed: boolean) {
  const fault = faults.length === 0 ? {} : { fault: faults.join('+') };
  await using session = await simulator({ kernel: name, schedule, ...fault }).connect();
  const history = await historyOf(session, program);
  if (history === undefined) return undefined;
  const list = listed ? ownKnownList(name) : [];
  const model = createKnowingModel(profileNamed(name), deviationsOf(list));
  const verdict = judge(model, program, history);
  return { history, verdict, isKnown: verdict.kind === 'violates' && recognised(name, program, history, verdict) };
}

const recognised = (
  name: ProfileName,
  program: Program,
  history: Parameters<typeof judge>[2],
  { violation }: Extract<Verdict, { kind: 'violates' }>,
): boolean => {
  const shown = { program, history, violation };
  return recognise(createModel(profileNamed(name)), ownKnownList(name), shown) !== undefined;
};

/** A fault, a program that may show it, and the clauses that it breaks there. */
interface Cause {
  readonly cause: string;
  readonly program: Program;
  readonly schedule: number;
  readonly clauses: readonly string[];
}

/** What each fault breaks by itself: what the deviation keeps one program from showing another may show. */
async function causesIn(name: ProfileName): Promise<readonly Cause[]> {
  const causes: Cause[] = [];
  for (const [cause, { program: smallest, schedule }] of kept)
    for (const program of [smallest, witnessOf(cause)]) {
      const alone = await said(name, [cause], schedule, program, false);
      if (alone?.verdict.kind !== 'violates') continue;
      causes.push({ cause, program, schedule, clauses: alone.verdict.violation.clauses });
    }
  return causes;
}

/** Whether the list takes what breaks one of an entry's clauses for known; undefined when it breaks none. */
async function looked(name: ProfileName, entry: string, { cause, program, schedule, clauses }: Cause) {
  const { fault, breaks } = DEVIATING[entry] ?? { breaks: [] };
  if (cause === fault || !clauses.some((clause) => breaks.includes(clause))) return undefined;
  const faults = fault === undefined ? [cause] : [fault, cause];
  const both = await said(name, faults, schedule, program, true);
  return both?.verdict.kind === 'violates' && !both.isKnown ? 'found' : `hidden: ${cause}`;
}

describe.each(LISTED)('of %s', (name) => {
  let causes: readonly Cause[] = [];
  beforeAll(async () => {
    causes = await causesIn(name);
  });

  test.each(ownKnownList(name).map(({ finding }) => finding))('%s hides nothing', async (entry) => {
    const outcomes = new Map<string, string>();
    for (const each of causes) {
      const outcome = await looked(name, entry, each);
      if (outcome !== undefined && outcomes.get(each.cause) !== 'found') outcomes.set(each.cause, outcome);
    }
    expect([...outcomes.values()].filter((outcome) => outcome !== 'found')).toEqual([]);
    // How many faults break one of its clauses by another cause; all of them are found.
    expect({ [entry]: outcomes.size }).toMatchSnapshot();
  });
});

/** The program with other handles, so that it can come after one that has the same. */
function renamed({ operations }: Program): Program {
  const fresh = (handle: string): string => (bound.has(handle) ? `z_${handle}` : handle);
  const bound = new Set(operations.flatMap(({ result }) => result ?? []));
  const argument = (operation: Operation, key: string, value: Operation['args'][string]): typeof value => {
    const kind = requireDefinition(operation).parameters[key]?.kind;
    if (typeof value === 'string') return kind === 'fd' || kind === 'handle' ? fresh(value) : value;
    if (typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([member, word]) => [member, typeof word === 'string' ? fresh(word) : word]),
    );
  };
  return {
    operations: operations.map(({ op, args, result }) => ({
      op,
      args: Object.fromEntries(Object.entries(args).map(([key, value]) => [key, argument({ op, args }, key, value)])),
      ...(result === undefined ? {} : { result: fresh(result) }),
    })),
  };
}

test('a leak is found behind the circle that is known, in the same program', async () => {
  const circle = comingTo(createModel(profileNamed('6.12')), 'program-and-map-hold-each-other');
  const known = await said('6.12', [], 0, circle, true);
  expect(known).toMatchObject({ verdict: { kind: 'violates' }, isKnown: true });
  const found: string[] = [];
  const hidden: string[] = [];
  for (const [cause, { program, breaks, schedule }] of kept) {
    if (!breaks.includes('LEAK-01')) continue;
    const both = { operations: [...circle.operations, ...renamed(program).operations] };
    const sound = await said('6.12', [], schedule, both, true);
    const faulty = await said('6.12', [cause], schedule, both, true);
    // Behind the circle some of them do not happen any more: the module stays loaded.
    if (sound?.isKnown !== true || isDeepStrictEqual(sound.history, faulty?.history) || faulty === undefined) continue;
    (faulty.verdict.kind === 'violates' && !faulty.isKnown ? found : hidden).push(cause);
  }
  expect(found.length).toBeGreaterThan(0);
  expect({ found, hidden }).toMatchSnapshot();
});
