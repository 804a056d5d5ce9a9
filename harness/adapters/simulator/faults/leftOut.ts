// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Known defects that have no fault here, and why.

/** A defect that cannot be planted, or that no program could notice. */
export interface LeftOut {
  readonly source: string;
  readonly reason: string;
}

export const LEFT_OUT: readonly LeftOut[] = [];
