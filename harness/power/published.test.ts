// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// docs/kill-matrix.md says what is so. Measured again is the cheapest kill of each fault: all would take minutes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { killMatrixMarkdown } from '../reporters/kill-matrix';
import { keptSizes } from './counterexamples';
import { killersOf, type Cell } from './matrix';
import { measure } from './measure';
import { formatPublished, PUBLISHED_FILE, readPublished } from './published';
import { SEQUENTIAL_FAULTS } from './sequential';

const published = readPublished();
const { matrix, command } = published;

/** What a kill costs to measure again: a strategy that is seeded hunts once for each seed. */
const costOf = ({ operations, hunts }: Cell): number => (operations ?? Infinity) * hunts;

const cheapest: readonly Cell[] = matrix.faults.flatMap(({ name }) =>
  killersOf(matrix.cells)
    .filter(({ fault }) => fault === name)
    .toSorted((a, b) => costOf(a) - costOf(b))
    .slice(0, 1),
);

test('the page is that of the figures', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'kill-matrix.md'), 'utf8');
  expect(killMatrixMarkdown(matrix, command, keptSizes())).toBe(page);
});

test('the file is as it would be written', () => {
  expect(formatPublished(published)).toBe(readFileSync(join(__dirname, '..', '..', PUBLISHED_FILE), 'utf8'));
});

test('every fault that one thread can show is on the page, with every strategy', () => {
  expect(matrix.faults.map(({ name }) => name)).toEqual(SEQUENTIAL_FAULTS.map(({ name }) => name));
  expect(matrix.cells).toHaveLength(matrix.faults.length * matrix.strategies.length);
});

describe('what the page says is seen is seen', () => {
  test.each(cheapest.map((cell) => [cell.fault, cell.strategy, cell] as const))('%s by %s', async (_, __, cell) => {
    const seeds = Array.from({ length: matrix.seeds }, (_each, index) => index + 1);
    const { fault, strategy } = cell;
    expect(await measure({ fault, strategy, seeds, limit: matrix.limit })).toEqual(cell);
  });
});
