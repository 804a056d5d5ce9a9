// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What intervals are measured against.

/** The chance of each number of successes. */
export function binomial(trials: number, share: number): readonly number[] {
  const chances = [(1 - share) ** trials];
  for (let k = 1; k <= trials; k++)
    chances.push(((chances[k - 1] ?? 0) * (trials - k + 1) * share) / (k * (1 - share)));
  return chances;
}
