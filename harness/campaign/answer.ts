// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Waiting for an answer of the implementation: it may be nonsense, and the wait may be cut short.
import type { Loss, Ran } from '../adapter';
import { Interrupted, ProtocolError, Unavailable } from '../errors';
import type { Program } from '../../spec';
import { unlessAborted } from './abort';
import { requireRan } from './sound';

/** An adapter threw what it may not: a fault of its own, so the campaign is over, and its report is kept. */
export class AdapterThrew extends Error {
  override readonly name = 'AdapterThrew';
  constructor(readonly thrown: unknown) {
    super(`the adapter threw ${thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)}`);
  }
}

/** How a campaign broke off. `thrown` is the stack of what an adapter threw. */
export interface Broken {
  readonly broken: string;
  readonly thrown?: string;
}

/** What a failure in mid campaign tells of the implementation; nothing when it was none of its doing. */
export function brokenBy(error: unknown): Broken | undefined {
  if (error instanceof ProtocolError || error instanceof Unavailable) return { broken: error.message };
  if (!(error instanceof AdapterThrew)) return undefined;
  const { thrown } = error;
  return { broken: error.message, thrown: (thrown instanceof Error ? thrown.stack : undefined) ?? String(thrown) };
}

/** What was asked for, or how the session ended instead. Throws `Unavailable`, `Interrupted` and `AdapterThrew`. */
export async function answerOf<T>(
  ask: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | 'aborted' | (Loss & { readonly kind: 'lost' })> {
  try {
    return await unlessAborted(ask, signal);
  } catch (error) {
    if (error instanceof Unavailable || error instanceof Interrupted) throw error;
    if (!(error instanceof ProtocolError)) throw new AdapterThrew(error);
    // A word that is none of the protocol is no result, and may have come from a line that was disturbed.
    return { kind: 'lost', cause: 'garbled', reason: error.reason, log: error.tail };
  }
}

/** A session that ended without a word about the program that was under way. */
const WORDLESS: Loss = { cause: 'gone', reason: 'the session ended without a word', log: [] };

/** The next of the results of a session, of which nothing is known but that it is of this program. */
export async function ranBy(
  results: AsyncIterator<Ran, unknown>,
  program: Program,
  signal: AbortSignal | undefined,
): Promise<Ran | 'aborted'> {
  const ran = await answerOf(async () => {
    const next = await results.next();
    return next.done === true ? ({ kind: 'lost', ...WORDLESS } as const) : requireRan(next.value, program);
  }, signal);
  return ran === 'aborted' ? ran : { ...ran, program };
}
