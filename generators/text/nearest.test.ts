// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { distance, nearest, suggestion } from './nearest';

const word = fc.string({ maxLength: 8 });

describe('distance', () => {
  it('is a metric', () => {
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(distance(a, a)).toBe(0);
        expect(distance(a, b)).toBe(distance(b, a));
        expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c));
      }),
    );
  });

  it('counts single letters', () => {
    expect(distance('kitten', 'sitting')).toBe(3);
  });
});

describe('nearest', () => {
  it('finds a valid word whatever one letter of it became', () => {
    const words = ['map.create', 'map.update', 'link.detach', 'quiesce'];
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.nat(6), fc.constantFrom('', '_', 'xy'), (chosen, index, put) => {
        expect(nearest(chosen.slice(0, index) + put + chosen.slice(index + 1), words)).toBe(chosen);
      }),
    );
  });

  it('has no answer when every word is far', () => {
    expect(nearest('bicycle', ['map', 'link'])).toBeUndefined();
    expect(nearest('a', ['b'])).toBeUndefined();
  });
});

describe('suggestion', () => {
  it.each([
    ['lnk', ['map', 'link'], 'Did you mean "link"?'],
    ['bicycle', ['map', 'link'], 'Write one of: map, link.'],
    ['bicycle', [], 'Look elsewhere.'],
  ])('cures %s', (wrong, words, cure) => {
    expect(suggestion(wrong, words, 'Look elsewhere.')).toBe(cure);
  });
});
