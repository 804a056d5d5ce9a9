// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The threads of a race: operations that meet at one object, each thread knowing what the prefix and itself have made.
import type { Operation, ProfileName } from '../../spec';
import type { State } from '../../model';
import { ALONE } from '../../model/race';
import { INTENTS, weightIn, type Intent } from '../intents';
import { misuse } from '../misuse';
import { handleAt, operationOf } from '../operation';
import { meets, type Focus } from './focus';
import { after, canExpress, type Workshop } from './scene';

/** Draws before an operation that meets the others must have been found. */
const ATTEMPTS = 60;
const MISUSE = 0.06;
/** How often an operation after a thread's first one meets the others too. */
const FAITHFUL = 0.7;

/** Two threads are most of what there is to find; three show what needs a third, four are for breadth. */
const COUNTS: readonly (readonly [number, number])[] = [
  [2, 8],
  [3, 2],
  [4, 0.5],
];

/** The most operations that a thread has, by the number of threads: the interleavings are to be enumerated. */
const LONGEST: Readonly<Record<number, number>> = { 2: 3, 3: 2, 4: 1 };

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

/** Threads that run from a state on; handles are numbered from `position`. Undefined when nothing fits. */
export function makeThreads(
  workshop: Workshop,
  state: State,
  focus: Focus,
  position: number,
): readonly (readonly Operation[])[] | undefined {
  const { random } = workshop;
  const count = random.weighted(COUNTS) ?? 2;
  const threads: Operation[][] = [];
  let at = position;
  for (let thread = 0; thread < count; thread++) {
    const operations = makeThread(workshop, state, focus, at, random.between(1, LONGEST[count] ?? 1));
    if (operations.length === 0) return undefined;
    threads.push(operations);
    at += operations.length;
  }
  return threads;
}

function makeThread(workshop: Workshop, start: State, focus: Focus, position: number, length: number): Operation[] {
  const operations: Operation[] = [];
  let state = start;
  while (operations.length < length) {
    const wanted = operations.length === 0 || workshop.random.chance(FAITHFUL) ? focus : undefined;
    const operation = draw(workshop, state, wanted, position + operations.length);
    if (operation === undefined) break;
    operations.push(operation);
    state = after(workshop.model, state, operation);
  }
  return operations;
}

/** Flatter than for programs: what leads on to new states matters less than what meets. */
const weightOf = (intent: Intent, state: State, profile: ProfileName): number =>
  Math.sqrt(weightIn(intent, state, profile)) * (IDLE.has(intent.definition.op) ? IDLENESS : 1);

function draw(workshop: Workshop, state: State, focus: Focus | undefined, position: number): Operation | undefined {
  const { random, door, model } = workshop;
  const profile = model.profile.name;
  const intents = INTENTS.filter(({ definition: { op } }) => door.operations.has(op) && !ALONE.has(op));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const intent: Intent | undefined = random.weighted(
      intents.map((each) => [each, weightOf(each, state, profile)] as const),
    );
    const proposed = intent?.propose({ state, random, profile });
    if (intent === undefined || proposed === undefined) continue;
    const { definition } = intent;
    const args = random.chance(MISUSE) ? misuse({ state, random, profile }, definition, proposed) : proposed;
    const operation = operationOf(definition, args, handleAt(definition, position));
    const fits = focus === undefined || meets(state, operation, focus);
    if (fits && canExpress(door, operation, state)) return operation;
  }
  return undefined;
}
