// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a race campaign does while it runs, on standard error: a live line on a terminal, and a line for each incident.
import { Presets, SingleBar } from 'cli-progress';
import type { RaceEvent } from '../../campaign/race/campaign';
import { describeLoss, type ProgressOptions } from '../progress';
import { harmless } from '../../platform/harmless';
import { formatCount } from '../../platform/words';

export interface RaceProgress {
  readonly onEvent: (event: RaceEvent) => void;
  readonly note: (text: string) => void;
  /** Takes the live line away; what follows starts on a fresh one. */
  readonly stop: () => void;
}

const FORMAT = '{value} races | {rounds} rounds | {findings} findings';

/** Reports events to a stream. */
export function raceProgress(stream: NodeJS.WritableStream, { live, verbose, quiet }: ProgressOptions): RaceProgress {
  const bar =
    live && !quiet
      ? new SingleBar(
          { format: FORMAT, stream, clearOnComplete: true, gracefulExit: false, hideCursor: true, fps: 5 },
          Presets.shades_classic,
        )
      : undefined;
  let started = false;
  const stop = (): void => {
    if (started) bar?.stop();
    started = false;
  };
  const note = (text: string): void => {
    if (quiet) return;
    stop();
    stream.write(harmless(`${text}\n`));
  };
  const onEvent = (event: RaceEvent): void => {
    if (event.kind === 'raced') {
      const payload = { rounds: formatCount(event.rounds), findings: event.findings };
      if (!started) bar?.start(event.races, event.races, payload);
      bar?.update(event.races, payload);
      started = true;
      return;
    }
    const text = describeRaceEvent(event, verbose);
    if (text !== undefined) note(text);
  };
  return { onEvent, note, stop };
}

/** One line for an event that the reader should hear of; undefined for the others. */
export function describeRaceEvent(event: Exclude<RaceEvent, { kind: 'raced' }>, verbose: boolean): string | undefined {
  switch (event.kind) {
    case 'connected':
      return verbose ? `connected to ${event.implementation.name} ${event.implementation.version}` : undefined;
    case 'shrinking': {
      const { index, name = String(index), sighting } = event.found;
      return `race ${name} violates ${sighting.violation.clauses.join(', ')}; shrinking it`;
    }
    case 'lost':
    case 'reconnected':
      return describeLoss(event, 'race');
  }
}
