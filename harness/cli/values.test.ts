// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { duration, oneOf, share, wholeNumber } from './values';

describe('wholeNumber', () => {
  const read = wholeNumber('--seed', 1, 100);

  it('takes every number in its range and no other', () => {
    fc.assert(
      fc.property(fc.integer(), (value) => {
        if (value >= 1 && value <= 100) expect(read(String(value))).toBe(value);
        else expect(() => read(String(value))).toThrow('--seed needs a whole number from 1 to 100');
      }),
    );
  });

  it.each(['', '1.5', '0x10', '1e1', ' 1', 'one'])('refuses %j', (text) => {
    expect(() => read(text)).toThrow('--seed');
  });
});

describe('share', () => {
  it.each([
    ['0', 0],
    ['1', 1],
    ['.25', 0.25],
    ['0.5', 0.5],
  ])('reads %s', (text, value) => {
    expect(share('--misuse')(text)).toBe(value);
  });

  it.each(['', '.', '1.01', '-0', '50%', 'NaN'])('refuses %j', (text) => {
    expect(() => share('--misuse')(text)).toThrow('between 0 and 1');
  });
});

describe('duration', () => {
  it.each([
    ['0ms', 0],
    ['500ms', 500],
    ['30s', 30_000],
    ['1.5m', 90_000],
    ['2h', 7_200_000],
  ])('reads %s', (text, ms) => {
    expect(duration('--time-budget')(text)).toBe(ms);
  });

  it.each(['', '10', 's', '10 s', '-1s', '1d'])('refuses %j', (text) => {
    expect(() => duration('--time-budget')(text)).toThrow('a time with a unit');
  });
});

describe('oneOf', () => {
  it('takes a word and names all when it is another', () => {
    const read = oneOf('--accel', ['kvm', 'tcg']);
    expect(read('kvm')).toBe('kvm');
    expect(() => read('xen')).toThrow('--accel kvm, --accel tcg');
  });
});
