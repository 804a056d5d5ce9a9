// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Clean-up that must happen however this process ends: child processes and temporary directories.

type Cleanup = () => void;

const cleanups = new Set<Cleanup>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let armed = false;

/** Runs every clean-up once. One that fails must not keep the others from running. */
function cleanUp(): void {
  for (const cleanup of [...cleanups].reverse()) {
    cleanups.delete(cleanup);
    try {
      cleanup();
    } catch {
      // Nobody is left to tell, and the next clean-up matters more.
    }
  }
}

/**
 * A listener takes away the signal's default action, so it is given back after the clean-up. When somebody else listens
 * (the command line, to write its partial report), ending the process is left to them, and `exit` cleans up then.
 */
function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  cleanUp();
  process.removeListener(signal, onSignal);
  process.kill(process.pid, signal);
}

function arm(): void {
  if (armed) return;
  armed = true;
  process.on('exit', cleanUp);
  for (const signal of signals) process.on(signal, onSignal);
}

/** Registers a synchronous clean-up for the end of the process; the returned function takes it back. */
export function atExit(cleanup: Cleanup): () => void {
  arm();
  // A wrapper of its own, so that registering one function twice gives two registrations.
  const entry = () => cleanup();
  cleanups.add(entry);
  return () => void cleanups.delete(entry);
}
