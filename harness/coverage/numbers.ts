// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Operations by number: counting by numbers is cheap enough to be done for every operation of every campaign.
import { OPERATIONS } from '../../spec';

const NUMBERS: ReadonlyMap<string, number> = new Map(OPERATIONS.map(({ op }, index) => [op, index]));

/** How many numbers there are. */
export const NUMBER_OF_OPERATIONS = OPERATIONS.length;

export const numberOf = (op: string): number | undefined => NUMBERS.get(op);
export const nameOf = (number: number): string => OPERATIONS[number]?.op ?? '';
