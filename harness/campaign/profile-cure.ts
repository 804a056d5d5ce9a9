// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What to write instead of a profile that does not exist, or for a kernel that none covers.
import { nearest } from '../../generators';
import { VERSIONS } from '../../spec';

/** What --profile takes, beside releases. */
export const PROFILE_WORDS: readonly string[] = ['auto', ...VERSIONS];

const ALL = `${PROFILE_WORDS.join(', ')}, or a release of one, such as 6.12.43`;

/** Words are near by their letters. Releases are not: the next number may be that of a kernel that does otherwise. */
export const nearestTo = (text: string, words: readonly string[] = PROFILE_WORDS): string | undefined =>
  /^\d+\.\d+/.test(text) ? undefined : nearest(text, words);

/** For a profile that was mistyped. */
export function profileCure(text: string): string {
  const meant = nearestTo(text);
  return meant === undefined ? `--profile with one of: ${ALL}` : `--profile ${meant}, the nearest of: ${ALL}`;
}

/** For a kernel: which profile fits, if any does, is not in its number. */
export const kernelCure = (): string => `--profile with one that you know to fit, of: ${ALL}`;
