// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Operations that meet at one object: most of them name it, what stands behind it, or what is like it.
import type { Operation, ProfileName } from '../../spec';
import type { State } from '../../model';
import { INTENTS, weightIn, type Intent } from '../intents';
import { misuse } from '../misuse';
import { handleAt, operationOf } from '../operation';
import { chosen, type Preference } from '../preference';
import { meets, type Focus } from './focus';
import { after, canExpress, type Workshop } from './scene';

/** How the operations are drawn. */
export interface Manner {
  /** The share that is made wrong on purpose, 0 to 1. */
  readonly misuse: number;
  /** Operations that are not drawn. */
  readonly leavesOut: ReadonlySet<string>;
  readonly preference?: Preference;
}

/** Draws before an operation that meets the others must have been found. */
const ATTEMPTS = 60;
/** How often an operation after the first one meets the others too. */
const FAITHFUL = 0.7;

/** Commands that struct_ops maps lack: whatever else happens, they are refused. */
const IDLE: ReadonlySet<string> = new Set([
  'map.freeze',
  'map.batch',
  'map.mmap',
  'map.nest',
  'map.next_key',
  'prog.run',
]);
const IDLENESS = 0.05;

/** Operations that run from a state on, each knowing what was made before; handles are numbered from `position`. */
export function makeMeeting(
  workshop: Workshop,
  manner: Manner,
  start: State,
  focus: Focus,
  position: number,
  length: number,
): Operation[] {
  const operations: Operation[] = [];
  let state = start;
  while (operations.length < length) {
    const wanted = operations.length === 0 || workshop.random.chance(FAITHFUL) ? focus : undefined;
    const at = position + operations.length;
    const operation = chosen(manner.preference, { state, random: workshop.random }, () =>
      draw(workshop, manner, state, wanted, at),
    );
    if (operation === undefined) break;
    operations.push(operation);
    state = after(workshop.model, state, operation);
  }
  return operations;
}

/** Flatter than for programs: what leads on to new states matters less than what meets. */
const weightOf = (intent: Intent, state: State, profile: ProfileName): number =>
  Math.sqrt(weightIn(intent, state, profile)) * (IDLE.has(intent.definition.op) ? IDLENESS : 1);

function draw(
  workshop: Workshop,
  manner: Manner,
  state: State,
  focus: Focus | undefined,
  position: number,
): Operation | undefined {
  const { random, door, model } = workshop;
  const profile = model.profile.name;
  const intents = INTENTS.filter(({ definition: { op } }) => door.operations.has(op) && !manner.leavesOut.has(op));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const intent: Intent | undefined = random.weighted(
      intents.map((each) => [each, weightOf(each, state, profile)] as const),
    );
    const proposed = intent?.propose({ state, random, profile });
    if (intent === undefined || proposed === undefined) continue;
    const { definition } = intent;
    const args = random.chance(manner.misuse) ? misuse({ state, random, profile }, definition, proposed) : proposed;
    const operation = operationOf(definition, args, handleAt(definition, position));
    const fits = focus === undefined || meets(state, operation, focus);
    if (fits && canExpress(door, operation, state)) return operation;
  }
  return undefined;
}
