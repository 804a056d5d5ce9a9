// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The lists of kernel log lines that are, or are not, reports of a bug.
import { parseStanzas } from '../platform/deb822';

/** One kind of report, with a reason and the code that prints it. */
export interface SplatPattern {
  readonly report: string;
  readonly pattern: RegExp;
  readonly reason: string;
  readonly see: string;
}

/** Reads a list. It comes with the suite, so that a mistake in it is a bug, and is thrown as one. */
export const parseSplatList = (text: string): readonly SplatPattern[] =>
  parseStanzas(text).map((stanza) => {
    const field = (name: string): string => {
      const value = stanza.get(name)?.trim() ?? '';
      if (value === '')
        throw new Error(`an entry of a list of splats has no ${name}: ${[...stanza.values()].join('; ')}`);
      return value;
    };
    return {
      report: field('report'),
      pattern: new RegExp(field('pattern')),
      reason: field('reason'),
      see: field('see'),
    };
  });
