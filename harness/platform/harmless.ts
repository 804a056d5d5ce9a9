// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Text that a terminal shows and does not obey, whoever wrote it.

/** Colours, which we print ourselves; C0 but for tab and line feed, DEL and C1; and what reorders or breaks lines. */
const SPECIAL =
  /\u001b\[[\d;]*m|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Writes every other control character as JSON does, so that a JSON document stays what it is. */
export const harmless = (text: string, colour = false): string =>
  text.replaceAll(SPECIAL, (found) => {
    if (found.length > 1) return colour ? found : found.replace('\u001b', escaped('\u001b'));
    return escaped(found);
  });

const escaped = (character: string): string => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
