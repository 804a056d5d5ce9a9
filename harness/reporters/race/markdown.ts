// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The report of a race campaign as Markdown, for an issue or a mail.
import { formatRace } from '../../../generators/text';
import { formatSchedule } from '../../schedulers/schedule';
import type { RaceFinding, RaceReport } from '../../campaign/race/report';
import { clauseOfSpecification, type ClauseOf } from '../allowed';
import { interruptionTexts } from '../head';
import { formatCount, plural } from '../../platform/words';
import { headlineOf, rowsOf, standingOf } from './finding';
import type { Note, Row } from './interleaving';
import { probability } from './proof';
import { allowedBy, observedIn, remarkAt } from './violation';
import { markdownTable } from '../markdown-table';

/** One section a finding, then a table of what was run and seen. */
export function formatRaceMarkdown(report: RaceReport, clauseOf: ClauseOf = clauseOfSpecification): string {
  const { verdict, implementation, profile, seed, races, rounds, unit } = report;
  const kernel = implementation.kernel === undefined ? '' : `, kernel ${implementation.kernel}`;
  const intro = `${implementation.name} ${implementation.version}${kernel}; profile ${profile}, seed ${seed}: ${plural(races, 'race')}, ${formatCount(rounds)} ${unit}.`;
  const blocks = [
    `# Races: ${verdict}`,
    intro,
    ...report.doubts.map((doubt) => `- ${doubt}`),
    ...report.findings.flatMap((finding) => findingBlocks(finding, clauseOf)),
    ...interruptionBlocks(report),
    ...coverageBlocks(report),
    ...proofBlocks(report),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function findingBlocks(finding: RaceFinding, clauseOf: ClauseOf): readonly string[] {
  const { race, violation, standing } = finding;
  const schedule = standing.kind === 'replays' ? `# schedule: ${formatSchedule(standing.schedule)}\n` : '';
  return [
    `## ${headlineOf(finding)}`,
    fenced(`${schedule}${formatRace(race)}`),
    interleavingTable(finding),
    `- observed: ${observedIn(violation).map(code).join(', ')}\n${allowedItem(finding)}- standing: ${standingOf(standing)}`,
    ...violation.clauses.map((id) => clauseBlock(id, clauseOf)),
  ];
}

function allowedItem({ violation }: RaceFinding): string {
  if (violation.kind === 'splat') return '';
  const allowed = allowedBy(violation).map(({ outcome, clause }) => `${code(outcome)} (${clause})`);
  return `- allowed: ${allowed.length === 0 ? 'nothing that the specification knows of' : allowed.join(', ')}\n`;
}

function clauseBlock(id: string, clauseOf: ClauseOf): string {
  const clause = clauseOf(id);
  return clause === undefined
    ? `> **${id}**`
    : `> **${id}** (${clause.force}): ${clause.statement} (${code(clause.source)})`;
}

function interleavingTable(finding: RaceFinding): string {
  const rows = rowsOf(finding);
  const { threads } = finding.race;
  const workers = rows.some(({ column }) => column >= threads.length);
  const names = [...threads.map((_, index) => `T${index + 1}`), ...(workers ? ['workers'] : [])];
  const told = rows.some(({ state }) => state.length > 0);
  const body = rows.map((row) => {
    const label = row.first === row.last ? String(row.first) : `${row.first}-${row.last}`;
    const cells = names.map((_, column) => (column === row.column ? cellOf(row, finding) : ''));
    return [label, ...cells, ...(told ? [row.state.join('<br>')] : [])];
  });
  return markdownTable(['steps', ...names, ...(told ? ['then'] : [])], body);
}

const cellOf = ({ notes, thread, column }: Row, finding: RaceFinding): string => {
  const own = column >= finding.race.threads.length ? [thread] : [];
  const texts = [...own, ...notes.map((note) => noteText(note, column, finding))];
  return texts.length === 0 ? '…' : texts.join('<br>');
};

function noteText({ kind, text, index = 0 }: Note, column: number, { violation }: RaceFinding): string {
  if (kind === 'stop') return `… before ${code(text)}`;
  if (kind !== 'outcome') return code(text);
  const remark = remarkAt(violation, column, index).replace('  <- ', ' ← ');
  return `= ${code(text)}${remark === '' ? '' : `**${remark}**`}`;
}

function interruptionBlocks({ interruptions }: RaceReport): readonly string[] {
  if (interruptions.length === 0) return [];
  const body = interruptions.map(({ index, cause, reason, became }) => [
    index === undefined ? '' : String(index),
    cause,
    reason,
    became,
  ]);
  const summary = interruptionTexts(interruptions, 'race').map((text) => `- ${text}`);
  return ['## Interruptions', summary.join('\n'), markdownTable(['race', 'cause', 'what happened', 'became'], body)];
}

function coverageBlocks({ rows, unit, results }: RaceReport): readonly string[] {
  const summary = `${formatCount(results.seen)} of ${formatCount(results.allowed)} allowed results seen.`;
  if (rows.length === 0) return ['## Coverage', summary];
  const body = rows.map(({ name, rounds, allowed, seen }) => [
    name,
    formatCount(rounds),
    String(allowed),
    String(seen),
  ]);
  return ['## Coverage', summary, markdownTable(['race', unit, 'allowed', 'seen'], body)];
}

function proofBlocks({ proof }: RaceReport): readonly string[] {
  const bounds = proof?.missed.filter(({ threads }) => threads > 0) ?? [];
  if (bounds.length === 0) return [];
  const body = bounds.map(({ depth, missed, threads, steps }) => [
    String(depth),
    probability(missed),
    String(threads),
    String(steps),
  ]);
  return [
    '## Bugs of a depth, missed with a probability of at most',
    markdownTable(['depth', 'missed', 'threads', 'steps'], body),
  ];
}

const code = (text: string): string => `\`${text.replaceAll('`', "'")}\``;
const fenced = (text: string): string => `\`\`\`\n${text}\`\`\``;
