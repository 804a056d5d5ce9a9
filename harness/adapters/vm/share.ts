// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Which of the machine's processors a guest of several runs on.
import { availableParallelism } from 'node:os';
import type { Share } from '../context';

/** The numbers of the processors: as equal shares as there can be, and one for several guests where they are few. */
export function processorsOf({ index, of }: Share, processors = availableParallelism()): readonly number[] {
  if (of >= processors) return [index % processors];
  const [from, to] = [index, index + 1].map((guest) => Math.floor((guest * processors) / of));
  return Array.from({ length: (to ?? 0) - (from ?? 0) }, (_, each) => (from ?? 0) + each);
}
