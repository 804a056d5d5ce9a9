// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A race campaign: many schedules or rounds of one race after another, each judged, and what fails shrunk.
import type { RaceProgram } from '../../spec';
import type { Adapter, Implementation, Loss } from '../adapter';
import type { RaceViolation } from '../check/race/verdict';
import { Connection } from '../engine/connection';
import type { Door } from '../engine/options';
import { ProtocolError } from '../protocol/error';
import { Unavailable } from '../unavailable';
import { concludeRaces } from './conclusion';
import { splatsBefore } from '../check/splat';
import { raceSignature } from './signature';
import { RaceFindings, type FoundRace } from './findings';
import { RaceLedger } from './ledger';
import type { NamedRace, Judging, RaceOracle } from './oracle';
import type { RaceReport } from './report';
import { judgeRounds } from './rounds';
import { runSchedules } from './schedules';
import { settleScheduled } from './shrink/scheduled';
import { settleTimed } from './shrink/timed';
import { proverFor, replaying, type StrategyName } from './strategies';
import { RaceTally } from './tally';
import { targetOf, type Target } from './target';

export interface RaceCampaignOptions {
  readonly seed: number;
  /** Races to run at most. */
  readonly races: number;
  /** Schedules, or rounds, of each. */
  readonly rounds: number;
  readonly scheduler: StrategyName;
  readonly preemptions: number;
  readonly timeBudgetMs?: number;
  readonly maxFailures: number;
  readonly maxReconnections: number;
  /** What shrinking a finding is worth. */
  readonly shrinking: Shrinking;
}

export type RaceEvent =
  | { readonly kind: 'connected'; readonly implementation: Implementation }
  | { readonly kind: 'raced'; readonly races: number; readonly rounds: number; readonly findings: number }
  | { readonly kind: 'shrinking'; readonly found: FoundRace }
  | { readonly kind: 'lost'; readonly reason: string };

/** Everything that a campaign does not do itself, so that tests can do it instead. */
export interface RaceCampaignParts {
  readonly adapter: Adapter;
  readonly oracle: (implementation: Implementation, door: Door) => RaceOracle;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RaceEvent) => void;
}

/** Limits of the shrinking of one finding. */
export interface Shrinking {
  /** Smaller races to try at most, and the schedules or rounds that each of them gets. */
  readonly candidates: number;
  readonly schedules: number;
  readonly rounds: number;
  /** Schedules of the search for the fewest context switches. */
  readonly switches: number;
  readonly ms: number;
}

export const SHRINKING: Shrinking = {
  candidates: 400,
  schedules: 1500,
  rounds: 20_000,
  switches: 200_000,
  ms: 120_000,
};

/** What is replayed has been shrunk already. */
export const AS_IT_IS: Shrinking = { ...SHRINKING, candidates: 0, switches: 0 };

/** Runs a campaign to its end. The same seed on a target with controlled threads gives the same report, times aside. */
export async function runRaceCampaign(options: RaceCampaignOptions, parts: RaceCampaignParts): Promise<RaceReport> {
  const started = parts.now();
  await using connection = await Connection.open(parts.adapter);
  return await new RaceCampaign(options, parts, connection, { started, connected: parts.now() }).run();
}

class RaceCampaign {
  private readonly ledger = new RaceLedger();
  private readonly findings = new RaceFindings();
  private readonly oracle: RaceOracle;
  private readonly unit: Target['kind'];
  private broken: string | undefined;
  private finished = false;

  constructor(
    private readonly options: RaceCampaignOptions,
    private readonly parts: RaceCampaignParts,
    private readonly connection: Connection,
    private readonly times: { readonly started: number; readonly connected: number },
  ) {
    const { session } = connection;
    this.unit = targetOf(session).kind;
    this.oracle = parts.oracle(session.implementation, session);
  }

  async run(): Promise<RaceReport> {
    this.parts.onEvent?.({ kind: 'connected', implementation: this.connection.session.implementation });
    try {
      await this.runRaces();
    } catch (error) {
      if (!(error instanceof ProtocolError || error instanceof Unavailable)) throw error;
      this.broken = error.message;
    }
    return this.report();
  }

  private async runRaces(): Promise<void> {
    for (let index = 0; index < this.options.races; index++) {
      if (this.why() !== undefined) return;
      const named = this.oracle.race(index);
      if (named === undefined) break;
      await this.runRace(index, named);
      await this.shrinkFindings();
    }
    this.finished = true;
  }

  private async runRace(index: number, named: NamedRace): Promise<void> {
    const judge = this.oracle.prepare(named.race);
    if (judge.kind === 'unknown') {
      this.ledger.unjudged.add(judge.reason);
      return;
    }
    const tally = new RaceTally();
    const target = targetOf(this.connection.session);
    if (target.kind === 'schedules') await this.runScheduled(index, named, judge, target, tally);
    else if (!(await this.runTimed(index, named, judge, target, tally))) return;
    this.ledger.add(index, named, judge.allowed, tally);
    for (const [signature, sighting] of tally.sightings)
      this.findings.add({ ...named, index, signature, sighting, of: tally.rounds });
    const { races, rounds } = this.ledger;
    this.parts.onEvent?.({ kind: 'raced', races, rounds, findings: this.findings.count });
  }

  private async runScheduled(
    index: number,
    { race, schedule }: NamedRace,
    judge: Judging,
    { play }: Extract<Target, { kind: 'schedules' }>,
    tally: RaceTally,
  ): Promise<void> {
    const { scheduler, preemptions, rounds: schedules } = this.options;
    const prover =
      schedule === undefined ? proverFor(scheduler, { seed: this.seedOf(index), preemptions }) : replaying(schedule);
    await runSchedules(play, race, judge, prover, tally, { schedules, inTime: () => this.inTime() });
    this.ledger.proofs.push(prover.proof());
  }

  /** False when the implementation gave no rounds. */
  private async runTimed(
    index: number,
    named: NamedRace,
    judge: Judging,
    target: Extract<Target, { kind: 'rounds' }>,
    tally: RaceTally,
  ): Promise<boolean> {
    const raced = await target.run(named.race, this.options.rounds, this.seedOf(index));
    if (raced.kind === 'refused') this.ledger.refused.add(raced.reason);
    if (raced.kind === 'lost') await this.lose(index, named, raced);
    if (raced.kind !== 'rounds') return false;
    judgeRounds(raced.rounds, judge, tally);
    return true;
  }

  private async lose(index: number, named: NamedRace, loss: Loss): Promise<void> {
    const { reason, log } = loss;
    const violation = deathOf(named.race, loss);
    this.parts.onEvent?.({ kind: 'lost', reason });
    if (violation === undefined) this.ledger.lost.push({ index, race: named.race, reason, log });
    else {
      const sighting = { history: NOTHING, violation, count: 1 };
      this.findings.add({ ...named, index, signature: raceSignature(violation), sighting, of: 1 });
    }
    if (this.interrupted) return;
    if (this.connection.reconnections >= this.options.maxReconnections)
      throw new ProtocolError(`the implementation went away too often, at last: ${reason}`);
    await this.connection.reopen();
  }

  private async shrinkFindings(): Promise<void> {
    for (const found of this.findings.pending) {
      if (this.interrupted) return;
      this.parts.onEvent?.({ kind: 'shrinking', found });
      const { shrinking } = this.options;
      const until = this.parts.now() + shrinking.ms;
      const limits = { ...shrinking, inTime: () => !this.interrupted && this.parts.now() < until };
      const { race, sighting, of } = found;
      const target = targetOf(this.connection.session);
      if (target.kind === 'schedules') {
        const { schedule = [], ...shown } = sighting;
        this.findings.settle(
          found,
          await settleScheduled({ ...shown, race, schedule }, target.play, this.oracle, limits),
        );
      } else {
        const run = (candidate: RaceProgram, rounds: number) => this.rerun(candidate, rounds, found.index);
        this.findings.settle(found, await settleTimed({ ...sighting, race, rounds: of }, run, this.oracle, limits));
      }
    }
  }

  /** A candidate that takes the implementation away tells nothing, but the next one needs a session. */
  private async rerun(race: RaceProgram, rounds: number, index: number) {
    const target = targetOf(this.connection.session);
    if (target.kind !== 'rounds') return undefined;
    const raced = await target.run(race, rounds, this.seedOf(index));
    if (raced.kind === 'lost' && this.connection.reconnections < this.options.maxReconnections)
      await this.connection.reopen();
    return raced.kind === 'rounds' ? raced.rounds : undefined;
  }

  /** Seeds of neighbours are far apart: strategies count up from theirs. */
  private seedOf(index: number): number {
    return (Math.imul(this.options.seed, 0x9e3779b1) + Math.imul(index, 64)) >>> 1;
  }

  private get interrupted(): boolean {
    return this.parts.signal?.aborted === true;
  }

  private inTime(): boolean {
    const why = this.why();
    return why !== 'interrupted' && why !== 'time-budget';
  }

  private why(): Exclude<RaceReport['ended'], 'finished' | 'broken'> | undefined {
    const { timeBudgetMs, maxFailures } = this.options;
    if (this.interrupted) return 'interrupted';
    if (this.findings.count >= maxFailures) return 'max-fail';
    if (timeBudgetMs !== undefined && this.parts.now() - this.times.started >= timeBudgetMs) return 'time-budget';
    return undefined;
  }

  private report(): RaceReport {
    const { session, reconnections } = this.connection;
    const findings = this.findings.report;
    const evidence = { ...this.ledger.evidence(this.unit), findings, ended: this.ended() };
    return {
      ...concludeRaces(evidence),
      ...evidence,
      ...(this.broken === undefined ? {} : { broken: this.broken }),
      ...(this.unit === 'schedules' ? { scheduler: this.options.scheduler } : {}),
      adapter: this.parts.adapter.name,
      implementation: session.implementation,
      profile: this.oracle.profile,
      seed: this.options.seed,
      unit: this.unit,
      seconds: (this.parts.now() - this.times.started) / 1000,
      connectSeconds: (this.times.connected - this.times.started) / 1000,
      reconnections,
    };
  }

  private ended(): RaceReport['ended'] {
    if (this.broken !== undefined) return 'broken';
    const why = this.why();
    return why === undefined || (why !== 'interrupted' && this.finished) ? 'finished' : why;
  }
}

const NOTHING = { prefix: [], threads: [], suffix: [], residue: [] };

/** An implementation that complained before it died has shown something; nobody knows during which operation. */
function deathOf({ threads }: RaceProgram, loss: Loss): RaceViolation | undefined {
  const lines = splatsBefore(loss);
  const operation = threads[0]?.[0];
  if (lines.length === 0 || operation === undefined) return undefined;
  return { kind: 'splat', place: { part: 0, index: 0 }, operation, lines, clauses: ['LOG-01'] };
}
