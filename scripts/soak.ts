// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// No false alarm: the sound simulator of every profile over many seeds. Run with npm run soak
// [-- OPERATIONS SEEDS LENGTH]: operations in all for each profile, seeds, the most operations of one program.
import { DEFAULTS } from '../generators';
import { falseAlarms } from '../harness/power/false-alarms';
import { annotate } from '../harness/reporters/annotated';
import { PROFILE_NAMES } from '../spec';

async function main(operations: number, seeds: number, length: number): Promise<number> {
  let blamed = 0;
  for (const profile of PROFILE_NAMES) {
    const sums = { programs: 0, operations: 0, unknown: 0, alarms: 0 };
    for (let seed = 1; seed <= seeds; seed++) {
      const peace = await falseAlarms(profile, seed, Math.ceil(operations / seeds), length);
      sums.programs += peace.programs;
      sums.operations += peace.operations;
      sums.unknown += peace.unknown;
      sums.alarms += peace.alarms.length;
      for (const { program, history, violation } of peace.alarms.slice(0, 1))
        process.stdout.write(`${profile}, seed ${seed}:\n${annotate(program, history, violation)}`);
    }
    blamed += sums.alarms + sums.unknown;
    const counts = Object.entries(sums).map(([name, count]) => `${count} ${name}`);
    process.stdout.write(`${profile}: ${counts.join(', ')} over ${seeds} seeds\n`);
  }
  return blamed;
}

const [operations = '1000000', seeds = '20', length = String(DEFAULTS.maxOperations)] = process.argv.slice(2);
void main(Number(operations), Number(seeds), Number(length)).then((blamed) => {
  process.exitCode = blamed === 0 ? 0 : 1;
});
