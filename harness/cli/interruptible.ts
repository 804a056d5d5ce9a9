// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The part of a command that a signal cuts short, so that what was found until then can be told.
import type { Io } from './io';

export async function interruptible<T>(io: Io, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const stopListening = io.onInterrupt(() => abort.abort());
  try {
    return await work(abort.signal);
  } finally {
    stopListening();
  }
}
