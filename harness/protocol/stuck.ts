// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What an implementation says of an operation that did not return, both ways: it is the last thing that it says.
import {
  isStuck,
  type History,
  type Operation,
  type Program,
  type RaceProgram,
  type Step,
  type StuckPlace,
} from '../../spec';
import type { Loss } from '../adapter';
import { ProtocolError } from '../errors';
import type { StuckAnswer } from './messages';

/** The loss of a program, with a history that ends in the operation that did not return, where the steps were told. */
export function stuckProgram({ operations }: Program, told: StuckAnswer): Loss {
  const stuck = withStack(told);
  const { steps, operation: number, stack, log = [] } = stuck;
  const operation = named(operations, number);
  if (steps !== undefined && steps.length !== (number ?? operations.length))
    throw new ProtocolError(`operation ${String(number)} did not return, but ${steps.length} came before it`);
  const history = steps && historyOf(steps, stuck);
  return {
    ...lossOf(operation, '', stuck),
    log,
    ...(history === undefined ? {} : { history }),
    stuck: placeOf(stuck, stack),
  };
}

/** The loss of a race. */
export function stuckRace({ prefix, threads, suffix }: RaceProgram, told: StuckAnswer): Loss {
  const stuck = withStack(told);
  const { part, operation: number, stack, log = [] } = stuck;
  const operations = part === 'prefix' ? prefix : part === 'suffix' ? suffix : part === undefined ? [] : threads[part];
  if (operations === undefined) throw new ProtocolError(`the race has no thread ${String(part)}`);
  const where = part === undefined ? '' : typeof part === 'number' ? ` of thread ${part + 1}` : ` of the ${part}`;
  return { ...lossOf(named(operations, number), where, stuck), log, stuck: placeOf(stuck, stack) };
}

/** What an implementation says of a program that `run` in this process lost; undefined where there is nothing to say. */
export function stuckAnswerOf({ cause, history, stuck, log }: Loss): StuckAnswer | undefined {
  if (cause !== 'stuck') return undefined;
  const steps = history && { steps: history.steps.filter(({ outcome }) => !isStuck(outcome)) };
  return { ...stuck, ...steps, stack: stuck?.stack ?? [], ...(log.length === 0 ? {} : { log }) };
}

function lossOf(
  operation: Operation | undefined,
  where: string,
  { operation: number, seconds }: Pick<StuckAnswer, 'operation' | 'seconds'>,
): Pick<Loss, 'cause' | 'reason'> {
  const what =
    operation === undefined || number === undefined ? 'the reset' : `${operation.op}, operation ${number + 1}${where},`;
  return { cause: 'stuck', reason: `${what} did not return${seconds === undefined ? '' : ` in ${seconds} s`}` };
}

function named(operations: readonly Operation[], number: number | undefined): Operation | undefined {
  if (number === undefined || operations[number] !== undefined)
    return number === undefined ? undefined : operations[number];
  throw new ProtocolError(`operation ${number} did not return, and there are ${operations.length}`);
}

function historyOf(steps: readonly Step[], { operation, stack, log }: StuckAnswer): History {
  if (operation === undefined) return { steps, residue: [], stuck: stack };
  const step: Step = { outcome: { stuck: stack }, ...(log === undefined || log.length === 0 ? {} : { log }) };
  return { steps: [...steps, step], residue: [] };
}

/** A task that runs has no stack to be read; the kernel was asked what its processors do instead. */
function functionsIn(log: readonly string[]): readonly string[] {
  // Whoever asks is on a processor too, and what interrupts the task is above it: its own registers come last.
  const from = log.findLastIndex((line) => line.startsWith('RIP: 0010:'));
  return log
    .slice(Math.max(0, from))
    .flatMap((line) => /^\s*(?:RIP: 0010:)?(\w[\w.]*\+0x[0-9a-f]+\/0x[0-9a-f]+)/.exec(line)?.[1] ?? []);
}

const withStack = (stuck: StuckAnswer): StuckAnswer =>
  stuck.stack.length > 0 ? stuck : { ...stuck, stack: functionsIn(stuck.log ?? []) };

const placeOf = ({ part, operation }: StuckAnswer, stack: readonly string[]): StuckPlace => ({
  ...(part === undefined ? {} : { part }),
  ...(operation === undefined ? {} : { operation }),
  stack,
});
