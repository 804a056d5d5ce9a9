// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)

/** Items by what they have in common, in the order of their first ones. */
export function groupBy<K, V>(items: Iterable<V>, of: (item: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const item of items) {
    const group = groups.get(of(item));
    if (group === undefined) groups.set(of(item), [item]);
    else group.push(item);
  }
  return groups;
}
