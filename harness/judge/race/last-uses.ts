// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Which handles no later operation names.
import { handlesOf } from '../../../generators/text';
import type { RecordedOperation } from './recorded';

/** For each operation, the handles that are named no more once it has ended: those that only its thread still names. */
export function lastUses(
  threads: readonly (readonly RecordedOperation[])[],
): ReadonlyMap<RecordedOperation, readonly string[]> {
  const last = new Map<string, RecordedOperation>();
  const shared = new Set<string>();
  for (const recorded of threads.flat()) {
    const { operation } = recorded;
    for (const handle of [...handlesOf(operation), ...(operation.result === undefined ? [] : [operation.result])]) {
      const before = last.get(handle);
      if (before !== undefined && before.thread !== recorded.thread) shared.add(handle);
      last.set(handle, recorded);
    }
  }
  const unused = new Map<RecordedOperation, string[]>();
  for (const [handle, recorded] of last)
    if (!shared.has(handle)) unused.set(recorded, [...(unused.get(recorded) ?? []), handle]);
  return unused;
}
