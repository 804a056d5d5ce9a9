// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the kernel does later, on its own: internal steps that may happen before any operation.
import type { ClauseId, ModuleName } from '../spec';
import { Distinct } from './distinct';
import { freeLink, release } from './references';
import { same } from './same';
import type { Key, State } from './state';
import { changeInstance } from './subsystem';

export interface InternalStep {
  readonly clause: ClauseId;
  readonly next: State;
}

/** Which modules are looked at, so that it matters when they are let go of. */
export type Noticed = (module: ModuleName) => boolean;

const all: Noticed = () => true;

/** bpf_map_free_deferred() of one map: its module is let go of. */
const putModules = (state: State, noticed: Noticed): InternalStep[] =>
  state.modules.values
    .filter((instance) => instance.pendingPuts > 0 && noticed(instance.name))
    .map(({ name, pendingPuts }) => ({
      clause: 'RELEASE-01',
      next: changeInstance(state, name, { pendingPuts: pendingPuts - 1 }),
    }));

/** bpf_link_put_deferred() of a link that was pinned. */
const freeLinks = (state: State): InternalStep[] =>
  state.doomed.map((link) => ({ clause: 'RELEASE-02', next: release(freeLink(state, link)) }));

/** bpf_prog_free_deferred() of a program that holds maps. */
function freeProgram(state: State, prog: Key): State {
  return release({ ...state, progs: state.progs.omit(prog), dying: state.dying.filter((key) => key !== prog) });
}
const freePrograms = (state: State): InternalStep[] =>
  state.dying.map((prog) => ({ clause: 'RELEASE-03', next: freeProgram(state, prog) }));

/**
 * What the worker of a link can make of it while an operation is under way: the module logs the end of the registration
 * among the lines of the operation. Without those where it stands before or after all of them. Seen on 6.12: "unreg" between
 * two "init_member" of one update.
 */
export const meanwhile = (before: State, after: State): readonly State[] =>
  before.doomed
    .filter((link) => after.doomed.includes(link))
    .flatMap((link) => {
      const freed = release(freeLink(after, link));
      return freed.modules.values.flatMap((instance) =>
        among(linesOf(before, instance.name), linesOf(after, instance.name), instance.log).map((log) =>
          changeInstance(freed, instance.name, { log }),
        ),
      );
    });

const linesOf = (state: State, name: ModuleName): readonly string[] => state.modules.get(name)?.log ?? [];

/** The log with what came after `end` at each place between two lines that came between `start` and `end`. */
function among(
  start: readonly string[],
  end: readonly string[],
  log: readonly string[],
): readonly (readonly string[])[] {
  const late = log.slice(end.length);
  const between = end.length - start.length - 1;
  if (late.length === 0 || between < 1) return [];
  return Array.from({ length: between }, (_, index) => start.length + index + 1).map((at) => [
    ...end.slice(0, at),
    ...late,
    ...end.slice(at),
  ]);
}

/** Every internal step that is enabled; of those that let go of a module, the ones that are noticed. */
export const internalSteps = (state: State, noticed = all): InternalStep[] => [
  ...putModules(state, noticed),
  ...freeLinks(state),
  ...freePrograms(state),
];

/**
 * The state once the workers have run. Programs that die may take longer, and quiesce does not wait for them: their
 * maps are still there to be seen.
 */
export function settled(state: State): State {
  let current = state;
  for (const link of state.doomed) current = release(freeLink(current, link));
  for (const { name, pendingPuts } of current.modules.values)
    if (pendingPuts > 0) current = changeInstance(current, name, { pendingPuts: 0 });
  return current;
}

/** How many internal steps are enabled, or will be one after the other. */
export function backlog(state: State): number {
  let puts = 0;
  for (const { pendingPuts } of state.modules.values) puts += pendingPuts;
  return puts + state.doomed.length + state.dying.length;
}

/**
 * The state and all that internal steps can make of it, at most `limit` of them; undefined when there are more. A release
 * of a module that is not `noticed` is left for later, which comes to the same.
 */
export function closure(state: State, limit: number, noticed = all): readonly State[] | undefined {
  if (backlog(state) === 0) return [state];
  const found = new Distinct<State>(same);
  found.add(state, backlog(state));
  for (const current of found.all)
    for (const { next } of internalSteps(current, noticed)) {
      found.add(next, backlog(next));
      if (found.all.length > limit) return undefined;
    }
  return found.all;
}
