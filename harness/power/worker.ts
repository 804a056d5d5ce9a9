// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a worker thread does: one batch of cells.
import type { Cell } from './matrix';
import { measure, type Task } from './measure';

export default async function measureBatch(batch: readonly Task[]): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const task of batch) cells.push(await measure(task));
  return cells;
}
