// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a campaign does while it runs, on standard error: a live line on a terminal, and a line for each incident.
import { Presets, SingleBar } from 'cli-progress';
import type { CampaignEvent } from '../campaign/options';
import type { Interruption } from '../interruption';
import { harmless } from '../platform/harmless';
import { formatCount, plural } from '../platform/words';

export interface ProgressOptions {
  /** A live line; only ever on a terminal, and not in CI. */
  readonly live: boolean;
  /** Also what goes as it should. */
  readonly verbose: boolean;
  readonly quiet: boolean;
}

export interface ProgressReporter {
  readonly onEvent: (event: CampaignEvent) => void;
  readonly note: (text: string) => void;
  /** Takes the live line away; what follows starts on a fresh one. */
  readonly stop: () => void;
}

const FORMAT =
  '{bar} {value}/{total} programs | {operations} operations | {exercised} clauses | {violations} violations';

/** Reports events to a stream. */
export function progressReporter(stream: NodeJS.WritableStream, options: ProgressOptions): ProgressReporter {
  const bar = options.live && !options.quiet ? liveBar(stream) : undefined;
  let started = false;
  const note = (text: string): void => {
    if (options.quiet) return;
    if (started) bar?.stop();
    started = false;
    stream.write(harmless(`${text}\n`));
  };
  const onEvent = (event: CampaignEvent): void => {
    if (event.kind === 'judged') {
      const { requested, programs, operations, exercised, violations } = event.progress;
      const payload = { operations: formatCount(operations), exercised, violations };
      if (!started) bar?.start(requested, programs, payload);
      // Undecided demands ask for more programs on the way.
      bar?.setTotal(requested);
      bar?.update(programs, payload);
      started = true;
      return;
    }
    const text = describeEvent(event, options.verbose);
    if (text !== undefined) note(text);
  };
  const stop = (): void => {
    if (started) bar?.stop();
    started = false;
  };
  return { onEvent, note, stop };
}

const liveBar = (stream: NodeJS.WritableStream): SingleBar =>
  new SingleBar(
    { format: FORMAT, stream, clearOnComplete: true, gracefulExit: false, hideCursor: true, barsize: 16, fps: 5 },
    Presets.shades_classic,
  );

/** The events that every campaign has, for the reader of standard error; `unit` is what was under way. */
export function describeLoss(
  event:
    | { readonly kind: 'lost'; readonly interruption: Interruption }
    | { readonly kind: 'reconnected'; readonly times: number },
  unit: 'program' | 'race',
): string {
  if (event.kind === 'reconnected') return `connected again (${plural(event.times, 'time')} so far)`;
  const { index, cause, reason, log } = event.interruption;
  const what = index === undefined ? cause : `${cause} over ${unit} ${index}`;
  return [`${what}: ${reason}`, ...log.map((line) => `  | ${line}`)].join('\n');
}

/** One line for an event that the reader should hear of; undefined for the others. */
export function describeEvent(event: Exclude<CampaignEvent, { kind: 'judged' }>, verbose: boolean): string | undefined {
  switch (event.kind) {
    case 'lost':
    case 'reconnected':
      return describeLoss(event, 'program');
    case 'refused':
      return undefined;
    case 'shrinking':
      return `program ${event.found.index} violates ${event.found.violation.clauses.join(', ')}; shrinking it`;
    case 'counterexample':
      return verbose ? `shrunk to ${plural(event.counterexample.program.operations.length, 'operation')}` : undefined;
    case 'connected':
      return verbose ? `connected to ${event.implementation.name} ${event.implementation.version}` : undefined;
  }
}
