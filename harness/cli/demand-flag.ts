// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The value of --demand: a clause, and the least share of operations that it is to decide.
import { CLAUSE_IDS, CLAUSES, isClauseId } from '../../spec';
import { nearest } from '../../generators/text';
import type { Demand } from '../coverage/demand';
import { UsageError } from '../errors';

const EXAMPLE = "--demand 'MAP-UPDATE-12>=1/10000' or --demand '*>=0.0001'";

/** Reads one demand and adds it to those before it; the flag may be given several times. */
export function demand(text: string, before: readonly Demand[] = []): readonly Demand[] {
  const [, clause = '', number = ''] = /^([^<>=]+)>=(.+)$/.exec(text) ?? [];
  if (clause === '' || number === '')
    throw new UsageError(`--demand needs CLAUSE>=SHARE, but has '${text}'`, `${EXAMPLE} (in quotes: > is the shell's)`);
  return [...before, { clause: clauseOf(clause), share: shareOf(number), text }];
}

function clauseOf(text: string): string {
  const id = text === '*' ? text : (CLAUSE_IDS.find((each) => each.toUpperCase() === text.toUpperCase()) ?? text);
  if (id === '*') return id;
  if (!isClauseId(id))
    throw new UsageError(
      `--demand names no clause with '${text}'`,
      `--demand with ${nearest(text, CLAUSE_IDS) ?? 'one of those that struct-ops-conformance clauses lists'}`,
    );
  const { unobservable } = CLAUSES[id];
  if (unobservable !== undefined)
    throw new UsageError(`--demand ${id}: no program can exercise it: ${unobservable}`, 'a demand on another clause');
  return id;
}

/** A fraction of whole numbers or a decimal, above 0 and at most 1. */
function shareOf(text: string): number {
  const [, numerator = '', denominator = '1'] = /^(\d+|\d*\.\d+)(?:\/(\d+))?$/.exec(text) ?? [];
  const value = numerator === '' ? NaN : Number(numerator) / Number(denominator);
  if (value > 0 && value <= 1) return value;
  throw new UsageError(`--demand needs a share above 0 and up to 1, but has '${text}'`, EXAMPLE);
}
