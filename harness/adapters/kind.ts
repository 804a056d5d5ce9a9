// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a kind of adapter declares of itself, and what follows from it.
import type { Adapter } from '../adapter';
import { UsageError } from '../errors';
import type { AdapterContext } from './context';
import { aboutOption, type OptionName } from './option';

/** One way to reach an implementation, as `--adapter` names it. */
export interface AdapterKind {
  /** What its specification begins with. */
  readonly name: string;
  /** How to write it. */
  readonly usage: string;
  readonly summary: string;
  /** Options of the command line that it takes. Any other is refused: a pass would be about something else. */
  readonly takes: readonly OptionName[];
  /** Options of its own, behind the colon; left out where all that stands there is one text. */
  readonly own?: readonly string[];
  /** Whether a real kernel is behind it, with whatever that is known for. */
  readonly kernel?: true;
  /** Whether it may run races; an implementation may still say that it runs none. */
  readonly races?: true;
  /** Throws `UsageError` when `rest`, what follows the colon, makes no sense. */
  readonly make: (rest: string, context: AdapterContext) => Adapter;
}

/** The least that has to be typed for a kind. */
export const typed = ({ usage }: AdapterKind): string => `--adapter ${usage.replace(/\[.*$/, '')}`;

/** Throws `UsageError`, with the kinds that could be meant, for the first option that the kind does not take. */
export function refuseUntaken(kind: AdapterKind, given: readonly OptionName[], kinds: readonly AdapterKind[]): void {
  const refused = given.find((name) => !kind.takes.includes(name));
  if (refused === undefined) return;
  const { flag, does } = aboutOption(refused);
  const taking = (all: readonly OptionName[]): readonly AdapterKind[] =>
    kinds.filter(({ takes }) => all.every((name) => takes.includes(name)));
  const others = taking(given).length > 0 ? taking(given) : taking([refused]);
  const named = others.map(typed).join(', ');
  throw new UsageError(
    `the adapter '${kind.name}' takes no ${flag}, which ${does}`,
    named === '' ? `without ${flag}` : `${named}, or without ${flag}`,
  );
}

/**
 * The specification of the adapter that a command line means: the one that it names, or else the one that its options can
 * only be about, or `fallback`.
 */
export function chooseAdapter(
  named: string | undefined,
  given: readonly OptionName[],
  fallback: string,
  kinds: readonly AdapterKind[],
): string {
  if (named !== undefined) return named;
  const meant = given.flatMap((name) => aboutOption(name).means ?? []);
  const able = meant.find((name) =>
    kinds.some((kind) => kind.name === name && given.every((option) => kind.takes.includes(option))),
  );
  return able ?? meant[0] ?? fallback;
}
