// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Expected values with holes in them: ids that the implementation chooses, and what the model does not predict.
import type { Json } from '../spec';
import type { Key } from './state';
import type { Table } from './table';

/** The id of an object, unknown until the implementation first shows it, the same ever after. */
export interface IdOf {
  readonly '@id': Key;
}
/** Any value. */
export interface Anything {
  readonly '@any': true;
}
export type Pattern =
  null | boolean | number | string | IdOf | Anything | readonly Pattern[] | { readonly [field: string]: Pattern };

export const idOf = (key: Key): IdOf => ({ '@id': key });
export const anything: Anything = { '@any': true };

/** Ids that have been seen, by object. */
export type Bindings = Table<number>;

const isIdOf = (pattern: object): pattern is IdOf => '@id' in pattern;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kindOf = (key: Key): string => key.slice(0, key.indexOf(':'));

/** Ids of one kind are never shared: an object that shows another's id is a fault, not a binding. */
function bind(bindings: Bindings, key: Key, value: unknown): Bindings | undefined {
  if (typeof value !== 'number' || value <= 0) return undefined;
  const known = bindings.get(key);
  if (known !== undefined) return known === value ? bindings : undefined;
  if (bindings.keys.some((other, index) => bindings.values[index] === value && kindOf(other) === kindOf(key)))
    return undefined;
  return bindings.put(key, value);
}

/** The bindings after `value` was found where `pattern` was expected; undefined when it does not fit. */
export function match(pattern: Pattern, value: Json | undefined, bindings: Bindings): Bindings | undefined {
  if (Array.isArray(pattern)) return matchList(pattern as readonly Pattern[], value, bindings);
  if (!isObject(pattern)) return pattern === value ? bindings : undefined;
  if ('@any' in pattern) return value === undefined ? undefined : bindings;
  if (isIdOf(pattern)) return bind(bindings, pattern['@id'], value);
  return isObject(value) ? matchFields(pattern, value, bindings) : undefined;
}

type Fields<V> = Readonly<Record<string, V>>;

/** Every field matches, and there is no other. */
function matchFields(patterns: Fields<Pattern>, value: Fields<Json>, bindings: Bindings): Bindings | undefined {
  let current: Bindings | undefined = bindings;
  let others = 0;
  for (const field in patterns) {
    if (!Object.hasOwn(value, field)) return undefined;
    current = match(patterns[field] as Pattern, value[field], current);
    if (current === undefined) return undefined;
    others--;
  }
  for (const _ in value) others++;
  return others === 0 ? current : undefined;
}

function matchList(patterns: readonly Pattern[], value: Json | undefined, bindings: Bindings): Bindings | undefined {
  if (!Array.isArray(value) || value.length !== patterns.length) return undefined;
  let current: Bindings | undefined = bindings;
  for (const [index, pattern] of patterns.entries()) {
    current = match(pattern, (value as readonly Json[])[index], current);
    if (current === undefined) return undefined;
  }
  return current;
}

/** A pattern as text: known ids as numbers, others as the name of their object. */
export function formatPattern(pattern: Pattern, bindings: Bindings): string {
  if (Array.isArray(pattern))
    return `[${(pattern as readonly Pattern[]).map((item) => formatPattern(item, bindings)).join(',')}]`;
  if (!isObject(pattern)) return JSON.stringify(pattern);
  if ('@any' in pattern) return '…';
  if (isIdOf(pattern)) return String(bindings.get(pattern['@id']) ?? `<id of ${pattern['@id']}>`);
  const fields = Object.entries(pattern).map(([field, item]) => `"${field}":${formatPattern(item, bindings)}`);
  return `{${fields.join(',')}}`;
}
