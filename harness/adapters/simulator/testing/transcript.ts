// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A program and its history as text: one line for each operation, with what came of it.
import {
  formatReturn,
  type History,
  isCrash,
  isStuck,
  type Operation,
  type Outcome,
  type Program,
} from '../../../../spec';

export function transcript(program: Program, history: History): string {
  const lines = history.steps.flatMap(({ outcome, log }, index) => {
    const operation = program.operations[index];
    const line = operation === undefined ? '' : `${statement(operation)}  # ${result(outcome)}`;
    return [line, ...(log ?? []).map((text) => `  ${text}`)];
  });
  const reset = history.stuck === undefined ? [] : [`reset  # stuck: ${history.stuck.join('; ')}`];
  return [...lines, ...reset, ...history.residue.map((sentence) => `residue: ${sentence}`)].join('\n');
}

function statement({ op, result, args }: Operation): string {
  const words = Object.entries(args).map(
    ([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
  return [...(result === undefined ? [] : [result, '=']), op, ...words].join(' ');
}

function result(outcome: Outcome): string {
  if (isCrash(outcome)) return `killed by ${outcome.crashed}`;
  if (isStuck(outcome)) return `stuck: ${outcome.stuck.join('; ')}`;
  const { ret, value } = outcome;
  return value === undefined ? formatReturn(ret) : `${formatReturn(ret)} ${JSON.stringify(value)}`;
}
