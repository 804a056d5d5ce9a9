// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The same with fast-check alone: fc.commands, each drawn without the model and resolved against it when it runs.
import fc from 'fast-check';
import { judge } from '../../harness/judge/judge';
import { splatsIn } from '../../harness/judge/splat';
import type { Violation } from '../../harness/judge/verdict';
import type { Machine } from '../../harness/power/machine';
import { Belief, type Model, type State } from '../../model';
import {
  hasReturned,
  KERNEL_OPERATIONS,
  type Argument,
  type Definition,
  type History,
  type Operation,
  type Parameter,
  type Step,
} from '../../spec';
import { LENGTH, PROGRAMS, type Shrinker } from './contest';

/** What fast-check calls the model: what may be true, and what was done. */
interface Book {
  belief: Belief;
  readonly operations: Operation[];
  readonly steps: Step[];
}

class Violated extends Error {
  constructor(readonly violation: Violation) {
    super('violated');
  }
}

/** The argument that a number chooses; undefined when there is nothing to name. */
function argument(parameter: Parameter, pick: number, state: State): Argument | undefined {
  const of = <T>(values: readonly T[]): T | undefined => values[pick % values.length];
  switch (parameter.kind) {
    case 'fd': {
      const open = state.files
        .entries()
        .filter(([, { kind }]) => (parameter.expects === 'any' ? true : kind === parameter.expects));
      return of(open.map(([handle]) => handle));
    }
    case 'choice':
      return of(parameter.words);
    case 'number':
      return of([parameter.default, ...parameter.edges]);
    case 'flag':
      return pick % 2 === 1;
    case 'path':
      return of(['pin1', 'pin2']);
    case 'handle':
      return of(state.bound.keys);
    case 'members': {
      const programs = state.files.entries().filter(([, { kind }]) => kind === 'prog');
      const program = programs[pick % (programs.length + 1)];
      return program === undefined ? {} : { run: program[0] };
    }
  }
}

class Operate implements fc.Command<Book, Machine> {
  constructor(
    private readonly model: Model,
    private readonly definition: Definition,
    /** For the parameters in their order; 0 leaves an optional one out. */
    private readonly picks: readonly number[],
  ) {}

  private resolve({ belief, operations }: Book): Operation | undefined {
    const state = belief.possibilities[0]?.state;
    if (state === undefined) return undefined;
    const args: Record<string, Argument> = {};
    const { op, binds, positional, parameters } = this.definition;
    for (const [index, [name, parameter]] of Object.entries(parameters).entries()) {
      const pick = this.picks[index] ?? 0;
      const needed = positional.includes(name);
      if (!needed && pick === 0) continue;
      const value = argument(parameter, needed ? pick : pick - 1, state);
      if (value === undefined && needed) return undefined;
      if (value !== undefined) args[name] = value;
    }
    return { op, ...(binds === undefined ? {} : { result: `h${operations.length}` }), args };
  }

  check(book: Readonly<Book>): boolean {
    return this.resolve(book) !== undefined;
  }

  run(book: Book, machine: Machine): void {
    const operation = this.resolve(book);
    if (operation === undefined) throw new Error('checked before');
    const step = machine.step(operation);
    book.operations.push(operation);
    book.steps.push(step);
    const advance = hasReturned(step.outcome) ? book.belief.advance(operation, step.outcome) : undefined;
    if (advance?.kind === 'followed' && splatsIn(step.log ?? []).length === 0) book.belief = advance.belief;
    else fail(this.model, book, { residue: [] });
  }

  toString(): string {
    return this.definition.op;
  }
}

function fail(model: Model, { operations, steps }: Book, left: Pick<History, 'residue' | 'stuck'>): void {
  const verdict = judge(model, { operations }, { steps, ...left });
  if (verdict.kind === 'violates') throw new Violated(verdict.violation);
}

/** Mostly 0, so that most optional arguments are left out. */
const pick = fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(11) });
const positionalPick = fc.nat(11);

const commandsOf = (model: Model, operations: ReadonlySet<string>): fc.Arbitrary<Iterable<fc.Command<Book, Machine>>> =>
  fc.commands(
    KERNEL_OPERATIONS.filter(({ op }) => operations.has(op)).map((definition: Definition) =>
      fc
        .tuple(
          ...Object.keys(definition.parameters).map((name) =>
            definition.positional.includes(name) ? positionalPick : pick,
          ),
        )
        .map((picks) => new Operate(model, definition, picks)),
    ),
    { maxCommands: LENGTH, size: 'max' },
  );

export const commands: Shrinker = ({ model, boot, operations }, seed) => {
  let executions = 0;
  let least: { readonly violation: Violation; readonly length: number } | undefined;
  const property = fc.property(commandsOf(model, operations), (program) => {
    if (least !== undefined) executions++;
    const book: Book = { belief: Belief.initial(model), operations: [], steps: [] };
    const machine = boot();
    try {
      fc.modelRun(() => ({ model: book, real: machine }), program);
      fail(model, book, machine.end());
    } catch (error) {
      if (error instanceof Violated) least = { violation: error.violation, length: book.operations.length };
      throw error;
    }
  });
  fc.check(property, { seed, numRuns: PROGRAMS });
  return Promise.resolve(least === undefined ? undefined : { ...least, executions });
};
