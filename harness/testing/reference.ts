// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// For tests: an implementation made of the model itself, which is right by definition, and can be bent.
import type { History, Json, Operation, Outcome, Program } from '../../spec';
import type { Model } from '../../model';

/** Changes what an operation came to: a defect planted into a correct history. */
export type Bend = (operation: Operation, outcome: Outcome, index: number) => Outcome;

/** Runs a program on the model, each operation taking its first allowed way, and numbers the objects in order. */
export function referenceHistory(model: Model, program: Program, bend: Bend = (_, outcome) => outcome): History {
  const ids = new Map<string, number>();
  let state = model.initial;
  const steps = program.operations.map((operation, index) => {
    const [first] = model.step(state, operation);
    if (first === undefined) throw new Error(`nothing is allowed for ${operation.op}`);
    state = first.next;
    const value = first.value === undefined ? {} : { value: concrete(first.value, ids) };
    return { outcome: bend(operation, { ret: first.ret, ...value }, index) };
  });
  return { steps, residue: [] };
}

/** A value that fits a pattern; `ids` remembers the id of each object. */
export function concrete(pattern: unknown, ids: Map<string, number>): Json {
  if (Array.isArray(pattern)) return pattern.map((item) => concrete(item, ids));
  if (typeof pattern !== 'object' || pattern === null) return pattern as Json;
  if ('@any' in pattern) return 1;
  if ('@id' in pattern) {
    const key = String(pattern['@id']);
    if (!ids.has(key)) ids.set(key, ids.size + 1);
    return ids.get(key) ?? 0;
  }
  return Object.fromEntries(Object.entries(pattern).map(([field, item]) => [field, concrete(item, ids)]));
}
