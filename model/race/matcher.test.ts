// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../spec';
import { match, type Bindings, type Pattern } from '../pattern';
import { Table } from '../table';
import { Ids, matcherOf } from './matcher';

const keys = fc.constantFrom('map:m', 'map:n', 'link:l', 'prog:p');
const leaf = fc.oneof(
  fc.constantFrom<Pattern>(0, 1, 'live', true, null, { '@any': true }),
  keys.map((key): Pattern => ({ '@id': key })),
);
const { pattern } = fc.letrec<{ pattern: Pattern }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc.array(tie('pattern'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('id', 'state', 'tag'), tie('pattern'), { noNullPrototype: true }),
  ),
}));

/** A value that nearly fits. */
function nearly(of: Pattern, numbers: () => number): Json {
  if (Array.isArray(of)) return (of as readonly Pattern[]).map((item) => nearly(item, numbers));
  if (typeof of !== 'object' || of === null) return numbers() === 0 ? 7 : of;
  if ('@id' in of || '@any' in of) return numbers();
  const fields = Object.entries(of).map(([name, item]) => [name, nearly(item, numbers)] as const);
  return Object.fromEntries(numbers() === 0 ? fields.slice(1) : fields);
}

test('a matcher accepts what match() accepts, and remembers the same ids', () => {
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 4 }), fc.infiniteStream(fc.nat(4)), (patterns, stream) => {
      const numbers = (): number => Number(stream.next().value);
      const ids = new Ids();
      let bindings: Bindings = Table.empty();
      for (const each of patterns) {
        const value = nearly(each, numbers);
        const known = ids.count;
        const after: ReturnType<typeof match> = match(each, value, bindings);
        expect(matcherOf(each)(value, ids)).toBe(after !== undefined);
        if (after === undefined) ids.forgetFrom(known);
        if (after !== undefined) bindings = after;
        expect(ids.asBindings()).toEqual(bindings);
      }
    }),
  );
});

test('an operation that tells nothing must tell nothing', () => {
  expect(matcherOf(undefined)(undefined, new Ids())).toBe(true);
  expect(matcherOf(undefined)(0, new Ids())).toBe(false);
  expect(matcherOf(0)(undefined, new Ids())).toBe(false);
});
