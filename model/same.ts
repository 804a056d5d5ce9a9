// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Whether two plain values are equal: quick when they share most of their parts, as states on the same way do.

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

function sameItems(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (!same(one[index], other[index])) return false;
  return true;
}

/**
 * Whether two values have the same JSON text. The order of fields counts: links that are released together are freed in
 * the order of their table, and a module's log shows it.
 */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one)) return Array.isArray(other) && sameItems(one, other);
  if (!isFields(one) || !isFields(other) || Array.isArray(other)) return false;
  const names = Object.keys(one);
  const others = Object.keys(other);
  return (
    names.length === others.length &&
    names.every((name, index) => name === others[index] && same(one[name], other[name]))
  );
}
