// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The lists of known deviations: paragraphs of `Field: value` with comments, of which every one gives a reason and a link.
import { HAZARDS, suggestion } from '../../../generators';
import { DEVIATIONS } from '../../../model';
import { parseStanzas } from '../../platform/deb822';
import type { KnownDeviation, Shape } from './deviation';

/** An entry whose program is still a path. */
export type ListedDeviation = Omit<KnownDeviation, 'program'> & { readonly program?: string };

export type ParsedList = { readonly kind: 'list'; readonly entries: readonly ListedDeviation[] } | ListError;

export interface ListError {
  readonly kind: 'error';
  readonly message: string;
  readonly cure: string;
}

type Stanza = ReadonlyMap<string, string>;

/** What an entry is told by: one of these. */
const SHAPES = ['deviation', 'hazard', 'violations'] as const;
/** What each shape may say besides. */
const DETAILS: Readonly<Record<(typeof SHAPES)[number], readonly string[]>> = {
  deviation: [],
  hazard: ['log'],
  violations: ['operation', 'needs'],
};
const REQUIRED = ['finding', 'reason', 'see'] as const;
const FIELDS: readonly string[] = [
  'finding',
  'program',
  ...SHAPES,
  'log',
  'operation',
  'needs',
  'fixed',
  'reason',
  'see',
];

const EXAMPLES: Readonly<Record<string, string>> = {
  finding: 'update-owner-reports-success',
  program: 'FILE.program',
  violations: 'outcome MAP-UPDATE-13 map.update 0',
  operation: 'map.update * .owner=*',
  reason: 'why the kernel does otherwise',
  see: 'where that is explained',
};

/** Reads a list. */
export function parseKnownList(text: string): ParsedList {
  const entries: ListedDeviation[] = [];
  for (const stanza of parseStanzas(text)) {
    const entry = entryIn(stanza);
    if ('kind' in entry) return entry;
    const { finding } = entry;
    if (entries.some((other) => other.finding === finding))
      return error(`there are two entries '${finding}'`, 'one of them');
    entries.push(entry);
  }
  return { kind: 'list', entries };
}

function entryIn(stanza: Stanza): ListedDeviation | ListError {
  const name = stanza.get('finding') ?? [...stanza.values()][0] ?? '';
  const shape = shapeIn(stanza, name);
  const missing = REQUIRED.find((field) => (stanza.get(field) ?? '').trim() === '');
  if (missing !== undefined) return lacks(name, missing);
  const unknown = [...stanza.keys()].find((field) => !FIELDS.includes(field));
  if (unknown !== undefined)
    return error(`the entry '${name}' has a field ${spelled(unknown)}`, FIELDS.map(spelled).join(', '));
  if (shape.kind === 'error') return shape;
  const [program, fixed] = [stanza.get('program'), stanza.get('fixed')];
  return {
    finding: name,
    shape,
    ...(fixed === undefined ? {} : { fixed }),
    ...(program === undefined ? {} : { program }),
    reason: lines(stanza.get('reason')).join(' '),
    see: stanza.get('see') ?? '',
  };
}

function shapeIn(stanza: Stanza, name: string): Shape | ListError {
  const [kind, second] = SHAPES.filter((each) => stanza.has(each));
  if (kind === undefined) return error(`the entry '${name}' has no Deviation, Hazard or Violations`, 'one of them');
  if (second !== undefined)
    return error(`the entry '${name}' has ${spelled(kind)} and ${spelled(second)}`, 'one of them');
  const foreign = Object.values(DETAILS)
    .flat()
    .find((detail) => stanza.has(detail) && !DETAILS[kind].includes(detail));
  if (foreign !== undefined)
    return error(
      `the entry '${name}' has ${spelled(foreign)}, which says nothing with ${spelled(kind)}`,
      'leave it out',
    );
  if (kind === 'violations') return violationsIn(stanza, name);
  const value = (stanza.get(kind) ?? '').trim();
  if (kind === 'hazard') {
    const hazards = HAZARDS.map((hazard) => hazard.name);
    if (!hazards.includes(value)) return unheardOf(name, kind, value, hazards);
    return { kind, name: value, log: lines(stanza.get('log')) };
  }
  const deviation = DEVIATIONS.find((each) => each.name === value);
  return deviation === undefined
    ? unheardOf(
        name,
        kind,
        value,
        DEVIATIONS.map((each) => each.name),
      )
    : { kind, name: deviation.name };
}

/** What nobody has put into code: the outcome as it is, of an operation that reads so. */
function violationsIn(stanza: Stanza, name: string): Shape | ListError {
  const violations = lines(stanza.get('violations'));
  const operation = stanza.get('operation');
  if (violations.length === 0) return lacks(name, 'violations');
  const starred = violations.find((each) => each.includes('*'));
  if (starred !== undefined)
    return error(
      `the entry '${name}' takes any outcome for known: ${starred}`,
      'name the outcome: others may have another cause',
    );
  if (operation === undefined && violations.some((each) => each.startsWith('outcome ')))
    return lacks(name, 'operation');
  if ((stanza.get('program') ?? '').trim() === '') return lacks(name, 'program');
  return {
    kind: 'violations',
    violations,
    ...(operation === undefined ? {} : { operation: operation.trim() }),
    needs: lines(stanza.get('needs')),
  };
}

const unheardOf = (name: string, kind: string, value: string, names: readonly string[]): ListError =>
  error(`the entry '${name}' has a ${kind} '${value}', which nobody knows`, suggestion(value, names));
const lacks = (name: string, field: string): ListError =>
  error(`the entry '${name}' has no ${spelled(field)}`, `${spelled(field)}: ${EXAMPLES[field] ?? ''}`);
const error = (message: string, cure: string): ListError => ({ kind: 'error', message, cure });
const spelled = (field: string): string => field.charAt(0).toUpperCase() + field.slice(1);
const lines = (text = ''): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
