// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, it } from '@jest/globals';
import { heapKey, reachable } from './heap-key';

interface Node {
  id?: number;
  value?: unknown;
  next?: Node;
}

const NOTHING_SHARED = new Set<object>();
const key = (root: object): string => heapKey(root, NOTHING_SHARED);

/** Two nodes in a circle. */
function circle(first: number, second: number): Node {
  const node: Node = { value: first };
  node.next = { value: second, next: node };
  return node;
}

describe('heapKey', () => {
  it('is the same for graphs that are the same', () => {
    expect(key(circle(1, 2))).toBe(key(circle(1, 2)));
    expect(key(new Map([['a', new Set([1])]]))).toBe(key(new Map([['a', new Set([1])]])));
  });

  it.each([
    ['a value', circle(1, 2), circle(1, 3)],
    ['a shape', circle(1, 1), { value: 1, next: { value: 1, next: { value: 1 } } }],
    ['who shares what', { a: [1], b: [1] }, (() => ((one) => ({ a: one, b: one }))([1]))()],
    ['a type', { value: 'undefined' }, { value: undefined }],
    ['an order', [1, 2], [2, 1]],
    ['a key', new Map([['a', 1]]), new Map([['b', 1]])],
    ['a class', new Set([1]), [1]],
  ])('tells %s', (_what, one, other) => {
    expect(key(one)).not.toBe(key(other));
  });

  it('does not tell names of objects', () => {
    expect(key({ id: 4, value: 1 })).toBe(key({ id: 9, value: 1 }));
    expect(key(new Map([[4, { value: 1 }]]))).toBe(key(new Map([[9, { value: 1 }]])));
  });

  it('does not look into what is shared', () => {
    const shared = { value: 1 };
    const graph = { shared, own: { value: 2 } };
    const before = heapKey(graph, reachable(shared));
    shared.value = 7;
    expect(heapKey(graph, reachable(shared))).toBe(before);
    graph.own.value = 7;
    expect(heapKey(graph, reachable(shared))).not.toBe(before);
  });
});
