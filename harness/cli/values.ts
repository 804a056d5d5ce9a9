// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The values of flags, read strictly: what is no value of the flag is refused with the reason and an example.
import { UsageError } from '../errors';

/** A whole number of at least `least`. */
export const wholeNumber =
  (flag: string, least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} up` : `from ${least} to ${most}`;
    throw new UsageError(`${flag} needs a whole number ${range}, but has '${text}'`, `${flag} ${Math.max(least, 1)}`);
  };

/** A share between 0 and 1. */
export const share =
  (flag: string) =>
  (text: string): number => {
    const value = /^(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : NaN;
    if (value >= 0 && value <= 1) return value;
    throw new UsageError(`${flag} needs a share between 0 and 1, but has '${text}'`, `${flag} 0.2`);
  };

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A time such as 500ms, 30s, 10m or 2h, in milliseconds. */
export const duration =
  (flag: string) =>
  (text: string): number => {
    const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
    const factor = UNITS[unit];
    if (factor !== undefined) return Number(number) * factor;
    throw new UsageError(`${flag} needs a time with a unit, but has '${text}'`, `${flag} 30s, 10m or 2h`);
  };

const SIZES: Readonly<Record<string, number>> = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

/** A size such as 512MiB or 2GiB, in bytes. */
export const memorySize =
  (flag: string) =>
  (text: string): number => {
    const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(KiB|MiB|GiB)$/.exec(text) ?? [];
    const factor = SIZES[unit];
    if (factor !== undefined) return Number(number) * factor;
    throw new UsageError(`${flag} needs a size with a unit, but has '${text}'`, `${flag} 512MiB or 2GiB`);
  };

/** One of a few words. */
export const oneOf =
  <Word extends string>(flag: string, words: readonly Word[]) =>
  (text: string): Word => {
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    throw new UsageError(`${flag} has no '${text}'`, words.map((word) => `${flag} ${word}`).join(', '));
  };
