// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The operations of the vocabulary as the command `operations` prints them: for people, and as JSON.
import { CLAUSES, defaultOf, toldBy, type Clause, type Definition, type Parameter } from '../../spec';
import { ordered } from './specification/operations';
import type { Style } from './style';
import { labelled, wrap } from './wrap';

/** What the vocabulary can be asked about one argument. */
interface ArgumentFacts {
  readonly name: string;
  readonly kind: Parameter['kind'];
  readonly positional: boolean;
  /** Absent where there is none: positional arguments are always given. */
  readonly default?: unknown;
  readonly words?: readonly string[];
  /** Other numbers that are worth trying. */
  readonly edges?: readonly number[];
  /** What a descriptor should refer to. */
  readonly expects?: string;
}

function factsOf(definition: Definition, name: string, parameter: Parameter): ArgumentFacts {
  const positional = definition.positional.includes(name);
  return {
    name,
    kind: parameter.kind,
    positional,
    ...(positional ? {} : { default: defaultOf(parameter) }),
    ...(parameter.kind === 'choice' ? { words: parameter.words } : {}),
    ...(parameter.kind === 'number' ? { edges: parameter.edges } : {}),
    ...(parameter.kind === 'fd' ? { expects: parameter.expects } : {}),
  };
}

/** Positional arguments first, in the order in which they are written. */
function argumentsIn(definition: Definition): readonly ArgumentFacts[] {
  const all = Object.entries(definition.parameters).map(([name, each]) => factsOf(definition, name, each));
  const place = ({ name, positional }: ArgumentFacts): number =>
    positional ? definition.positional.indexOf(name) : definition.positional.length;
  return all.toSorted((one, other) => place(one) - place(other));
}

function described({ kind, positional, default: fallback, words = [], edges = [], expects }: ArgumentFacts): string {
  const otherwise = positional ? 'positional' : `default ${String(fallback)}`;
  switch (kind) {
    case 'fd':
      return `descriptor of ${expects === 'any' ? 'any object' : `a ${String(expects)}`}: a handle, closed or none; ${otherwise}`;
    case 'choice':
      return `${words.join(', ')}; ${otherwise}`;
    case 'number':
      return `number; ${otherwise}, worth trying: ${edges.join(', ')}`;
    case 'flag':
      return 'flag: its name alone; default off';
    case 'path':
      return `name of a pin; ${positional ? 'positional' : 'default none'}`;
    case 'handle':
      return `handle whose object's id is meant; ${positional ? 'positional' : 'default none'}`;
    case 'members':
      return '.member=handle or .member=number, as many as there are; default 0 each';
  }
}

/** How it is written, without what may be left out. */
const usage = ({ op, binds, positional }: Definition): string =>
  [...(binds === undefined ? [] : ['result =']), op, ...positional.map((name) => `<${name}>`)].join(' ');

/** The profiles that a clause binds in, unless it binds in all. */
function range({ since, until }: Clause): string {
  if (since === undefined && until === undefined) return '';
  if (since === until) return ` (only ${String(since)})`;
  return ` (${[since === undefined ? '' : `since ${since}`, until === undefined ? '' : `until ${until}`].filter((each) => each !== '').join(', ')})`;
}

/** A line each. */
export function operationList(definitions: readonly Definition[], style: Style): string {
  const width = Math.max(...definitions.map(({ op }) => op.length)) + 2;
  return definitions
    .map(({ op, summary }) =>
      labelled(op, summary, width)
        .map((line) => `${line}\n`)
        .join('')
        .replace(op, style.strong(op)),
    )
    .join('');
}

/** One operation in full. */
export function operationText(definition: Definition, style: Style): string {
  const { op, summary, kernel } = definition;
  const facts = argumentsIn(definition);
  const width = Math.max(0, ...facts.map(({ name }) => name.length)) + 4;
  const told = toldBy(definition).flatMap(({ of, value, note = '' }) =>
    wrap(`${of === undefined ? '' : `of ${of}: `}${value}${note.replaceAll('`', '')}`, 2),
  );
  const clauses = ordered(op);
  const column = Math.max(0, ...clauses.map((id) => id.length)) + 4;
  return [
    style.strong(usage(definition)),
    ...wrap(summary, 2),
    ...wrap(kernel, 2).map(style.faint),
    ...(facts.length === 0
      ? []
      : ['', 'arguments', ...facts.flatMap((each) => labelled(`  ${each.name}`, described(each), width))]),
    '',
    'value on success',
    ...(told.length === 0 ? ['  none'] : told),
    '',
    'clauses, in the order of the checks',
    ...clauses.flatMap((id) => labelled(`  ${id}`, `${CLAUSES[id].statement}${range(CLAUSES[id])}`, column)),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** One document: a list of operations. */
export function operationsJson(definitions: readonly Definition[]): string {
  const document = definitions.map((definition) => {
    const { op, summary, kernel, binds } = definition;
    return {
      op,
      summary,
      kernel,
      ...(binds === undefined ? {} : { binds }),
      arguments: argumentsIn(definition),
      value: toldBy(definition),
      clauses: ordered(op),
    };
  });
  return `${JSON.stringify(document, null, 2)}\n`;
}
