// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Waiting for an answer of the implementation: it may be nonsense, and the wait may be cut short.
import type { Loss } from '../adapter';
import { ProtocolError } from '../protocol/error';
import { unlessAborted } from './abort';

/** A word that is none of the protocol is no result, and may have come from a line that was disturbed. */
export interface Garbled {
  readonly garbled: Loss;
}

export async function answerOf<T>(
  ask: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | 'aborted' | Garbled> {
  try {
    return await unlessAborted(ask, signal);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { garbled: { cause: 'garbled', reason: error.reason, log: error.tail } };
  }
}
