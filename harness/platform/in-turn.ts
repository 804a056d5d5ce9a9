// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// One after the other.

/** What becomes of each item, the next being begun when the one before is done. */
export async function inTurn<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await act(item));
  return results;
}
