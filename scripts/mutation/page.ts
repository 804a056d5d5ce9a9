// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Writes docs/mutation.md from Stryker's reports (the arguments; by default that of the last run). Exit status 1 when a
// survivor has no reason in reasons.ts: then either a test is missing, or the explanation.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTable } from '../../harness/reporters/markdown-table';
import { REASONS } from './reasons';
import { reportSchema, scoresOf, survivorsOf, type MutationReport, type Score, type Survivor } from './survivors';

const root = join(__dirname, '..', '..');
const page = join(root, 'docs', 'mutation.md');

const share = (noticed: number, tested: number): string => `${((100 * noticed) / Math.max(1, tested)).toFixed(1)} %`;

const INTRODUCTION = `# What the tests see of a mutated model

Stryker changes one thing in the rules of the model at a time, and the witnesses of all clauses and what the simulator did have to notice
(\`scripts/mutation/model.mutation.ts\`): with random programs of every profile, with the smallest counterexample of every fault, and with what
is near the witnesses. Made by \`npm run mutation -- --mutate model/rules/FILE.ts\`, some minutes a file, and \`npm run mutation:page -- REPORT...\`.

Texts are not mutated, since the names of clauses are in the witnesses; nor is \`?.\`, which the type checker asks for where a check has made
sure that there is something; nor what runs once when a file is loaded.
`;

function scoreTable(scores: readonly Score[]): string {
  const sum = (pick: (score: Score) => number): number => scores.reduce((total, score) => total + pick(score), 0);
  const all = { file: '**all**', tested: sum(({ tested }) => tested), noticed: sum(({ noticed }) => noticed) };
  const row = ({ file, tested, noticed }: Score): readonly string[] => [
    file,
    String(tested),
    String(noticed),
    share(noticed, tested),
  ];
  return markdownTable(['file', 'mutants', 'noticed', ''], [...scores, all].map(row));
}

function explained(survivors: readonly Survivor[]): string {
  const reasons = [...new Set(survivors.flatMap(({ why }) => why ?? []))];
  return reasons
    .map((why) => {
      const alike = survivors.filter((survivor) => survivor.why === why);
      const lines = alike.map(
        ({ file, line, change }) => `- ${file}:${String(line)}: \`${change.replaceAll('`', "'")}\``,
      );
      return [`### ${why}`, '', ...lines].join('\n');
    })
    .join('\n\n');
}

const notYet = (missing: readonly string[]): readonly string[] =>
  missing.length === 0 ? [] : ['', `Not mutated yet: ${missing.map((name) => `\`${name}\``).join(', ')}.`];

const reports: readonly MutationReport[] = (
  process.argv.length > 2 ? process.argv.slice(2) : [join(root, '.cache', 'mutation', 'report.json')]
).map((path) => reportSchema.parse(JSON.parse(readFileSync(path, 'utf8'))));
const report = { files: Object.assign({}, ...reports.map(({ files }) => files)) as MutationReport['files'] };

const survivors = survivorsOf(report, REASONS);
const rules = readdirSync(join(root, 'model', 'rules')).filter((name) => !name.endsWith('.test.ts'));
const missing = rules.map((name) => `model/rules/${name}`).filter((name) => report.files[name] === undefined);
writeFileSync(
  page,
  [
    INTRODUCTION,
    scoreTable(scoresOf(report)),
    ...notYet(missing),
    '',
    '## Survivors',
    '',
    explained(survivors),
    '',
  ].join('\n'),
);
for (const { file, line, change, why } of survivors)
  if (why === undefined) {
    process.stderr.write(`${file}:${String(line)}: ${change}\n`);
    process.exitCode = 1;
  }
