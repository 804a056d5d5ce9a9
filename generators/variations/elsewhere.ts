// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs about types of the test module, about a type of the kernel's own instead.
import { btfOpen, mapCreate, mapUpdate, moduleLoad, progLoad, type Operation, type Program } from '../../spec';
import type { Model } from '../../model';
import { sceneOf } from './scene';

const TYPE = 'tcp_congestion_ops';
/** What a congestion control cannot do without (tcp_validate_congestion_control()). */
const MEMBERS = ['ssthresh', 'undo_cwnd', 'cong_avoid'];
/** No handle has the name of a member: who renames handles would take one for the other. */
const progOf = (member: string): string => `tcp_${member}`;

/** Every map has the same: an update of a link to one with another name would be refused. */
const VALUE = { ...Object.fromEntries(MEMBERS.map((member) => [member, progOf(member)])), name: 1 };

const LOADS: readonly Operation[] = MEMBERS.map((member) => ({
  op: progLoad.op,
  args: { btf: 'none', type: TYPE, member },
  result: progOf(member),
}));

function moved(operation: Operation): readonly Operation[] {
  const { op, args } = operation;
  if (op === moduleLoad.op || op === btfOpen.op || op === progLoad.op) return [];
  if (op === mapCreate.op) return [{ ...operation, args: { ...args, btf: 'none', type: TYPE } }];
  if (op === mapUpdate.op) return [{ ...operation, args: { ...args, value: VALUE } }];
  return [operation];
}

/** The program about TCP congestion controls; none where it has no link, or would not come to the same clause. */
export function elsewhere(model: Model, program: Program): readonly Program[] {
  const there = sceneOf(model, program);
  const { operations } = program;
  if (there === undefined || !operations.some(({ op }) => op === 'link.create')) return [];
  const other = { operations: [...LOADS, ...operations.flatMap(moved)] };
  return sceneOf(model, other)?.transition.clause === there.transition.clause ? [other] : [];
}
