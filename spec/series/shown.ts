// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// How something that the series says shows in what a kernel does.
import type { ClauseId } from '../clauses';

/** By the clauses that state its consequence, or not at all, for the reason given. */
export type Shown = { readonly clauses: readonly [ClauseId, ...ClauseId[]] } | { readonly unobservable: string };

export const by = (...clauses: readonly [ClauseId, ...ClauseId[]]): Shown => ({ clauses });
export const nowhere = (unobservable: string): Shown => ({ unobservable });
