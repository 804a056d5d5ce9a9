// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Situations as text, the same for all that nothing can tell apart, so that each is explored once.
import { MODULES } from '../../spec';
import type { State } from '../state';
import { changeInstance } from '../subsystem';
import type { Table } from '../table';
import type { Situation } from './machine';

/** Tables are sorted: in which order two threads made their entries is not remembered. */
function table(entries: Table<unknown>): string {
  const keys = entries.size > 1 ? [...entries.keys].sort() : entries.keys;
  let text = '';
  for (const key of keys) text += `${key}=${JSON.stringify(entries.get(key))},`;
  return text;
}

/** One state is in many situations. */
const texts = new WeakMap<State, string>();

function stateText(state: State): string {
  const known = texts.get(state) ?? textOf(state);
  texts.set(state, known);
  return known;
}

function textOf(state: State): string {
  const { modules, loads, btfs, progs, maps, links, files, bound, pins, doomed, dying, evicting, leaving } = state;
  const tables = [modules, btfs, progs, maps, links, files, bound, pins].map(table);
  const lists = [doomed, dying, evicting, leaving ?? []].map((keys) =>
    (keys.length > 1 ? [...keys].sort() : keys).join(),
  );
  return [...tables, String(loads), ...lists].join('|');
}

export function situationText({ world, threads }: Situation): string {
  const { kernel, windows, updateMutex, mapLocks, told, loading, woken } = world;
  const rest = [windows, mapLocks, told, loading, woken].map(table).join('|');
  return `${stateText(kernel)}|${rest}|${String(updateMutex)}|${JSON.stringify(threads)}`;
}

/** Without the logs, for where nobody reads them. */
export function withoutLogs(state: State): State {
  let quiet = state;
  for (const name of MODULES)
    if ((quiet.modules.get(name)?.log.length ?? 0) > 0) quiet = changeInstance(quiet, name, { log: [] });
  return quiet;
}
