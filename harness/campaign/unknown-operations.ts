// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Operations that an implementation says it can express, and that there are none of: most likely misspelt.
import { nearest } from '../../generators/text';
import { definitionOf, OPERATIONS } from '../../spec';
import type { Session } from '../adapter';
import { printable } from '../platform/printable';

/** As many as a reader will look at. */
const MOST = 8;

export const unknownOperations = ({ operations }: Pick<Session, 'operations'>): readonly string[] =>
  [...operations].filter((op) => definitionOf(op) === undefined);

/** `module.lod (module.load?), map.dance`. */
export function unknownText(names: readonly string[]): string {
  const shown = names.slice(0, MOST).map((name) => {
    const meant = nearest(name.slice(0, 100), KNOWN);
    return `${printable(name)}${meant === undefined ? '' : ` (${meant}?)`}`;
  });
  return [...shown, ...(names.length > MOST ? [`and ${names.length - MOST} more`] : [])].join(', ');
}

const KNOWN = OPERATIONS.map(({ op }) => op);
