// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A line of text cut into its result, its words and where each of them stands.

export interface Word {
  readonly text: string;
  /** Counted from 1, as editors do. */
  readonly column: number;
}

export interface Statement {
  /** What stands to the left of a free-standing `=`. */
  readonly result?: Word;
  readonly words: readonly Word[];
  /** Where something that is missing would stand. */
  readonly end: number;
}

/**
 * Cuts a line up. A comment starts with `#` and goes to the end of the line. The `>` that marks the violated step in a
 * report, or a quotation in a mail, is no part of the program.
 */
export function splitLine(line: string): Statement {
  const code = line
    .replace(/#.*/s, '')
    .replace(/^(\s*>)+/, (mark) => ' '.repeat(mark.length))
    .trimEnd();
  const assigned = /^\s*(?<result>\S+?)\s*=\s*/.exec(code);
  const result = assigned?.groups?.['result'];
  const from = assigned?.[0].length ?? 0;
  const words = [...code.slice(from).matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    column: from + match.index + 1,
  }));
  const end = code.length + 1;
  return result === undefined
    ? { words, end }
    : { result: { text: result, column: code.indexOf(result) + 1 }, words, end };
}
