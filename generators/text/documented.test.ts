// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Every example of docs/program-text.md is what the page says it is.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Program } from '../../spec';
import { formatProgram, formatRace, isRaceText, parseProgram, parseRace, programIn } from '.';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'program-text.md'), 'utf8');
const examples = (kind: string): readonly string[] =>
  [...page.matchAll(new RegExp('^```' + kind + '\\n(.*?)^```$', 'gms'))].map(([, text = '']) => text);

test('all examples are of a kind that is tested', () => {
  const kinds = [...page.matchAll(/^```(\w+)$/gm)].map(([, kind]) => kind);
  expect(kinds.toSorted()).toEqual(['program', 'program', 'race', 'race', 'refused']);
});

test.each(examples('program'))('a program: %#', (text) => {
  const program = programIn(text);
  expect(programIn(formatProgram(program))).toEqual(program);
  expect(isRaceText(text)).toBe(false);
});

test.each(examples('race'))('a race: %#', (text) => {
  const parsed = parseRace(text);
  if (parsed.kind === 'error') throw new Error(`line ${parsed.line}: ${parsed.message}`);
  expect(parseRace(formatRace(parsed.race))).toEqual(parsed);
  expect(isRaceText(text)).toBe(true);
});

describe('the programs of the page show', () => {
  const operations = examples('program').flatMap((text) => programIn(text).operations);
  const args = operations.flatMap((operation) => Object.values(operation.args));
  const members = args.flatMap((arg) => (typeof arg === 'object' ? Object.values(arg) : []));
  test.each<[string, () => boolean]>([
    ['a result', () => operations.some(({ result }) => result !== undefined)],
    ['an operation that binds nothing', () => operations.some(({ result }) => result === undefined)],
    ['a flag', () => args.includes(true)],
    ['a number', () => args.some((arg) => typeof arg === 'number')],
    ['closed', () => args.includes('closed')],
    ['none', () => args.includes('none')],
    ['a word', () => args.includes('tail')],
    ['a member that is a program', () => members.includes('p')],
    ['a member that is closed', () => members.includes('closed')],
    ['a member that is a raw word', () => members.includes(-1)],
  ])('%s', (_, shown) => {
    expect(shown()).toBe(true);
  });
});

/** Each line alone, but for the name that is bound twice. */
test('what the page says is refused is refused, each line for itself', () => {
  const lines = examples('refused').flatMap((text) => text.trim().split('\n'));
  const [first = '', ...rest] = lines;
  const twice = rest.slice(0, 2).join('\n');
  const refused = [first, twice, ...rest.slice(2)];
  expect(refused).toHaveLength(9);
  for (const text of refused) expect([text, parseProgram(text).kind]).toEqual([text, 'error']);
  const bound: Program = programIn(rest[0] ?? '');
  expect(bound.operations).toHaveLength(1);
});
