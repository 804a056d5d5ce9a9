// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Writes harness/power/proved-minima.json: for twenty faults, every program up to a length is tried. Takes some minutes. Run with
// npm run minima [-- LENGTH [FAULT...]]; faults that are named are tried again, up to that length.
import { writeFileSync } from 'node:fs';
import { formatOperation } from '../generators';
import { machineWith } from '../harness/adapters/simulator';
import { readCounterexamples } from '../harness/power/counterexamples';
import { minima } from '../harness/power/minimum';
import { minimaFile, readMinima, SCOPE, type Exhausted } from '../harness/power/minima';
import { SEQUENTIAL_FAULTS } from '../harness/power/sequential';
import { createModel } from '../model';
import { DEFAULT_PROFILE, profileNamed } from '../spec';

const FAULTS = 20;
const model = createModel(profileNamed(DEFAULT_PROFILE));
const kept = readCounterexamples();

function exhaust(fault: string, length: number): Exhausted {
  const bounds = { scope: SCOPE, length, vary: new Set<string>() };
  const { found, tried } = minima(model, () => machineWith(fault), bounds);
  return { fault, length, tried, programs: found.map(({ operations }) => operations.map(formatOperation)) };
}

/** Faults that take some operations to show, spread over the areas. */
function candidates(length: number): readonly string[] {
  const able = SEQUENTIAL_FAULTS.filter(({ name, kernel }) => {
    const size = kept.get(name)?.program.operations.length ?? 0;
    return kernel === DEFAULT_PROFILE && size >= 3 && size <= length;
  });
  const areas = [...new Set(able.map(({ area }) => area))];
  const columns = areas.map((area) => able.filter((fault) => fault.area === area));
  return Array.from({ length: able.length }, (_, row) => columns.flatMap((column) => column[row]?.name ?? [])).flat();
}

const [given = '5', ...names] = process.argv.slice(2);
const length = Number(given);
const all: Exhausted[] = names.length === 0 ? [] : readMinima().filter(({ fault }) => !names.includes(fault));
for (const fault of names.length === 0 ? candidates(length) : names) {
  if (all.length === FAULTS) break;
  const exhausted = exhaust(fault, length);
  // A fault that shows with other types or objects than those of the scope is not one of the set.
  if (exhausted.programs.length === 0) continue;
  all.push(exhausted);
  process.stdout.write(`${fault}: ${exhausted.tried} programs tried, ${exhausted.programs.length} violations\n`);
  writeFileSync(minimaFile(), `${JSON.stringify(all, null, 2)}\n`);
}
