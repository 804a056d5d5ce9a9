// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Copies of records with one entry changed.

export type Table<V> = Readonly<Record<string, V>>;

export const put = <V>(table: Table<V>, key: string, value: V): Table<V> => ({ ...table, [key]: value });

/** Changes some fields of an entry that exists. */
export function patch<V extends object>(table: Table<V>, key: string, change: Partial<V>): Table<V> {
  const old = table[key];
  if (old === undefined) throw new Error(`no entry ${key}`);
  return { ...table, [key]: { ...old, ...change } };
}

export function omit<V>(table: Table<V>, key: string): Table<V> {
  const { [key]: _gone, ...rest } = table;
  return rest;
}
