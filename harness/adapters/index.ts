// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// All adapters by name.
import { nearest } from '../../generators/text';
import type { Adapter } from '../adapter';
import { UsageError } from '../errors';
import type { AdapterContext } from './context';
import { chooseAdapter, refuseUntaken, typed, type AdapterKind } from './kind';
import { ADAPTERS } from './kinds';
import { givenIn, type OptionName } from './option';
import { pooled } from './pool';
import { kindOf } from './specification';

export type { AdapterContext } from './context';
export type { AdapterKind } from './kind';
export { ADAPTERS } from './kinds';

/** The adapter that a text such as `simulator:fault=NAME` names. Throws `UsageError` when there is none, or for what it does not take. */
export function adapterFor(text: string, context: AdapterContext): Adapter {
  const { kind, rest } = named(text);
  refuseUntaken(kind, givenIn(context), ADAPTERS);
  const { jobs = 1 } = context;
  if (jobs === 1) return kind.make(rest, context);
  return pooled(
    Array.from({ length: jobs }, (_, index) => kind.make(rest, { ...context, share: { index, of: jobs } })),
  );
}

/** What a command line may ask of an adapter beside its options. */
export interface Purpose {
  /** What is meant where nothing else says which. */
  readonly fallback: string;
  readonly races?: boolean;
}

/**
 * The text of the adapter that a command line means by the `text` that it may have and by its options. Throws `UsageError`
 * when it does not take one of them, or cannot do what it is for.
 */
export function settleAdapter(
  text: string | undefined,
  given: readonly OptionName[],
  { fallback, races = false }: Purpose,
): string {
  const chosen = chooseAdapter(text, given, fallback, ADAPTERS);
  const { kind } = named(chosen);
  refuseUntaken(kind, given, ADAPTERS);
  if (races) requireRaces(chosen);
  return chosen;
}

/** Throws `UsageError` for an adapter that runs programs only. */
export function requireRaces(text: string): void {
  const { kind } = named(text);
  if (kind.races === true) return;
  const able = ADAPTERS.filter(({ races }) => races === true).map(typed);
  throw new UsageError(`the adapter '${kind.name}' runs no races`, able.join(', '));
}

function named(text: string): { readonly kind: AdapterKind; readonly rest: string } {
  const found = kindOf(text, ADAPTERS);
  if (found !== undefined) return found;
  const [wrong = ''] = text.split(':');
  const names = ADAPTERS.map(({ name }) => name);
  const meant = nearest(wrong, names);
  throw new UsageError(`there is no adapter '${wrong}'`, meant === undefined ? names.join(', ') : `--adapter ${meant}`);
}

/** Whether a text such as `vm:kernel=debian:6.12` names an adapter to a real kernel. */
export const runsKernel = (text: string): boolean => kindOf(text, ADAPTERS)?.kind.kernel === true;
