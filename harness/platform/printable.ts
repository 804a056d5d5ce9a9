// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Text that others wrote, as it may be shown on a terminal: short, on one line, and doing nothing to it.

/** Control and format characters (those that turn the direction of writing among them), line ends, and what is no character. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** So many characters of what somebody wrote are enough to find it again. */
const MOST = 80;

/** The text with every character that is none for the eye escaped as in JavaScript, cut off after `most` characters. */
export function printable(text: string, most = MOST): string {
  // No more is looked at than can be shown: the text may be a file of gigabytes on one line.
  const characters = Array.from(text.slice(0, 2 * most + 2));
  const shown = characters.slice(0, most).join('').replace(UNPRINTABLE, escaped);
  return characters.length > most ? `${shown}…` : shown;
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}
