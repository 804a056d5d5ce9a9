// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Disturbs a campaign on a real guest, and checks that nothing is lost, judged twice or left behind.
// Run as root with npm run chaos [-- --faults N --seed N --kernel KERNEL].
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { disturbed } from './chaos/campaign';
import { ownKnownList } from '../harness/cli/known-file';
import { atExit } from '../harness/platform/at-exit';

/** Room for a kernel, a snapshot and what is built; little enough to be filled quickly. */
const CACHE_SIZE = '700m';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** A disk of its own for the cache, so that it can be filled. */
function mountCache(): string {
  const cache = mkdtempSync(join(tmpdir(), 'chaos-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${CACHE_SIZE}`, 'none', cache]);
  atExit(() => {
    execFileSync('umount', ['-l', cache]);
    rmSync(cache, { recursive: true, force: true });
  });
  process.env['STRUCT_OPS_CONFORMANCE_CACHE'] = join(cache, 'cache');
  // Where others work too, a file that is left behind could be anybody's.
  process.env['TMPDIR'] = join(cache, 'tmp');
  for (const directory of ['cache', 'tmp']) mkdirSync(join(cache, directory));
  return join(cache, 'cache');
}

/** Processes of ours, by number and name. */
function children(): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return Number(parent) === process.pid
          ? [`${pid} ${stat.slice(stat.indexOf('('), stat.lastIndexOf(')') + 1)}`]
          : [];
      } catch {
        return [];
      }
    });
}

/** What a run could leave in the file system: temporary files, and what is half made or locked in the cache. */
function leftovers(cache: string): readonly string[] {
  const temporary = readdirSync(tmpdir());
  const half = readdirSync(cache, { recursive: true })
    .map(String)
    .filter((path) => /\.lock|\.partial-|ballast/.test(path) && !path.includes('/root/'));
  return [...temporary, ...half];
}

const added = (before: readonly string[], after: readonly string[]): readonly string[] =>
  after.filter((each) => !before.includes(each));

async function main(): Promise<number> {
  if (process.getuid?.() !== 0) {
    process.stderr.write(
      'chaos mounts a disk of its own for the cache, to fill it, and only root can do that\n  try: sudo npm run chaos\n',
    );
    return 69;
  }
  const { values } = parseArgs({
    options: {
      faults: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      kernel: { type: 'string', default: 'debian:6.12' },
    },
  });
  const cache = mountCache();
  const before = { files: leftovers(cache), processes: children() };
  const started = Date.now();
  const { report, account } = await disturbed({
    faults: Number(values.faults),
    seed: Number(values.seed),
    kernel: values.kernel,
    cache,
    known: ownKnownList,
    onFault: (done, { name }) => process.stderr.write(`fault ${done}: ${name}\n`),
  });
  const faults = [
    ...account.faults,
    ...added(before.files, leftovers(cache)).map((file) => `${file} is left behind`),
    ...added(before.processes, children()).map((child) => `process ${child} is left behind`),
  ];
  for (const [name, count] of Object.entries(account.injected)) say(`${String(count).padStart(5)}  ${name}`);
  say(
    `${report.requested} programs asked for, ${report.programs} judged; ${report.interruptions.length} interruptions named`,
  );
  say(`${Math.round((Date.now() - started) / 1000)} s, verdict ${report.verdict}`);
  for (const fault of faults) say(`  ! ${fault}`);
  say(
    faults.length === 0
      ? 'nothing lost, nothing judged twice, nothing left behind'
      : `${faults.length} things do not come out even`,
  );
  return faults.length === 0 ? 0 : 1;
}

void main().then((code) => {
  process.exitCode = code;
});
