// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What carries operations out and died over one: counted by operation, and known where the tool is known for it.
import { formatOperation } from '../../../generators/text';
import { isCrash, typesOf, type History, type Program } from '../../../spec';

/** One entry of a tool's list. */
export interface KnownCrash {
  readonly crash: string;
  readonly operations: readonly string[];
  /** Whose the struct_ops type is that the operation is about. */
  readonly types: 'module' | 'vmlinux';
  readonly signal: string;
  readonly reason: string;
  /** Where it is explained. */
  readonly see: string;
}

/** So many deaths over one operation, by one signal. */
export interface CrashReport {
  readonly op: string;
  readonly signal: string;
  readonly count: number;
  /** Where the first of them was, for one that is not known: numbers from 0, the program's as in a counterexample. */
  readonly first?: { readonly program: number; readonly operation: number; readonly text: string };
  /** The entry that all of them are known by. */
  readonly known?: Pick<KnownCrash, 'crash' | 'reason' | 'see'>;
}

/** The type that an operation names, or that what it works on was made of: a handle or a pin tells where that was. */
function typeOf({ operations }: Program, index: number): string | undefined {
  const operation = operations[index];
  if (operation === undefined) return undefined;
  const { type } = operation.args;
  if (typeof type === 'string') return type;
  for (const [key, name] of Object.entries(operation.args)) {
    const made = operations
      .slice(0, index)
      .findLastIndex(({ result, args }) =>
        key === 'path' ? args[key] === name : result !== undefined && result === name,
      );
    const found = made < 0 ? undefined : typeOf({ operations }, made);
    if (found !== undefined) return found;
  }
  return undefined;
}

function entryFor(
  list: readonly KnownCrash[],
  program: Program,
  index: number,
  signal: string,
): KnownCrash | undefined {
  const type = typeOf(program, index);
  if (type === undefined) return undefined;
  const whose = typesOf('vmlinux').some(({ name }) => name === type) ? 'vmlinux' : 'module';
  const op = program.operations[index]?.op ?? '';
  return list.find((entry) => entry.operations.includes(op) && entry.signal === signal && entry.types === whose);
}

const told = ({ crash, reason, see }: KnownCrash): Pick<KnownCrash, 'crash' | 'reason' | 'see'> => ({
  crash,
  reason,
  see,
});

/** The deaths of a campaign. */
export class Crashes {
  private readonly byKind = new Map<string, CrashReport>();

  constructor(private readonly list: readonly KnownCrash[] = []) {}

  /** `number` is the program's, as a counterexample would have it. */
  add(number: number, program: Program, { steps }: History): void {
    for (const [index, { outcome }] of steps.entries()) {
      const operation = program.operations[index];
      if (!isCrash(outcome) || operation === undefined) continue;
      const entry = entryFor(this.list, program, index, outcome.crashed);
      const key = `${operation.op} ${outcome.crashed} ${entry?.crash ?? ''}`;
      const place = { program: number, operation: index, text: formatOperation(operation) };
      const before = this.byKind.get(key) ?? {
        ...{ op: operation.op, signal: outcome.crashed, count: 0 },
        ...(entry === undefined ? { first: place } : { known: told(entry) }),
      };
      this.byKind.set(key, { ...before, count: before.count + 1 });
    }
  }

  get reports(): readonly CrashReport[] {
    return [...this.byKind.values()];
  }
}

/** How many there were; of those that are known, or that are not. */
export const crashCount = (crashes: readonly CrashReport[], known: boolean): number =>
  crashes.filter((each) => (each.known !== undefined) === known).reduce((sum, { count }) => sum + count, 0);
