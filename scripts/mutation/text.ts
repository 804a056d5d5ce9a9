// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// docs/mutation.md as a text.
import { markdownTable } from '../../harness/reporters/markdown-table';
import { scoresOf, type MutationReport, type Score, type Survivor } from './survivors';

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

const UNEXPLAINED = 'Not explained yet: a test that is missing, or a reason that nobody has written down';

const line = ({ file, line: at, change }: Survivor): string =>
  `- ${file}:${String(at)}: \`${change.replaceAll('`', "'")}\``;

/** By reason, in the order in which they come; those without one are last. */
function explained(survivors: readonly Survivor[]): string {
  const reasons = [...new Set(survivors.flatMap(({ why }) => why ?? [])), undefined];
  return reasons
    .map((why) => [why ?? UNEXPLAINED, survivors.filter((survivor) => survivor.why === why)] as const)
    .filter(([, alike]) => alike.length > 0)
    .map(([why, alike]) => [`### ${why}`, '', ...alike.map(line)].join('\n'))
    .join('\n\n');
}

const notYet = (missing: readonly string[]): readonly string[] =>
  missing.length === 0 ? [] : ['', `Not mutated yet: ${missing.map((name) => `\`${name}\``).join(', ')}.`];

/** The page about what was mutated of `rules`, paths from the root. */
export function pageOf(report: MutationReport, survivors: readonly Survivor[], rules: readonly string[]): string {
  const missing = rules.filter((name) => report.files[name] === undefined);
  return [
    INTRODUCTION,
    scoreTable(scoresOf(report)),
    ...notYet(missing),
    '',
    '## Survivors',
    '',
    explained(survivors),
    '',
  ].join('\n');
}
