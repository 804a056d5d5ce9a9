// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Reports of `run --json` from files: the part of them that says what was exercised.
import { z } from 'zod';
import { profileNamed, VERSIONS, type ProfileName } from '../../spec';
import type { CrashReport } from '../judge/known/crash';
import { PREMISE_NAMES } from '../premises/premise';
import { DataError } from '../errors';
import { nameOf, readText } from './text-file';

const count = z.int().nonnegative();
const counts = z.record(z.string(), count);

const crashSchema = z.object({
  op: z.string(),
  signal: z.string(),
  count,
  known: z.object({ crash: z.string(), reason: z.string(), see: z.string() }).exactOptional(),
  first: z.object({ program: count, operation: count, text: z.string() }).exactOptional(),
}) satisfies z.ZodType<CrashReport>;

const reportSchema = z.object({
  format: z.literal(1),
  verdict: z.string(),
  adapter: z.string(),
  kernel: z.string().nullable(),
  profile: z.string(),
  programs: count,
  operations: count,
  seconds: z.number().nonnegative(),
  unsupported: z.array(z.string()),
  lacks: z.array(z.object({ premise: z.enum(PREMISE_NAMES) })).optional(),
  clauses: z.object({ counts, violatedIds: z.array(z.string()) }),
  coverage: z.object({ cells: counts, pairs: counts }),
  implementation: z.object({ name: z.string(), version: z.string() }).optional(),
  crashes: z.array(crashSchema).optional(),
  known: z
    .array(z.object({ finding: z.string(), see: z.string(), violation: z.object({ clauses: z.array(z.string()) }) }))
    .optional(),
});

export interface ReportFile extends z.infer<typeof reportSchema> {
  readonly file: string;
  readonly profile: ProfileName;
}

const CURE = 'struct-ops-conformance run --json > FILE, which writes one';

/** Reads a report. Throws `DataError` that names the file. */
export async function readReport(file: string): Promise<ReportFile> {
  const parsed = reportSchema.safeParse(await jsonOf(file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where =
      issue === undefined || issue.path.length === 0 ? '' : ` (at ${issue.path.join('.')}: ${issue.message})`;
    throw new DataError(nameOf(file), `this is no report of run --json${where}`, CURE);
  }
  const profile = profileNamed(parsed.data.profile);
  if (profile === undefined)
    throw new DataError(
      nameOf(file),
      `its profile '${parsed.data.profile}' is unknown here, where there are ${VERSIONS.join(', ')}`,
      'the version of struct-ops-conformance that wrote it',
    );
  return { ...parsed.data, profile: profile.name, file };
}

async function jsonOf(file: string): Promise<unknown> {
  const text = await readText(file, { missing: `check the path; ${CURE}`, directory: `--report ${file}/NAME.json` });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DataError(
      nameOf(file),
      `this is no JSON: ${error instanceof Error ? error.message : String(error)}`,
      CURE,
    );
  }
}
