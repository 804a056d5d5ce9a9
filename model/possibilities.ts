// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A set of possible states, each with the way there, and few of them: those that differ in what no operation can tell
// for now are one.
import type { ClauseId, ModuleName } from '../spec';
import { NO_DEVIATIONS, type Deviations } from './deviations';
import { latelyPut, withMapsPut, type Noticed } from './internal';
import type { Bindings } from './pattern';
import { same } from './same';
import type { State } from './state';
import { changeInstance } from './subsystem';
import { Table } from './table';

type Log = readonly string[];

/** Logs that modules may have as well as those in the state. */
type Logs = Table<readonly Log[], ModuleName>;

/** One possible state, and the ids that the implementation has shown on the way there. */
export interface Possibility {
  readonly state: State;
  readonly bindings: Bindings;
  /** Clauses by which operations of unknown outcome were carried out, if this is what happened. */
  readonly assumed: readonly ClauseId[];
  /** What the kernel has done otherwise, if this is what happened. */
  readonly deviations: Deviations;
  readonly logs: Logs;
}

/** The only possibility at the beginning. */
export const certain = (state: State): Possibility => ({
  state,
  bindings: Table.empty(),
  assumed: [],
  deviations: NO_DEVIATIONS,
  logs: Table.empty(),
});

/** A possibility once its state has become another one. */
export const becomes = (before: Possibility, state: State, bindings = before.bindings): Possibility => ({
  state,
  bindings,
  assumed: before.assumed,
  deviations: before.deviations,
  logs: before.logs.size === 0 ? before.logs : grown(before, state),
});

/** Logs grow by the same lines, whichever they were. */
const grown = ({ state: before, logs }: Possibility, state: State): Logs =>
  logs.map((all, name) => {
    const lines = logOf(state, name).slice(logOf(before, name).length);
    return lines.length === 0 ? all : all.map((log) => [...log, ...lines]);
  });

const logOf = (state: State, name: ModuleName): Log => state.modules.get(name)?.log ?? [];

/** A possibility as several that have one log each of the modules that are looked at. */
export const apart = (whole: Possibility, noticed: Noticed): readonly Possibility[] =>
  whole.logs.keys
    .filter((name) => noticed(`module:${name}`))
    .reduce<readonly Possibility[]>(
      (parts, name) =>
        parts.flatMap(({ logs, ...part }) => {
          const one = { ...part, logs: logs.omit(name) };
          const others = (logs.get(name) ?? []).map((log) => changeInstance(part.state, name, { log }));
          return [one, ...others.map((state) => ({ ...one, state }))];
        }),
      [whole],
    );

/** Possibilities without those that others stand for. */
export class Possibilities {
  private readonly kept: Possibility[] = [];

  get all(): readonly Possibility[] {
    return this.kept;
  }

  /** Adds one, as it is or in one with others: what is assumed of that is what all ways to it have assumed. */
  add(added: Possibility): void {
    for (const [place, old] of this.kept.entries()) {
      const joined = join(old, added);
      if (joined === undefined) continue;
      this.kept.splice(place, 1);
      this.add(joined);
      return;
    }
    this.kept.push(added);
  }
}

/**
 * The possibility that stands for exactly what the two do, if there is one.
 *
 * A module or a map can be let go of before any operation, so a state in which more of that is to come stands for those
 * that it comes to: three closed maps of each of two modules are one possibility, not sixteen. And nothing hangs on a log
 * until it is read, so states that differ in the log of one module are one with several logs: a link that was
 * unregistered among the lines of an update has as many as there are places.
 */
export function join(one: Possibility, other: Possibility): Possibility | undefined {
  if (!same(one.deviations, other.deviations) || !same(one.bindings, other.bindings)) return undefined;
  const [left, right] = [late(one), late(other)];
  if (!same(left.bare, right.bare)) return undefined;
  const both = covers(left, right) ? one : covers(right, left) ? other : withLogsOf(left, right);
  return both && { ...both, assumed: one.assumed.filter((clause) => other.assumed.includes(clause)) };
}

/** A possibility, and apart from each other what is to come in it and all the rest. */
interface Late {
  readonly whole: Possibility;
  /** What operations can tell that look at no module, once all maps are let go of. */
  readonly bare: State;
  /** How often each module and map is still to be let go of. A map that goes with it has its module let go of in turn. */
  readonly puts: Table<number>;
}

function late(whole: Possibility): Late {
  const put = withMapsPut(whole.state);
  const modules = put.modules.entries().map(([name, { pendingPuts }]) => [`module:${name}`, pendingPuts] as const);
  const maps = latelyPut(whole.state).map((key) => [key, whole.state.maps.get(key)?.pendingPuts ?? 0] as const);
  const bare = { ...put, modules: put.modules.map((instance) => ({ ...instance, pendingPuts: 0, log: [] })) };
  return { whole, bare, puts: Table.from([...modules, ...maps]) };
}

/** Of two that are alike when bare. */
const covers = (wide: Late, narrow: Late): boolean =>
  narrow.puts.entries().every(([key, puts]) => puts <= (wide.puts.get(key) ?? 0)) &&
  narrow.bare.modules.keys.every((name) => hasLogs(wide.whole, narrow.whole, name));

const logsOf = ({ state, logs }: Possibility, name: ModuleName): readonly Log[] => [
  logOf(state, name),
  ...(logs.get(name) ?? []),
];

const has = (logs: readonly Log[], log: Log): boolean => logs.some((each) => same(each, log));

function hasLogs(wide: Possibility, narrow: Possibility, name: ModuleName): boolean {
  const logs = logsOf(wide, name);
  return logsOf(narrow, name).every((log) => has(logs, log));
}

/** Of two that are alike but for the logs of one module. When two modules differ, not all pairs of logs are possible. */
function withLogsOf({ whole: one, puts, bare }: Late, { whole: other, puts: others }: Late): Possibility | undefined {
  if (!same(puts, others)) return undefined;
  const [name, ...more] = bare.modules.keys.filter((each) => !hasLogs(one, other, each) || !hasLogs(other, one, each));
  if (name === undefined || more.length > 0) return undefined;
  const known = logsOf(one, name);
  const logs = [...known.slice(1), ...logsOf(other, name).filter((log) => !has(known, log))];
  return { ...one, logs: one.logs.put(name, logs) };
}
