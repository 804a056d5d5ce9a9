// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What to write instead of a profile that does not exist, or for a kernel that none covers.
import { nearest } from '../../generators';
import { nearestProfile, PROFILES } from '../../spec';

/** What --profile takes. */
export const PROFILE_WORDS: readonly string[] = ['auto', ...PROFILES.map(({ name }) => name)];

/** Releases are near by their numbers, words by their letters. */
export const nearestTo = (text: string, words: readonly string[] = PROFILE_WORDS): string | undefined =>
  /^\d+\.\d+/.test(text) ? nearestProfile(text).name : nearest(text, words);

export function profileCure(text: string): string {
  const meant = nearestTo(text);
  const all = PROFILE_WORDS.join(', ');
  return meant === undefined ? `--profile with one of: ${all}` : `--profile ${meant}, the nearest of: ${all}`;
}
