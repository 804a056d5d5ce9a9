// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Variations of what operations are done to, and of how programs end.
import { describe, expect, test } from '@jest/globals';
import type { Model } from '../../model';
import type { Program } from '../../spec';
import { formatProgram, parseProgram, programIn } from '../text';
import { endingsOf } from './endings';
import { linked, model, textsOf } from './testing/linked';
import { handlesOf, twinsOf } from './twins';

const filled = programIn('module.load soc_a\nb = btf.open soc_a\nm = map.create b plain\nmap.update m');
const pinned = programIn('m = map.create none tcp_congestion_ops\npin.create m pin1');

type Vary = (of: Model, programs: readonly Program[]) => readonly Program[];
const texts = (vary: Vary, ...programs: readonly Program[]): readonly string[] => textsOf(vary(model, programs));

test('an operation is done by another descriptor of its object, after another was closed, and twice', () => {
  expect(texts(handlesOf, pinned)).toMatchSnapshot();
});

test('an operation is done to an object that is made alike, of another type or of another module', () => {
  expect(texts(twinsOf, filled)).toMatchSnapshot();
});

test('a link is moved to the twin of its map, also where the subsystem refuses that', () => {
  const moves = texts(twinsOf, linked).filter((text) => /link\.update l t\d+$/m.test(text));
  expect(moves.some((text) => text.includes('.want_update=-12'))).toBe(true);
  expect(moves.some((text) => text.includes('map.create b asked link') && !text.includes('want_update'))).toBe(true);
  expect(moves.some((text) => /btf\.open soc_b/.test(text))).toBe(true);
});

test('what is done twice is done so in each state, and a link is given the map that it has', () => {
  const twice = texts(handlesOf, filled).filter((text) => /map\.update m\n.*map\.update m\n/.test(text));
  expect(twice.length).toBeGreaterThan(0);
  const moves = texts(handlesOf, linked).filter((text) => /link\.update l m$/m.test(text));
  expect(moves.some((text) => text.includes('tcp_congestion_ops'))).toBe(true);
});

test('what a program leaves may have been pinned', () => {
  const ends = texts(endingsOf, linked);
  expect(
    ends.some((text) => /pin\.create l pin3[^]*fd\.close l[^]*pin\.remove pin3[^]*object\.by_id l/.test(text)),
  ).toBe(true);
});

test('a map is filled with programs of another type and of another module', () => {
  const loads = texts(twinsOf, filled).filter((text) => /\.run=t\d+/.test(text));
  expect(loads.some((text) => /prog\.load b fixed run/.test(text))).toBe(true);
  expect(loads.some((text) => /prog\.load t\d+ plain run/.test(text))).toBe(true);
});

test('what a program leaves goes in several orders, with a look at what is left', () => {
  expect(texts(endingsOf, pinned)).toMatchSnapshot();
});

describe.each([
  ['handles', handlesOf],
  ['twins', twinsOf],
  ['endings', endingsOf],
] as const)('%s', (_name, vary) => {
  const programs = vary(model, [linked, filled, pinned]);

  test('are programs that the text form has and bind a name once', () => {
    expect(programs.length).toBeGreaterThan(5);
    for (const program of programs) {
      const bound = program.operations.flatMap(({ result }) => result ?? []);
      expect(new Set(bound).size).toBe(bound.length);
      expect(parseProgram(formatProgram(program))).toEqual({ kind: 'program', program });
    }
  });

  test('are the same each time, and nothing is tried twice', () => {
    expect(vary(model, [linked, filled, pinned])).toEqual(programs);
    expect(vary(model, [linked, filled, pinned, linked, filled])).toHaveLength(programs.length);
  });

  test('of nothing are none', () => {
    expect(vary(model, [{ operations: [] }])).toEqual([]);
  });
});
