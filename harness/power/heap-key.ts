// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// When two object graphs are the same but for the names of their objects: for searches that must not visit a state twice.

/**
 * Numbers that only grow, and numbers that objects are known by: two kernels that differ in nothing else behave alike, as
 * far as programs can tell, since these name objects by handles.
 */
const NAMES: ReadonlySet<string> = new Set(['id', 'nextId', 'nextFd', 'fd']);

/** Everything reachable from some objects; what two kernels share can never tell them apart. */
export function reachable(...roots: readonly object[]): ReadonlySet<object> {
  const found = new Set<object>(roots);
  for (const object of found) for (const value of contents(object)) if (isObject(value)) found.add(value);
  return found;
}

/** A text that is the same for two graphs only if they have the same shape and the same values. */
export function heapKey(root: object, shared: ReadonlySet<object>): string {
  const numbers = new Map<object, number>([[root, 0]]);
  let text = '';
  for (const [object] of numbers) {
    text += `;${object.constructor.name}`;
    for (const value of contents(object)) {
      if (!isObject(value) || typeof value === 'function') text += `,${primitive(value)}`;
      else if (shared.has(value)) text += ',=';
      else {
        if (!numbers.has(value)) numbers.set(value, numbers.size);
        text += `,#${String(numbers.get(value))}`;
      }
    }
  }
  return text;
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

const primitive = (value: unknown): string =>
  typeof value === 'function' ? 'f' : typeof value === 'string' ? JSON.stringify(value) : String(value);

function* contents(object: object): Generator {
  if (object instanceof Map) {
    for (const [key, value] of object as Map<unknown, unknown>) {
      if (typeof key !== 'number') yield key;
      yield value;
    }
  } else if (object instanceof Set) yield* object as Set<unknown>;
  else if (Array.isArray(object)) yield* object as unknown[];
  else if (typeof object !== 'function')
    for (const [name, value] of Object.entries(object)) if (!NAMES.has(name)) yield value;
}
