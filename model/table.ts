// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Tables of a state: a handful of entries, in the order in which they were made, which matters (same.ts).

/**
 * An immutable table. A state has few entries in each, so that two short arrays that are searched from their ends, where
 * the youngest entries are, are much quicker than copies of objects (docs/adr/008).
 */
export class Table<V, K extends string = string> {
  private constructor(
    readonly keys: readonly K[],
    readonly values: readonly V[],
  ) {}

  static empty<V, K extends string = string>(): Table<V, K> {
    return EMPTY as unknown as Table<V, K>;
  }

  /** A table with the entries of a record, in its order. */
  static of<V, K extends string = string>(record: Readonly<Partial<Record<K, V>>>): Table<V, K> {
    return new Table<V, K>(Object.keys(record) as K[], Object.values(record));
  }

  /** A table of entries, the last of those that share a key. */
  static from<V, K extends string = string>(entries: readonly (readonly [K, V])[]): Table<V, K> {
    return Table.of<V, K>(Object.fromEntries(entries) as Readonly<Record<K, V>>);
  }

  get size(): number {
    return this.keys.length;
  }

  get(key: string | undefined): V | undefined {
    const at = this.indexOf(key);
    return at < 0 ? undefined : this.values[at];
  }

  has(key: string): boolean {
    return this.indexOf(key) >= 0;
  }

  entries(): readonly (readonly [K, V])[] {
    return this.keys.map((key, index) => [key, this.values[index] as V]);
  }

  /** With an entry changed in its place, or added behind the others. */
  put(key: K, value: V): Table<V, K> {
    const at = this.indexOf(key);
    if (at < 0) return new Table([...this.keys, key], [...this.values, value]);
    const values = this.values.slice();
    values[at] = value;
    return new Table(this.keys, values);
  }

  omit(key: string): Table<V, K> {
    const at = this.indexOf(key);
    if (at < 0) return this;
    return new Table(without(this.keys, at), without(this.values, at));
  }

  /** Without the entries that do not fit; the same table when all do. */
  filter(fits: (value: V, key: K) => boolean): Table<V, K> {
    const kept = this.entries().filter(([key, value]) => fits(value, key));
    return kept.length === this.size ? this : Table.from(kept);
  }

  /** Every value replaced. */
  map<W>(change: (value: V, key: K) => W): Table<W, K> {
    return new Table(
      this.keys,
      this.keys.map((key, index) => change(this.values[index] as V, key)),
    );
  }

  /** With the entries of another table behind its own, or in their places. */
  concat(other: Table<V, K>): Table<V, K> {
    return Table.from([...this.entries(), ...other.entries()]);
  }

  /** As the record that it stands for, for texts and for tests. */
  toJSON(): Readonly<Record<K, V>> {
    return Object.fromEntries(this.entries()) as Record<K, V>;
  }

  private indexOf(key: string | undefined): number {
    const { keys } = this;
    let at = keys.length - 1;
    while (at >= 0 && keys[at] !== key) at--;
    return at;
  }
}

function without<T>(list: readonly T[], at: number): readonly T[] {
  const rest = list.slice();
  rest.splice(at, 1);
  return rest;
}

const EMPTY = Table.of<never>({});

/** Changes some fields of an entry that exists. */
export function patch<V extends object, K extends string>(table: Table<V, K>, key: K, change: Partial<V>): Table<V, K> {
  const old = table.get(key);
  if (old === undefined) throw new Error(`no entry ${key}`);
  return table.put(key, { ...old, ...change });
}
