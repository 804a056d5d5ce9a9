// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// How a subprocess ended, as a value, and the sentence that says so.

interface Output {
  readonly command: readonly string[];
  readonly stdout: string;
  readonly stderr: string;
}

/** `exited`: by itself, with any code. The limits and the abort signal kill, and say so instead of showing the SIGKILL. */
export type Finished =
  | (Output & { readonly kind: 'exited'; readonly code: number })
  | (Output & { readonly kind: 'signalled'; readonly signal: string })
  | (Output & { readonly kind: 'timed-out'; readonly limitMs: number })
  | (Output & { readonly kind: 'too-much-output'; readonly limitBytes: number })
  | (Output & { readonly kind: 'aborted' })
  | (Output & { readonly kind: 'not-started'; readonly absent: boolean; readonly reason: string });

/** Whether the command ran to its end and was content. */
export function succeeded(finished: Finished): boolean {
  return finished.kind === 'exited' && finished.code === 0;
}

/** One sentence, and the tail of what the command said about itself. */
export function explain(finished: Finished): string {
  const said = lastLines(finished.stderr || finished.stdout, 15);
  return `'${finished.command.join(' ')}' ${ending(finished)}${said === '' ? '' : `:\n${said}`}`;
}

function ending(finished: Finished): string {
  switch (finished.kind) {
    case 'exited':
      return finished.code === 0 ? 'succeeded' : `failed with exit code ${finished.code}`;
    case 'signalled':
      return `was killed with ${finished.signal}`;
    case 'timed-out':
      return `was stopped after ${finished.limitMs / 1000} s`;
    case 'too-much-output':
      return `was stopped after it wrote ${finished.limitBytes} bytes`;
    case 'aborted':
      return 'was cancelled';
    case 'not-started':
      return finished.absent ? 'is not installed' : `could not be started (${finished.reason})`;
  }
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
