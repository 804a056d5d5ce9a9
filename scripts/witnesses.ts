// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Writes spec/corpus/*.program: the smallest program for each clause of each profile, found by the model. A program
// that is a witness already stays as it is. Run with npm run witnesses.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findWitnesses, formatWitness, isMinimal, isWitness, parseProgram } from '../generators';
import { clausesOf, createModel, type Model } from '../model';
import {
  DEFAULT_PROFILE,
  EVERYWHERE,
  KERNEL_OPERATIONS,
  observableClauses,
  OPERATIONS,
  PROFILES,
  profileNamed,
  witnessFiles,
  type ClauseId,
  type Profile,
  type Program,
} from '../spec';

const folder = join(__dirname, '..', 'spec', 'corpus');
/** What the corpus shall be, by the names of the files. */
const kept = new Map<string, string>();

function programIn(text: string): Program | undefined {
  const parsed = parseProgram(text);
  return parsed.kind === 'program' ? parsed.program : undefined;
}

/** The witness of a file as it is on disk, with its comments renewed; undefined when it is none. */
function onDisk(model: Model, clause: ClauseId, file: string): string | undefined {
  const path = join(folder, file);
  const program = existsSync(path) ? programIn(readFileSync(path, 'utf8')) : undefined;
  const serves = program !== undefined && isWitness(model, clause, program) && isMinimal(model, clause, program);
  return serves ? formatWitness(model, clause, program) : undefined;
}

/** Whether a file that is kept for another profile shows the same in this one. */
function isServed(model: Model, clause: ClauseId, files: readonly string[]): boolean {
  const text = files.map((file) => kept.get(file)).find((candidate) => candidate !== undefined);
  const program = text === undefined ? undefined : programIn(text);
  return program !== undefined && isWitness(model, clause, program) && formatWitness(model, clause, program) === text;
}

/** Few implementations have a loader, so only clauses about loaders may use one. */
const kernel = new Set(KERNEL_OPERATIONS.map(({ op }) => op));
const all = new Set(OPERATIONS.map(({ op }) => op));

function search(model: Model, clauses: readonly ClauseId[]): ReadonlyMap<ClauseId, Program> {
  const ofKernel = clausesOf(kernel, model.profile.name);
  const options = { seed: 1, programs: 300_000 };
  return new Map([
    ...findWitnesses(model, { ...options, operations: kernel, clauses: clauses.filter((id) => ofKernel.has(id)) }),
    ...findWitnesses(model, { ...options, operations: all, clauses: clauses.filter((id) => !ofKernel.has(id)) }),
  ]);
}

function complete(profile: Profile): string {
  const model = createModel(profile);
  const isDefault = profile.name === DEFAULT_PROFILE;
  const fileOf = (id: ClauseId): string => (isDefault ? `${id}.program` : `${id}@${profile.name}.program`);
  const clauses = observableClauses(profile.name).filter((id) => !EVERYWHERE.includes(id));
  const missing = clauses.filter((id) => {
    if (isServed(model, id, witnessFiles(id, profile.name))) return false;
    const known = onDisk(model, id, fileOf(id));
    if (known !== undefined) kept.set(fileOf(id), known);
    return known === undefined;
  });
  const found = search(model, missing);
  for (const [id, program] of found) kept.set(fileOf(id), formatWitness(model, id, program));
  const without = missing.filter((id) => !found.has(id));
  return `${profile.name}: ${String(found.size)} new witnesses, missing: ${without.join(' ') || 'none'}\n`;
}

const others = PROFILES.filter(({ name }) => name !== DEFAULT_PROFILE);
for (const profile of [profileNamed(DEFAULT_PROFILE), ...others]) process.stdout.write(complete(profile));
for (const file of readdirSync(folder)) if (!kept.has(file)) rmSync(join(folder, file));
for (const [file, text] of kept) writeFileSync(join(folder, file), text);
process.stdout.write(`${String(kept.size)} files\n`);
