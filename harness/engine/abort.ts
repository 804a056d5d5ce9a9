// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Waiting that an abort signal cuts short.

/** What `work` comes to, or `aborted` as soon as the signal says so; the work is then left as it is. */
export async function unlessAborted<T>(
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | 'aborted'> {
  if (signal?.aborted === true) return 'aborted';
  if (signal === undefined) return work();
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<'aborted'>((resolve) => {
    onAbort = () => resolve('aborted');
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}
