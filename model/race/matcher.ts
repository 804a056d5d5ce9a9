// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Patterns made ready to be matched a million times. What matches is what pattern.ts says; a test compares.
import type { Json } from '../../spec';
import type { Bindings, Pattern } from '../pattern';
import type { Key } from '../state';
import { Table } from '../table';

/** Ids seen so far. A search that goes back forgets those that it saw on the way. */
export class Ids {
  private readonly keys: Key[] = [];
  private readonly kinds: string[] = [];
  private readonly values: number[] = [];

  get count(): number {
    return this.keys.length;
  }

  forgetFrom(count: number): void {
    this.keys.length = count;
    this.kinds.length = count;
    this.values.length = count;
  }

  /** Ids of one kind are never shared, and an object keeps its own. */
  bind(key: Key, kind: string, value: unknown): boolean {
    if (typeof value !== 'number' || value <= 0) return false;
    for (let index = 0; index < this.keys.length; index++) {
      if (this.keys[index] === key) return this.values[index] === value;
      if (this.values[index] === value && this.kinds[index] === kind) return false;
    }
    this.keys.push(key);
    this.kinds.push(kind);
    this.values.push(value);
    return true;
  }

  /** For showing patterns to people. */
  asBindings(): Bindings {
    return Table.from(this.keys.map((key, index) => [key, this.values[index] ?? 0]));
  }
}

export type Matcher = (value: Json | undefined, ids: Ids) => boolean;

const isObject = (value: unknown): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A function that says whether a value fits a pattern, and remembers the ids in it. */
export function matcherOf(pattern: Pattern | undefined): Matcher {
  if (pattern === undefined) return (value) => value === undefined;
  if (Array.isArray(pattern)) return listMatcher(pattern as readonly Pattern[]);
  if (!isObject(pattern)) return (value) => value === pattern;
  if ('@any' in pattern) return (value) => value !== undefined;
  const key = pattern['@id'];
  if (typeof key === 'string') {
    const kind = key.slice(0, key.indexOf(':'));
    return (value, ids) => ids.bind(key, kind, value);
  }
  return objectMatcher(pattern);
}

function listMatcher(patterns: readonly Pattern[]): Matcher {
  const items = patterns.map(matcherOf);
  return (value, ids) => {
    if (!Array.isArray(value) || value.length !== items.length) return false;
    for (let index = 0; index < items.length; index++)
      if (items[index]?.((value as readonly Json[])[index], ids) !== true) return false;
    return true;
  };
}

function objectMatcher(pattern: Readonly<Record<string, Pattern>>): Matcher {
  const names = Object.keys(pattern);
  const fields = names.map((name) => matcherOf(pattern[name]));
  return (value, ids) => {
    if (!isObject(value)) return false;
    let count = 0;
    for (const _name in value) count++;
    if (count !== names.length) return false;
    for (let index = 0; index < names.length; index++) {
      const field = value[names[index] ?? ''];
      if (field === undefined || fields[index]?.(field, ids) !== true) return false;
    }
    return true;
  };
}
