// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the kernel does later, on its own: internal steps that may happen before any operation.
import type { ClauseId, ModuleName } from '../spec';
import { Distinct } from './distinct';
import { evicted, freeLink, isHeldOtherwise, putLate, release, unregisterLink } from './references';
import { same } from './same';
import type { Key, Prog, State } from './state';
import { changeInstance } from './subsystem';

export interface InternalStep {
  readonly clause: ClauseId;
  readonly next: State;
}

/** Which modules (`module:soc_a`) and maps are looked at, so that it matters when they are let go of. */
export type Noticed = (key: Key) => boolean;

const all: Noticed = () => true;

/** bpf_map_free_deferred() of one map: its module is let go of. */
const putModules = (state: State, noticed: Noticed): InternalStep[] =>
  state.modules.values
    .filter((instance) => instance.pendingPuts > 0 && noticed(`module:${instance.name}`))
    .map(({ name, pendingPuts }) => ({
      clause: 'RELEASE-01',
      next: changeInstance(state, name, { pendingPuts: pendingPuts - 1 }),
    }));

/** bpf_link_put_deferred() of a link that was pinned, up to unreg(), which waits for RCU in tcp_congestion_ops. */
const unregisterLinks = (state: State): InternalStep[] =>
  state.doomed.map((link) => ({ clause: 'RELEASE-02', next: release(unregisterLink(state, link)) }));

/** The rest of it, bpf_map_put(). Of a map that something else holds only its count tells. */
const putMaps = (state: State, noticed: Noticed): InternalStep[] =>
  latelyPut(state)
    .filter((map) => noticed(map) || !isHeldOtherwise(state, map))
    .map((map) => ({ clause: 'RELEASE-02', next: putLate(state, map) }));

/** The maps that links which are gone still hold. */
export const latelyPut = ({ maps }: State): readonly Key[] =>
  maps.keys.filter((key) => maps.get(key)?.pendingPuts !== undefined);

/** An RCU callback's bpf_free_inode(). */
const evictInodes = (state: State): InternalStep[] =>
  state.evicting.map((key) => ({ clause: 'RELEASE-05', next: evicted(state, key) }));

/**
 * bpf_prog_free_deferred() of a program that holds maps: it puts them one by one, in the order in which they were bound,
 * and the one that it is associated with last.
 */
function putMapOf(state: State, key: Key): State {
  const rest = withoutMap(state.progs.get(key));
  if (rest !== undefined) return release({ ...state, progs: state.progs.put(key, rest) });
  return release({ ...state, progs: state.progs.omit(key), dying: state.dying.filter((dying) => dying !== key) });
}

/** A program without the map that it lets go of first, if it holds more than that. */
function withoutMap(prog: Prog | undefined): Prog | undefined {
  if (prog === undefined) return undefined;
  const binds = prog.binds.slice(1);
  const associated = prog.kind === 'syscall' && prog.assoc !== undefined && prog.binds.length > 0;
  return associated || binds.length > 0 ? { ...prog, binds } : undefined;
}

const freePrograms = (state: State): InternalStep[] =>
  state.dying.map((prog) => ({ clause: 'RELEASE-03', next: putMapOf(state, prog) }));

/**
 * What the worker of a link can make of it while an operation is under way: the module logs the end of the registration
 * among the lines of the operation. Without those where it stands before or after all of them. Seen on 6.12: "unreg" between
 * two "init_member" of one update.
 */
export const meanwhile = (before: State, after: State): readonly State[] =>
  before.doomed
    .filter((link) => after.doomed.includes(link))
    .flatMap((link) => {
      const freed = release(unregisterLink(after, link));
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

/** Every internal step that is enabled; of those that let go of a module or a map, the ones that are noticed. */
export const internalSteps = (state: State, noticed = all): InternalStep[] => [
  ...putModules(state, noticed),
  ...unregisterLinks(state),
  ...putMaps(state, noticed),
  ...freePrograms(state),
  ...evictInodes(state),
];

/**
 * The state once the workers have run. Programs that die may take longer, and quiesce does not wait for them: their
 * maps are still there to be seen.
 */
export function settled(state: State): State {
  let current = state.evicting.reduce(evicted, state);
  for (const link of current.doomed) current = release(freeLink(current, link));
  current = withMapsPut(current);
  for (const { name, pendingPuts } of current.modules.values)
    if (pendingPuts > 0) current = changeInstance(current, name, { pendingPuts: 0 });
  return current;
}

/** The state once all links that are gone have let go of their maps. */
export function withMapsPut(state: State): State {
  let current = state;
  for (let [map] = latelyPut(current); map !== undefined; [map] = latelyPut(current)) current = putLate(current, map);
  return current;
}

/** How many internal steps are enabled, or will be one after the other. */
export function backlog(state: State): number {
  let puts = 0;
  for (const { pendingPuts } of state.modules.values) puts += pendingPuts;
  for (const { pendingPuts } of state.maps.values) puts += pendingPuts ?? 0;
  return puts + state.doomed.length + state.dying.length + state.evicting.length;
}

/**
 * The state and all that internal steps can make of it, at most `limit` of them; undefined when there are more. A release
 * of a module or a map that is not `noticed` is left for later, which comes to the same.
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
