// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Running candidates of the shrinker on the session of a campaign.
import type { Program } from '../../spec';
import { breathe, nextUnlessAborted } from './abort';
import { fits } from './door';
import type { Connection } from './connection';
import type { Oracle, Rerun } from './options';

/** A candidate that takes the implementation away costs a reboot, so a finding may cost only so many. */
const MAX_LOSSES = 20;

/** How long a finding is shrunk: an implementation that starts a process for every step would take many minutes. */
export const TIME_LIMIT_MS = 120_000;

/** The runs of one finding's candidates. */
export class Reruns {
  private losses = 0;
  private readonly end: number;
  /** Whether a candidate was not run because the time was up. */
  unfinished = false;

  constructor(
    private readonly connection: Connection,
    private readonly oracle: Oracle,
    private readonly now: () => number,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.end = now() + TIME_LIMIT_MS;
  }

  /** What the implementation does with a candidate; undefined when nothing is known of it, or all was used up. */
  readonly rerun: Rerun = async (program: Program) => {
    const { session } = this.connection;
    const expressible = program.operations.every((operation) => fits(operation, session));
    if (this.losses >= MAX_LOSSES || !expressible) return undefined;
    if (this.now() >= this.end) {
      this.unfinished = true;
      return undefined;
    }
    await breathe();
    const results = session.run([program])[Symbol.asyncIterator]();
    const next = await nextUnlessAborted(results, this.signal);
    if (next === 'aborted') return undefined;
    const ran = next.done === true ? undefined : next.value;
    if (ran?.kind === 'refused') return undefined;
    if (ran?.kind === 'history') {
      if (ran.history.residue.length > 0) await this.connection.renew();
      return { history: ran.history, verdict: this.oracle.judge(program, ran.history) };
    }
    this.losses++;
    await this.connection.reopen();
    const verdict = ran && this.oracle.judgeLoss?.(program, ran);
    return verdict && { history: { steps: [], residue: [] }, verdict };
  };
}
