// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The valid word that a misspelt one was most likely meant to be.

/** Levenshtein's distance: how many letters to insert, delete or replace to get from one word to the other. */
export function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = at(row, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, at(row, j) + 1, at(next, j - 1) + 1));
    }
    row = next;
  }
  return at(row, to.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;

/** The nearest of the words, the earlier one on a tie; undefined when none is near enough to be a slip of the pen. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of words) {
    const far = distance(word.toLowerCase(), candidate.toLowerCase());
    if (far < least && far < Math.max(word.length, candidate.length)) [best, least] = [candidate, far];
  }
  return best;
}

/** A cure for a wrong word: the nearest one, else all of them if they are few, else where to find them. */
export function suggestion(word: string, words: readonly string[], otherwise = 'It is none of them.'): string {
  const meant = nearest(word, words);
  if (meant !== undefined) return `Did you mean "${meant}"?`;
  return words.length > 0 && words.length <= 20 ? `Write one of: ${words.join(', ')}.` : otherwise;
}
