// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// `check-history`: whether what some threads did, as it was recorded, is allowed.
import { performance } from 'node:perf_hooks';
import { Option, type Command } from 'commander';
import { createModel } from '../../../model';
import { breathing } from '../../platform/breathing';
import { linearizing, type Linearization } from '../../judge/race/linearize';
import type { RecordedHistory } from '../../judge/race/recorded';
import { formatContradiction } from '../../reporters/linearization';
import { plural } from '../../platform/words';
import { EXIT } from '../exit';
import { readHistoryFile } from '../history-file';
import { idleness } from '../idle';
import { interruptible } from '../interruptible';
import type { Io } from '../io';
import { styleFor, type GlobalFlags } from '../options';
import { duration } from '../values';

interface CheckHistoryFlags extends GlobalFlags {
  readonly timeLimit: number;
  readonly json?: boolean;
}

const TIME_LIMIT = '1m';
/** The time limit is what ends a search here. */
const SITUATIONS = 5_000_000;

const EXITS = { allowed: EXIT.conforms, 'not allowed': EXIT.violates, unknown: EXIT.inconclusive } as const;

export function addCheckHistory(program: Command, io: Io, done: (code: number) => void): void {
  const limit = duration('--time-limit');
  program
    .command('check-history')
    .description('say whether a recorded history of several threads is allowed (docs/history.md)')
    .argument('<FILE>', 'JSON lines: a header, invocations and returns, a footer')
    .addOption(
      new Option('--time-limit <TIME>', 'search no longer than this; then the answer is unknown, which is no pass')
        .argParser((text) => (text === '0' ? 0 : limit(text)))
        .default(limit(TIME_LIMIT), TIME_LIMIT),
    )
    .option('--json', 'print one JSON document')
    .action(async (file: string, _options: unknown, self: Command) => {
      done(await checkHistory(file, self.optsWithGlobals<CheckHistoryFlags>(), io));
    });
}

async function checkHistory(file: string, flags: CheckHistoryFlags, io: Io): Promise<number> {
  const { profile, history } = await readHistoryFile(file);
  const end = performance.now() + flags.timeLimit;
  const expired = (): boolean => performance.now() >= end;
  const search = linearizing(createModel(profile), history, { situations: SITUATIONS, expired });
  const found = proved(await interruptible(io, (signal) => breathing(search, signal)), history);
  const threads = new Set(history.map(({ thread }) => thread)).size;
  const counts = { operations: history.length, threads };
  io.stdout.write(flags.json === true ? json(file, profile.name, counts, found) : text(file, counts, found, flags, io));
  return EXITS[found.kind];
}

/** What is allowed proves nothing when nothing was done. */
function proved(found: Linearization, history: RecordedHistory): Linearization {
  const reason = idleness(history.map(({ operation, outcome }) => ({ operation, outcome })));
  return found.kind === 'allowed' && reason !== undefined ? { kind: 'unknown', reason } : found;
}

interface Counts {
  readonly operations: number;
  readonly threads: number;
}

function text(file: string, counts: Counts, found: Linearization, flags: CheckHistoryFlags, io: Io): string {
  const style = styleFor(flags, io);
  const size = `${plural(counts.operations, 'operation')} of ${plural(counts.threads, 'thread')}`;
  switch (found.kind) {
    case 'allowed':
      return `${style.strong(file)}: ${style.good('allowed')}, ${size}\n`;
    case 'unknown':
      return `${style.strong(file)}: ${style.doubtful('unknown')}, ${found.reason}\n`;
    case 'not allowed':
      return `${style.strong(file)}: ${style.bad('not allowed')}, ${size}\n\n${formatContradiction(found, style)}`;
  }
}

function json(file: string, profile: string, counts: Counts, found: Linearization): string {
  const { kind, ...rest } = found;
  return `${JSON.stringify({ format: 1, file, profile, ...counts, verdict: kind, ...rest }, null, 2)}\n`;
}
