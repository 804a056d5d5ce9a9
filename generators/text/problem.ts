// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What is wrong with a line of a program.

/** The fault, the column at which it starts (from 1), and what to write instead. */
export interface Problem {
  readonly kind: 'problem';
  readonly column: number;
  readonly message: string;
  readonly cure: string;
}

export const problem = (column: number, message: string, cure: string): Problem => ({
  kind: 'problem',
  column,
  message,
  cure,
});
