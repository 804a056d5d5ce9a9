// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Whether what an adapter yields is what ../adapter.ts says. Sessions of the protocol have read it with a schema; one that a
// user wrote has a type at best, and a history of the wrong shape would be judged as if it were the kernel's.
import type { Ran, Raced, Session } from '../adapter';
import { ProtocolError } from '../errors';
import type { Program, RaceProgram } from '../../spec';

/** Throws `ProtocolError` that says what is wrong with it. */
export function requireSession(session: Session): Session {
  const { implementation, operations, run } = fieldsOf(session, 'what connect() came to');
  const { name, version } = fieldsOf(implementation, 'the implementation of a session');
  requireText(name, 'the name of the implementation');
  requireText(version, 'the version of the implementation');
  if (!(operations instanceof Set))
    complain(`the operations of a session are ${shown(operations)}, not a Set of names`);
  if (typeof run !== 'function') complain('a session has no run()');
  return session;
}

/** Throws `ProtocolError` that says what is wrong with it. */
export function requireRan(ran: unknown, program: Program): Ran {
  const { kind, history, reason, program: of } = fieldsOf(ran, 'a result of run()');
  if (of !== program) complain('run() yielded a result for another program: results come in the order of the programs');
  if (kind === 'refused' || kind === 'lost') requireText(reason, `the reason of a result that was ${kind}`);
  else if (kind === 'history') requireHistory(history, program.operations.length);
  else complain(`the kind of a result is history, lost or refused, not ${shown(kind)}`);
  return ran as Ran;
}

/** Throws `ProtocolError` that says what is wrong with it. */
export function requireRaced(raced: unknown, race: RaceProgram): Raced {
  const { kind, reason, rounds } = fieldsOf(raced, 'what race() came to');
  if (kind === 'refused' || kind === 'lost') requireText(reason, `the reason of a race that was ${kind}`);
  else if (kind === 'rounds') requireRounds(rounds, race);
  else complain(`the kind of what race() came to is rounds, lost or refused, not ${shown(kind)}`);
  return raced as Raced;
}

function requireHistory(value: unknown, operations: number): void {
  const { steps, residue } = fieldsOf(value, 'a history');
  requireSteps(steps, 'steps');
  requireTexts(residue, 'residue');
  if (steps.length > operations)
    complain(`a program of ${operations} operations has a history of ${steps.length} steps`);
}

function requireRounds(value: unknown, race: RaceProgram): void {
  const { rounds, results } = fieldsOf(value, 'rounds');
  if (!isCount(rounds)) complain(`the number of rounds is ${shown(rounds)}`);
  requireList(results, 'results');
  for (const result of results) {
    const { count, history } = fieldsOf(result, 'a result of a race');
    if (!isCount(count)) complain(`the count of a result is ${shown(count)}`);
    requireRaceHistory(fieldsOf(history, 'the history of a race'), race);
  }
}

function requireRaceHistory(
  history: Readonly<Record<string, unknown>>,
  { prefix, threads, suffix }: RaceProgram,
): void {
  requireTexts(history['residue'], 'residue');
  requireList(history['threads'], 'threads');
  const told = [history['prefix'], ...history['threads'], history['suffix']].map(stepCount).join(', ');
  const asked = [prefix, ...threads, suffix].map(({ length }) => length).join(', ');
  if (told !== asked)
    complain(`a race of ${asked} operations (prefix, threads, suffix) has a history of ${told} steps`);
}

function stepCount(steps: unknown): number {
  requireSteps(steps, 'the steps of a race');
  return steps.length;
}

function requireSteps(value: unknown, what: string): asserts value is readonly unknown[] {
  requireList(value, what);
  for (const step of value) {
    const { outcome } = fieldsOf(step, 'a step');
    const { ret, crashed, stuck } = fieldsOf(outcome, 'an outcome');
    if (!Number.isInteger(ret) && typeof crashed !== 'string' && !Array.isArray(stuck))
      complain(`an outcome has ret, a whole number, or else crashed or stuck, and not ${shown(outcome)}`);
  }
}

function fieldsOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) complain(`${what} is ${shown(value)}`);
  return value as Readonly<Record<string, unknown>>;
}

function requireList(value: unknown, what: string): asserts value is readonly unknown[] {
  if (!Array.isArray(value)) complain(`${what} is ${shown(value)}, not a list`);
}

function requireTexts(value: unknown, what: string): void {
  requireList(value, what);
  for (const text of value) requireText(text, `a line of ${what}`);
}

function requireText(value: unknown, what: string): void {
  if (typeof value !== 'string') complain(`${what} is ${shown(value)}, not a text`);
}

const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) > 0;

function shown(value: unknown): string {
  const text = (JSON.stringify(value) as string | undefined) ?? String(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

function complain(reason: string): never {
  throw new ProtocolError(`the adapter is not as its interface says: ${reason}`);
}
