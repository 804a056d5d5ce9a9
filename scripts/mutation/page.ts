// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Writes docs/mutation.md from Stryker's reports (the arguments; by default that of the last run). Exit status 1 when a
// survivor has no reason in reasons.ts: then either a test is missing, or the explanation.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REASONS } from './reasons';
import { reportSchema, survivorsOf, type MutationReport } from './survivors';
import { pageOf } from './text';

const root = join(__dirname, '..', '..');
const page = join(root, 'docs', 'mutation.md');

const reports: readonly MutationReport[] = (
  process.argv.length > 2 ? process.argv.slice(2) : [join(root, '.cache', 'mutation', 'report.json')]
).map((path) => reportSchema.parse(JSON.parse(readFileSync(path, 'utf8'))));
const report = { files: Object.assign({}, ...reports.map(({ files }) => files)) as MutationReport['files'] };

const survivors = survivorsOf(report, REASONS);
const rules = readdirSync(join(root, 'model', 'rules')).filter((name) => !name.endsWith('.test.ts'));
writeFileSync(
  page,
  pageOf(
    report,
    survivors,
    rules.map((name) => `model/rules/${name}`),
  ),
);
for (const { file, line, change, why } of survivors)
  if (why === undefined) {
    process.stderr.write(`${file}:${String(line)}: ${change}\n`);
    process.exitCode = 1;
  }
