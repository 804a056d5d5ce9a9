// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Numbers and how many of what, in words.

export const plural = (count: number, what: string): string => `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`;

/** 24310 as 24,310, whatever the locale. */
export const formatCount = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
