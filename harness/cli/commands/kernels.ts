// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// `kernels`: what Debian kernels there are, in the cache and in the archive.
import type { Command } from 'commander';
import { fetchKernel, keptKernels, offeredNow, pruneKernels } from '../../guest';
import { progressReporter } from '../../reporters/progress';
import { EXIT } from '../exit';
import type { Io } from '../io';
import type { GlobalFlags } from '../options';
import { duration } from '../values';
import { formatCount } from '../../platform/words';

const DAY_MS = 24 * 3600 * 1000;

interface ListFlags extends GlobalFlags {
  readonly offered?: boolean;
}

interface PruneFlags extends GlobalFlags {
  readonly unused: number;
}

export function addKernels(program: Command, io: Io, done: (code: number) => void): void {
  const kernels = program.command('kernels').description("Debian's kernels, in the cache and in the archive");
  kernels
    .command('list')
    .description('those in the cache, a line each: release, package version, Debian release, size')
    .option('--offered', 'those of the archive instead')
    .action(async (_options: unknown, self: Command) => {
      const lines = self.optsWithGlobals<ListFlags>().offered === true ? await offeredLines() : keptLines();
      io.stdout.write(lines.map((line) => `${line}\n`).join(''));
      done(EXIT.conforms);
    });
  kernels
    .command('fetch')
    .description('ask the archive what a name means now, and download that')
    .argument('<KERNEL...>', 'such as debian:6.12, debian:7.3.4-1~bpo13+1 or debian:6.12/trixie')
    .action(async (names: readonly string[], _options: unknown, self: Command) => {
      const { quiet = false, verbose = false } = self.optsWithGlobals<GlobalFlags>();
      const progress = progressReporter(io.stderr, { live: false, verbose, quiet });
      for (const name of names) io.stdout.write(`${name} is ${await fetchKernel(name, progress.note)}\n`);
      done(EXIT.conforms);
    });
  kernels
    .command('prune')
    .description('remove kernels, build roots, images and snapshots from the cache')
    .option(
      '--unused <TIME>',
      'only those that were not used for so long, such as 48h (default: all)',
      duration('--unused'),
      0,
    )
    .action((_options: unknown, self: Command) => {
      const removed = pruneKernels(self.optsWithGlobals<PruneFlags>().unused);
      io.stdout.write(removed.map((name) => `removed ${name}\n`).join(''));
      done(EXIT.conforms);
    });
}

function keptLines(): string[] {
  return keptKernels().map(({ release, version, debian, headers, bytes, used }) => {
    const size = `${formatCount(Math.round(bytes / 2 ** 20))} MiB`;
    const idle = Math.floor((Date.now() - used) / DAY_MS);
    const note = headers === null ? ', no headers' : '';
    return `${release}  ${version}  ${debian}  ${size}, used ${idle === 0 ? 'today' : `${idle} days ago`}${note}`;
  });
}

async function offeredLines(): Promise<string[]> {
  const all = await offeredNow();
  return all.map(
    ({ debian, release, version, headers }) => `${release}  ${version}  ${debian}${headers ? '' : ', no headers'}`,
  );
}
