// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A recording as threads of operations, of which only those that overlap have to reckon with each other.
import { definitionOf, type Operation } from '../../../spec';
import { takenBy, tell, type Positions, type Stage, type Surroundings } from '../../../model/race';
import type { RecordedHistory, RecordedOperation } from './recorded';

const overlaps = (a: RecordedOperation, b: RecordedOperation): boolean =>
  a.invoked <= b.returned && b.invoked <= a.returned;

/** What may run while an operation of the recording is in progress. */
interface Company {
  readonly operations: ReadonlySet<string>;
  readonly taken: ReadonlySet<string>;
}

export class Overlap implements Surroundings {
  /** By thread, in the order in which it invoked them. */
  readonly recorded: readonly (readonly RecordedOperation[])[];
  readonly threads: readonly (readonly Operation[])[];
  readonly logsAreRead: boolean;
  private readonly company: readonly (readonly Company[])[];

  constructor(history: RecordedHistory) {
    const numbers = [...new Set(history.map(({ thread }) => thread))];
    const all = history.map(withResult);
    this.recorded = numbers.map((number) => all.filter(({ thread }) => thread === number));
    this.threads = this.recorded.map((thread) => thread.map(({ operation }) => operation));
    this.logsAreRead = all.some(({ operation: { op } }) => op === 'module.log');
    this.company = companyOf(this.recorded);
  }

  isTold(thread: number, positions: Positions, stage: Stage): boolean {
    const operations = this.company[thread]?.[positions[thread] ?? 0]?.operations;
    return operations !== undefined && operations.size > 0 && tell(stage, this.logsAreRead, operations);
  }

  isContended(thread: number, positions: Positions, kind: 'fd' | 'path', name: string): boolean {
    return this.company[thread]?.[positions[thread] ?? 0]?.taken.has(`${kind} ${name}`) === true;
  }
}

/** A descriptor without a name stays open; the machine must not call two of them alike once one is forgotten. */
function withResult(recorded: RecordedOperation, index: number): RecordedOperation {
  const { operation } = recorded;
  if (operation.result !== undefined || definitionOf(operation.op)?.binds === undefined) return recorded;
  return { ...recorded, operation: { ...operation, result: `0unnamed${String(index)}` } };
}

function companyOf(threads: readonly (readonly RecordedOperation[])[]): readonly (readonly Company[])[] {
  return threads.map((thread, at) => {
    const others = threads.filter((_, other) => other !== at);
    const from = others.map(() => 0);
    return thread.map((recorded): Company => {
      const met = others.flatMap((other, number) => {
        let start = from[number] ?? 0;
        while (start < other.length && (other[start]?.returned ?? 0) < recorded.invoked) start++;
        from[number] = start;
        const end = other.findIndex((each, index) => index >= start && each.invoked > recorded.returned);
        return other.slice(start, end < 0 ? undefined : end).filter((each) => overlaps(each, recorded));
      });
      const taken = met.flatMap(({ operation }) => takenBy(operation) ?? []);
      return { operations: new Set(met.map(({ operation: { op } }) => op)), taken: new Set(taken) };
    });
  });
}
