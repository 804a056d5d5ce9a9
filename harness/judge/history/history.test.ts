// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_PROFILE, type Operation } from '../../../spec';
import { anyProgram } from '../../../generators/testing/programs';
import type { RecordedHistory, RecordedOperation } from '../race/recorded';
import { readHistory } from './read';
import { writeHistory } from './write';

/** Some operations in some threads, each longer than the last invocation of its thread. */
const recorded: fc.Arbitrary<RecordedHistory> = fc
  .tuple(anyProgram, fc.array(fc.tuple(fc.nat(3), fc.nat(5)), { minLength: 12, maxLength: 12 }))
  .map(([{ operations }, draws]) => {
    const free = [0, 0, 0, 0];
    const history = operations.map((operation: Operation, index): RecordedOperation => {
      const [thread = 0, length = 0] = draws[index] ?? [];
      const invoked = Math.max(index * 3, free[thread] ?? 0);
      const returned = invoked + 1 + length;
      free[thread] = returned + 1;
      return { thread, operation, invoked, returned, outcome: { ret: -index || 0 } };
    });
    return [...history].sort((a, b) => a.invoked - b.invoked);
  });

const overlapping = (history: RecordedHistory): readonly string[] =>
  history.flatMap((a, i) =>
    history.flatMap((b, j) => (i < j && a.returned >= b.invoked && b.returned >= a.invoked ? [`${i} ${j}`] : [])),
  );

test('what was written is read back: the operations, and which of them overlap', () => {
  fc.assert(
    fc.property(recorded, (history) => {
      const read = readHistory(writeHistory(DEFAULT_PROFILE, history));
      if (read.kind === 'error') throw new Error(`${read.line}: ${read.message}`);
      const plain = (each: RecordedHistory) =>
        each.map(({ thread, operation, outcome }) => ({ thread, operation, outcome }));
      const sorted = (each: RecordedHistory) =>
        plain(each)
          .map((one) => JSON.stringify(one))
          .sort();
      expect(sorted(read.history)).toEqual(sorted(history));
      expect(overlapping(read.history)).toHaveLength(overlapping(history).length);
    }),
  );
});

test('a file that ends early is refused, wherever it ends', () => {
  fc.assert(
    fc.property(recorded, fc.nat(), (history, at) => {
      const text = writeHistory(DEFAULT_PROFILE, history);
      const cut = text.slice(0, at % (text.length - 1));
      expect(readHistory(cut).kind).toBe('error');
    }),
  );
});

const HEADER = '{"format":"struct-ops-conformance history","version":1,"profile":"6.12"}';
const INVOKE = '{"seq":0,"time":5,"thread":0,"invoke":{"op":"quiesce","args":{}}}';
const RETURN = '{"seq":1,"time":6,"thread":0,"return":{"ret":0,"value":{"settled":true}}}';
const FOOTER = '{"end":true,"events":2}';

describe('a file that is wrong is refused by its line', () => {
  test.each([
    ['empty', []],
    ['of something else', ['module.load soc_a']],
    ['of another format', ['{"format":"report"}']],
    ['of another version', [HEADER.replace('1', '2'), INVOKE, RETURN, FOOTER]],
    ['of no profile', [HEADER.replace('6.12', '5.4')]],
    ['cut off after an event', [HEADER, INVOKE]],
    ['cut off inside a line', [HEADER, INVOKE, RETURN.slice(0, 20)]],
    ['short of an event', [HEADER, INVOKE, FOOTER]],
    ['longer than it says', [HEADER, INVOKE, RETURN, FOOTER, INVOKE]],
    ['out of order', [HEADER, RETURN, INVOKE, FOOTER]],
    ['back in time', [HEADER, INVOKE, RETURN.replace('"time":6', '"time":4'), FOOTER]],
    ['returning from nothing', [HEADER, RETURN.replace('"seq":1', '"seq":0'), FOOTER]],
    ['inside two operations', [HEADER, INVOKE, INVOKE.replace('"seq":0', '"seq":1'), FOOTER]],
    ['of an operation that there is not', [HEADER, INVOKE.replace('quiesce', 'rest'), RETURN, FOOTER]],
    ['of something unexpected', [HEADER, INVOKE.replace('"seq"', '"more":1,"seq"'), RETURN, FOOTER]],
  ])('%s', (_what, lines) => {
    const read = readHistory(lines.map((line) => `${line}\n`).join(''));
    if (read.kind !== 'error') throw new Error('this should be refused');
    expect(`line ${read.line}: ${read.message}\ntry: ${read.cure}`).toMatchSnapshot();
  });
});
