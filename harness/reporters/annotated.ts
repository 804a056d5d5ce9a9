// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A program with what came of each operation, the violated step marked.
import { formatProgram } from '../../generators/text';
import type { History, Program } from '../../spec';
import type { Violation } from '../judge/verdict';
import { shortOutcome } from './outcome';

/** The text form with outcomes, and what decided them, as trailing comments; it parses back to the program. */
export function annotate(
  program: Program,
  history: History,
  violation?: Violation,
  decided: readonly string[] = [],
): string {
  const comments = program.operations.map((_, index) => {
    const step = history.steps[index];
    const why = decided[index] ?? '';
    const outcome = step === undefined ? '' : `${shortOutcome(step.outcome)}${why === '' ? '' : `  ${why}`}`;
    return index === violation?.step ? `${outcome}  <- ${markOf(violation)}` : outcome;
  });
  return formatProgram(program, { comments });
}

function markOf({ kind, allowed }: Violation): string {
  if (kind === 'splat') return 'the kernel complained';
  if (kind === 'stuck') return 'it must return';
  const outcomes = [...new Set(allowed.map(({ outcome }) => outcome))];
  const text = outcomes.join(' or ');
  return text !== '' && text.length <= 24 ? `must be ${text}` : 'not allowed';
}
