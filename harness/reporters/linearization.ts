// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a search for an order came to, for people: how far the order goes, and what could have come next.
import { formatOperation } from '../../generators/text';
import { CLAUSES, type ClauseId } from '../../spec';
import type { Awaited, Linearization } from '../judge/race/linearize';
import type { RecordedOperation } from '../judge/race/recorded';
import type { Placed } from '../judge/race/search';
import { formatOutcome } from './outcome';
import type { Style } from './style';
import { labelled, wrap } from './wrap';

/** How many operations of a long order are shown: its end is what matters. */
const SHOWN = 20;
const COLUMN = 12;
const CALL = 44;

/** The explanation of a history that is not allowed. */
export function formatContradiction(
  { order, awaited }: Extract<Linearization, { kind: 'not allowed' }>,
  style: Style,
): string {
  const left = order.length - SHOWN;
  const lines = [
    'No order of the operations explains what they returned. The longest that explains',
    'what it has:',
    '',
    ...(left > 0 ? [`  … ${left} before these`] : []),
    ...order.slice(-SHOWN).map(placedLine),
    '',
    'After it one of these would have had to return something else:',
    ...awaited.flatMap((each) => awaitedLines(each, style)),
    ...clauseLines(awaited, style),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

const called = ({ thread, operation }: RecordedOperation): string => `${thread}: ${formatOperation(operation)}`;

const placedLine = ({ recorded, clause }: Placed): string =>
  `  ${called(recorded).padEnd(CALL)}  # ${seen(recorded)}  (${clause})`;

const seen = ({ outcome }: RecordedOperation): string =>
  outcome === undefined ? 'did not return' : formatOutcome(outcome);

function awaitedLines({ recorded, allowed }: Awaited, style: Style): readonly string[] {
  const ways = new Map<string, ClauseId[]>();
  for (const { outcome, clause } of allowed) ways.set(outcome, [...(ways.get(outcome) ?? []), clause]);
  return [
    '',
    style.bad(`  ${called(recorded)}`),
    ...labelled('  observed', seen(recorded), COLUMN),
    ...[...ways].flatMap(([outcome, clauses], index) =>
      labelled(index === 0 ? '  allowed' : '', `${outcome}  (${[...new Set(clauses)].join(', ')})`, COLUMN),
    ),
  ];
}

function clauseLines(awaited: readonly Awaited[], style: Style): readonly string[] {
  const ids = new Set(awaited.flatMap(({ allowed }) => allowed.map(({ clause }) => clause)));
  return [...ids].flatMap((id) => {
    const { force, statement, source } = CLAUSES[id];
    return ['', `  ${style.strong(id)} (${force})`, ...wrap(statement, 4), ...wrap(source, 4).map(style.faint)];
  });
}
