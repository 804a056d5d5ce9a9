// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The smallest program that exercises a clause, found with the model alone.
import { CLAUSES, formatReturn, requireDefinition, type ClauseId, type Operation, type Program } from '../spec';
import type { Model, Transition } from '../model';
import { DEFAULTS, generateProgram } from './program';
import { closeUnbound, formatProgram } from './text';

/** The clause that decides each operation when every deferred release is late. */
export function clausesAlong(model: Model, program: Program): readonly ClauseId[] {
  return along(model, program).map(({ clause }) => clause);
}

function along(model: Model, program: Program): readonly Transition[] {
  let state = model.initial;
  return program.operations.map((operation) => {
    const [first] = model.step(state, operation);
    if (first === undefined) throw new Error(`no transition for ${operation.op}`);
    state = first.next;
    return first;
  });
}

/** A witness as it is kept: the clause's statement, and behind each operation what it returns. */
export function formatWitness(model: Model, clause: ClauseId, program: Program): string {
  const comments = along(model, program).map(({ ret }) => formatReturn(ret));
  return `# ${clause}: ${CLAUSES[clause].statement}\n${formatProgram(program, { comments })}`;
}

/** Whether the clause decides the program's last operation. */
export const isWitness = (model: Model, clause: ClauseId, { operations }: Program): boolean =>
  ends(model, operations, clause);

/** Whether no operation or argument can be left out of a witness. */
export const isMinimal = (model: Model, clause: ClauseId, program: Program): boolean =>
  minimal(model, program, clause).operations === program.operations;

const ends = (model: Model, operations: readonly Operation[], clause: ClauseId): boolean =>
  clausesAlong(model, { operations }).at(-1) === clause;

/** Removes operations, then arguments, as long as the last operation is still decided by the clause. */
function minimal(model: Model, program: Program, clause: ClauseId): Program {
  let operations = program.operations;
  for (let progress = true; progress;) {
    const smaller = [...fewer(operations), ...plainer(operations)].find((candidate) => ends(model, candidate, clause));
    progress = smaller !== undefined;
    operations = smaller ?? operations;
  }
  return { operations };
}

const fewer = (operations: readonly Operation[]): Operation[][] => {
  const single = operations.slice(0, -1).map((_, index) => operations.filter((_other, at) => at !== index));
  const pairs = single.flatMap((rest) =>
    rest.slice(0, -1).map((_, index) => rest.filter((_other, at) => at !== index)),
  );
  return operations.length > 12 ? single : [...single, ...pairs];
};

function* plainer(operations: readonly Operation[]): Generator<Operation[]> {
  for (const [index, operation] of operations.entries())
    for (const [name, value] of Object.entries(operation.args)) {
      const { [name]: _gone, ...args } = operation.args;
      if (!requireDefinition(operation).positional.includes(name)) yield operations.with(index, { ...operation, args });
      if (typeof value !== 'object') continue;
      for (const member of Object.keys(value)) {
        const { [member]: _word, ...rest } = value;
        yield operations.with(index, { ...operation, args: { ...args, [name]: rest } });
      }
    }
}

const renamed = (program: Program): Program => {
  const names = new Map<string, string>();
  for (const { result } of program.operations)
    if (result !== undefined) {
      const letter = result.slice(0, 1);
      const count = [...names.values()].filter((name) => name.startsWith(letter)).length;
      names.set(result, `${letter}${count === 0 ? '' : String(count + 1)}`);
    }
  const rename = (value: unknown): unknown => (typeof value === 'string' ? (names.get(value) ?? value) : value);
  const operations = program.operations.map((operation) => ({
    ...operation,
    ...(operation.result === undefined ? {} : { result: names.get(operation.result) ?? operation.result }),
    args: Object.fromEntries(
      Object.entries(operation.args).map(([name, value]) => [
        name,
        typeof value === 'object'
          ? Object.fromEntries(Object.entries(value).map(([member, word]) => [member, rename(word) as string]))
          : (rename(value) as string),
      ]),
    ),
  }));
  return closeUnbound({ operations });
};

export interface WitnessOptions {
  readonly seed: number;
  readonly programs: number;
  readonly clauses: readonly ClauseId[];
  /** The operations that a witness may use. */
  readonly operations: ReadonlySet<string>;
}

/** A witness for each clause that some of the first `programs` programs of a seed exercise. */
export function findWitnesses(model: Model, options: WitnessOptions): ReadonlyMap<ClauseId, Program> {
  const found = new Map<ClauseId, Program>();
  const { operations } = options;
  for (let index = 0; index < options.programs && found.size < options.clauses.length; index++) {
    const misuse = index % 2 === 0 ? 0.15 : 0.4;
    const program = generateProgram(model, { ...DEFAULTS, misuse, operations, seed: options.seed, index });
    for (const [position, clause] of clausesAlong(model, program).entries())
      if (options.clauses.includes(clause) && !found.has(clause))
        found.set(clause, renamed(minimal(model, { operations: program.operations.slice(0, position + 1) }, clause)));
  }
  return found;
}
