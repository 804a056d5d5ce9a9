// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Random programs made from the vocabulary alone: every operation, every word, handles of the right kind mostly.
import * as fc from 'fast-check';
import {
  type Argument,
  defaultOf,
  type Definition,
  type FdKind,
  type Operation,
  KERNEL_OPERATIONS,
  type Members,
  type Parameter,
  type Program,
  TYPE_NAMES,
} from '../../../../spec';

/** Numbers that decide what an operation is; what they mean depends on the operations before. */
type Draws = readonly number[];

interface Handle {
  readonly name: string;
  readonly kind: FdKind;
}

const MEMBERS = [
  'run',
  'alt',
  'tag',
  'spare',
  'owner',
  'want_init',
  'want_validate',
  'want_reg',
  'want_update',
  'name',
];
const PATHS = ['x', 'y'];

/** Operations that get a program somewhere are drawn more often. */
const WEIGHTED: readonly Definition[] = KERNEL_OPERATIONS.flatMap((definition) =>
  new Array<Definition>(/create|update|load|delete|detach|close|remove|open/.test(definition.op) ? 4 : 1).fill(
    definition,
  ),
);

/** Consumes draws; a draw of 0, which shrinking aims at, is the first choice. */
class Drawer {
  private next = 0;

  constructor(private readonly draws: Draws) {}

  below(limit: number): number {
    return (this.draws[this.next++ % this.draws.length] ?? 0) % limit;
  }

  of<T>(choices: readonly [T, ...T[]] | readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }
}

function argument(parameter: Parameter, positional: boolean, draw: Drawer, handles: readonly Handle[]): Argument {
  // Mostly the default, so that most operations have no fault, and some have one.
  const usual = draw.below(24) !== 23;
  switch (parameter.kind) {
    case 'fd':
      if (!usual) return draw.of(['closed', 'none', ...handles.map(({ name }) => name)]);
      return parameter.default === 'none' && !positional ? 'none' : descriptor(parameter.expects, draw, handles);
    case 'choice':
      return usual ? parameter.words[0] : draw.of(parameter.words);
    case 'number':
      return usual ? parameter.default : draw.of(parameter.edges);
    case 'flag':
      return !usual;
    case 'path':
      return draw.of(PATHS);
    case 'handle':
      return handles.length === 0 ? 'nobody' : draw.of(handles).name;
    case 'members':
      return members(draw, handles);
  }
}

function descriptor(expects: FdKind | 'any', draw: Drawer, handles: readonly Handle[]): string {
  const fitting = handles.filter(({ kind }) => expects === 'any' || kind === expects);
  return fitting.length === 0 ? 'closed' : draw.of(fitting).name;
}

function members(draw: Drawer, handles: readonly Handle[]): Readonly<Record<string, string | number>> {
  const value: Record<string, string | number> = { tag: draw.below(4) };
  const prog = descriptor('prog', draw, handles);
  if (draw.below(2) === 0 && prog !== 'closed') value['run'] = prog;
  if (draw.below(8) === 7) value[draw.of(MEMBERS)] = draw.of([1, -1, -12, 5, 2 ** 32]);
  return value;
}

function operationOf(draws: Draws, index: number, handles: Handle[]): Operation {
  const draw = new Drawer(draws);
  const definition = draw.of(WEIGHTED);
  const args: Record<string, Argument> = {};
  for (const [name, parameter] of Object.entries(definition.parameters)) {
    const positional = definition.positional.includes(name);
    // A positional word is any of them: there is no usual one.
    if (name === 'link' && parameter.kind === 'flag') {
      if (draw.below(2) === 0) args[name] = true;
      continue;
    }
    const chosen =
      positional && parameter.kind === 'choice'
        ? draw.of(wordsOf(parameter.words))
        : argument(parameter, positional, draw, handles);
    if (positional || chosen !== defaultOf(parameter)) args[name] = chosen;
  }
  if (definition.binds === undefined) return { op: definition.op, args };
  const result = `h${index}`;
  const kind =
    definition.binds === 'same'
      ? handles.find(({ name }) => Object.values(args).includes(name))?.kind
      : definition.binds;
  handles.push({ name: result, kind: kind ?? 'map' });
  return { op: definition.op, result, args };
}

/** soc_a and plain come up most of the time, so that objects fit together. */
const wordsOf = (words: readonly string[]): readonly string[] =>
  words === TYPE_NAMES || words.includes('plain') || words.includes('soc_a')
    ? [...words, ...new Array<string>(6).fill(words[0] ?? '')]
    : words;

const PROLOGUE: readonly Operation[] = [
  { op: 'module.load', args: { name: 'soc_a', types: 'all' } },
  { op: 'btf.open', args: { name: 'soc_a' }, result: 'b' },
  { op: 'prog.load', args: { btf: 'b', type: 'plain', member: 'run' }, result: 'p' },
  { op: 'map.create', args: { btf: 'b', type: 'plain', link: true }, result: 'm' },
  { op: 'map.update', args: { map: 'm', value: { tag: 9 } } },
];

/**
 * Programs of up to `length` operations after a prologue that makes a module, its BTF, a program and a READY map.
 * `without` an operation: prog.bind can make a cycle of references, which is never freed.
 */
export function programs(length = 40, without = ''): fc.Arbitrary<Program> {
  const draws = fc.array(fc.nat(0xffff), { minLength: 24, maxLength: 32 });
  return fc.array(draws, { maxLength: length, size: 'max' }).map((all) => {
    const handles: Handle[] = [
      { name: 'b', kind: 'btf' },
      { name: 'p', kind: 'prog' },
      { name: 'm', kind: 'map' },
    ];
    const drawn = all.map((each, index) => operationOf(each, index, handles));
    return { operations: [...PROLOGUE, ...drawn.filter(({ op }) => op !== without)] };
  });
}

const TCP_PROLOGUE: readonly Operation[] = [
  ...(['ssthresh', 'undo_cwnd', 'cong_avoid'] as const).map((member) => ({
    op: 'prog.load',
    args: { btf: 'none', type: 'tcp_congestion_ops', member },
    result: member,
  })),
  { op: 'map.create', args: { btf: 'none', type: 'tcp_congestion_ops' }, result: 'm' },
  { op: 'map.update', args: { map: 'm', value: tcpValue({ tag: 0 }) } },
];

/** The same programs with tcp_congestion_ops in place of plain: for a kernel where modules have no types. */
export const tcpPrograms = (length = 40, without = ''): fc.Arbitrary<Program> =>
  programs(length, without).map(({ operations }) => ({
    operations: [...TCP_PROLOGUE, ...operations.slice(PROLOGUE.length).map(withTcp)],
  }));

function withTcp(operation: Operation): Operation {
  const { link: _link, ...args } = operation.args;
  if (operation.op === 'module.load') return { ...operation, args: { ...args, types: 'none' } };
  if (operation.op === 'map.create' && args['type'] === 'plain')
    return { ...operation, args: { ...args, btf: 'none', type: 'tcp_congestion_ops' } };
  if (operation.op === 'prog.load' && args['type'] === 'plain')
    return { ...operation, args: { ...args, btf: 'none', type: 'tcp_congestion_ops', member: 'ssthresh' } };
  const value = args['value'];
  return operation.op === 'map.update' && typeof value === 'object'
    ? { ...operation, args: { ...operation.args, value: tcpValue(value) } }
    : operation;
}

function tcpValue({ run, tag, ...rest }: Members): Members {
  const named = typeof tag === 'number' ? tag + 1 : 1;
  return { ssthresh: run ?? 'ssthresh', undo_cwnd: 'undo_cwnd', cong_avoid: 'cong_avoid', name: named, ...rest };
}
