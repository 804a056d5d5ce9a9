// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Waiting that an abort signal cuts short.

/** Does so once the signal says so, or at once when it has; what is returned makes it forget. */
export function onAbort(signal: AbortSignal | undefined, act: () => void): () => void {
  if (signal?.aborted === true) act();
  else signal?.addEventListener('abort', act, { once: true });
  return () => signal?.removeEventListener('abort', act);
}

/** What `work` comes to, or `aborted` as soon as the signal says so; the work is then left as it is. */
export async function unlessAborted<T>(
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | 'aborted'> {
  if (signal?.aborted === true) return 'aborted';
  let forget = (): void => undefined;
  const aborted = new Promise<'aborted'>((resolve) => (forget = onAbort(signal, () => resolve('aborted'))));
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    forget();
  }
}
