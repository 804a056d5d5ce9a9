// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A race campaign: many schedules or rounds of one race after another, each judged, and what fails shrunk.
import type { RaceHistory, RaceProgram, RaceRounds } from '../../../spec';
import type { Adapter, Implementation, Loss, Raced, RunOptions } from '../../adapter';
import { complaintIn } from '../../judge/loss';
import { placeIn } from '../../judge/race/judge';
import type { RaceViolation } from '../../judge/race/verdict';
import { answerOf, brokenBy, type Broken } from '../answer';
import { requireRaced } from '../sound';
import { Connection } from '../connection';
import { Limits, type Bounds, type Clock } from '../limits';
import { Losses, type CandidateLosses, type UnderWay } from '../losses';
import type { Door } from '../options';
import { headOf, type Times } from '../report-head';
import type { Interruption } from '../../interruption';
import { Interrupted } from '../../errors';
import { HURRY } from '../reruns';
import { Asking } from './asking';
import { concludeRaces } from './conclusion';
import { raceSignature } from '../../judge/race/signature';
import { RaceFindings, type FoundRace } from './findings';
import { RaceLedger } from './ledger';
import type { NamedRace, Judging, RaceOracle } from './oracle';
import type { RaceReport } from './report';
import { judgeRounds } from './rounds';
import { runSchedules } from './schedules';
import { settleScheduled } from './settle-scheduled';
import { settleTimed } from './settle-timed';
import { proverFor, replaying, type StrategyName } from './strategies';
import { RaceTally } from './tally';
import { targetOf, type Target } from './target';

export interface RaceCampaignOptions extends Bounds {
  readonly seed: number;
  /** Races to run at most. */
  readonly races: number;
  /** Schedules, or rounds, of each. */
  readonly rounds: number;
  readonly scheduler: StrategyName;
  readonly preemptions: number;
  /** How often in a row the implementation may go away, with no round judged in between, before it is given up. */
  readonly maxReconnections: number;
  /** What shrinking a finding is worth. */
  readonly shrinking: Shrinking;
}

export type RaceEvent =
  | { readonly kind: 'connected'; readonly implementation: Implementation }
  | { readonly kind: 'raced'; readonly races: number; readonly rounds: number; readonly findings: number }
  | { readonly kind: 'shrinking'; readonly found: FoundRace }
  | { readonly kind: 'lost'; readonly interruption: Interruption }
  | { readonly kind: 'reconnected'; readonly times: number };

/** Everything that a campaign does not do itself, so that tests can do it instead. */
export interface RaceCampaignParts extends Clock {
  readonly adapter: Adapter;
  readonly oracle: (implementation: Implementation, door: Door) => RaceOracle;
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
  const losses = new Losses(options.maxReconnections, (interruption) =>
    parts.onEvent?.({ kind: 'lost', interruption }),
  );
  await using connection = await Connection.open(parts.adapter, losses.trouble, parts.signal);
  return await new RaceCampaign(options, parts, connection, losses, { started, connected: parts.now() }).run();
}

class RaceCampaign {
  private readonly ledger = new RaceLedger();
  private readonly findings = new RaceFindings();
  private readonly oracle: RaceOracle;
  private readonly unit: Target['kind'];
  private readonly limits: Limits;
  private broken: Broken | undefined;
  private finished = false;

  constructor(
    private readonly options: RaceCampaignOptions,
    private readonly parts: RaceCampaignParts,
    private readonly connection: Connection,
    private readonly losses: Losses,
    private readonly times: Times,
  ) {
    this.limits = new Limits(options, parts, times.started);
    const { session } = connection;
    this.unit = targetOf(session).kind;
    this.oracle = parts.oracle(session.implementation, session);
  }

  async run(): Promise<RaceReport> {
    this.parts.onEvent?.({ kind: 'connected', implementation: this.connection.session.implementation });
    try {
      await this.runRaces();
    } catch (error) {
      this.broken = brokenBy(error);
      if (this.broken === undefined && !(error instanceof Interrupted)) throw error;
    }
    return this.report();
  }

  private async runRaces(): Promise<void> {
    for (let index = 0; index < this.options.races; index++) {
      if (this.stopReason !== undefined) return;
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
    const whole =
      target.kind === 'schedules'
        ? await this.runScheduled(index, named, judge, target, tally)
        : await this.runTimed(index, named, judge, tally);
    if (whole) this.ledger.add(index, named, judge.allowed, tally);
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
  ): Promise<true> {
    const { scheduler, preemptions, rounds: schedules } = this.options;
    const prover =
      schedule === undefined ? proverFor(scheduler, { seed: this.seedOf(index), preemptions }) : replaying(schedule);
    await runSchedules(play, race, judge, prover, tally, { schedules, inTime: () => this.limits.inTime });
    this.ledger.proofs.push(prover.proof());
    return true;
  }

  /** False when not all of the race could be run; what it showed until then is judged all the same. */
  private async runTimed(index: number, named: NamedRace, judge: Judging, tally: RaceTally): Promise<boolean> {
    const asking = new Asking(named.race, this.options.rounds, this.seedOf(index));
    const whole = await this.ask(asking, index, named);
    judgeRounds(asking.rounds, judge, tally);
    return whole;
  }

  private async ask(asking: Asking, index: number, named: NamedRace): Promise<boolean> {
    let losses = 0;
    let stuck = false;
    while (!asking.done) {
      const answer = this.limits.inTime ? await this.next(asking) : 'aborted';
      if (answer === 'aborted') return asking.answers > 0;
      if (answer.kind === 'refused') {
        this.ledger.refused.add(answer.reason);
        return false;
      }
      if (answer.kind === 'lost') {
        if (!(await this.lose({ index, losses, stuck }, named, answer))) return false;
        losses++;
        stuck ||= deathOf(named.race, answer)?.kind === 'stuck';
      } else {
        this.losses.judged();
        losses = 0;
      }
    }
    return true;
  }

  private next(
    asking: Asking,
    options: RunOptions = {},
  ): Promise<Exclude<Raced, { kind: 'lost' }> | (Loss & { readonly kind: 'lost' }) | 'aborted'> {
    const target = targetOf(this.connection.session);
    if (target.kind !== 'rounds') throw new Error('one session controls its threads, and the next one does not');
    return answerOf(
      () => asking.next(async (race, how) => requireRaced(await target.run(race, { ...how, ...options }), race)),
      this.parts.signal,
    );
  }

  /** Whether what was under way is to be asked for again. */
  private async lose(underWay: UnderWay, named: NamedRace, loss: Loss): Promise<boolean> {
    const { index } = underWay;
    const violation = deathOf(named.race, loss);
    const signature = violation === undefined ? '' : raceSignature(violation);
    const unsure = violation?.kind === 'stuck' && !this.findings.has(signature);
    const became = this.losses.judge(underWay, loss, unsure ? 'unsure' : violation ? 'violation' : 'nothing');
    if (violation !== undefined && became === 'finding') {
      const sighting = { history: historyOf(loss), violation, count: 1 };
      // Nobody knows in which of the rounds it was.
      const of = violation.kind === 'stuck' ? this.options.rounds : 1;
      this.findings.add({ ...named, index, signature, sighting, of });
    }
    if (became === 'given up') this.ledger.lost.push({ index, race: named.race, reason: loss.reason, log: loss.log });
    if (!this.limits.interrupted) {
      await this.losses.reconnect(this.connection, loss, became);
      this.parts.onEvent?.({ kind: 'reconnected', times: this.connection.reconnections });
    }
    return became === 'again';
  }

  private async shrinkFindings(): Promise<void> {
    for (const found of this.findings.pending) {
      if (this.limits.interrupted) return;
      this.parts.onEvent?.({ kind: 'shrinking', found });
      const { shrinking } = this.options;
      const until = this.parts.now() + shrinking.ms;
      const limits = { ...shrinking, inTime: () => !this.limits.interrupted && this.parts.now() < until };
      const { race, sighting, of } = found;
      const target = targetOf(this.connection.session);
      if (target.kind === 'schedules') {
        const { schedule = [], ...shown } = sighting;
        this.findings.settle(
          found,
          await settleScheduled({ ...shown, race, schedule }, target.play, this.oracle, limits),
        );
      } else {
        const losses = this.losses.shrinking(found.index, this.connection);
        const options = sighting.violation.kind === 'stuck' ? HURRY : {};
        const run = (candidate: RaceProgram, count: number) =>
          this.rerun(candidate, count, found.index, losses, options);
        this.findings.settle(found, await settleTimed({ ...sighting, race, rounds: of }, run, this.oracle, limits));
      }
    }
  }

  /** A candidate that takes the implementation away at once tells nothing; one that was answered before goes on. */
  private async rerun(race: RaceProgram, rounds: number, index: number, losses: CandidateLosses, options: RunOptions) {
    const asking = new Asking(race, rounds, this.seedOf(index));
    for (let answered = 0; !asking.done;) {
      const answer = losses.spent ? 'aborted' : await this.next(asking, options);
      if (answer === 'aborted' || answer.kind === 'refused') return undefined;
      if (answer.kind !== 'lost') continue;
      await losses.lose(answer);
      if (answer.stuck !== undefined) return withStuck(asking.rounds, answer);
      if (asking.answers === answered) return undefined;
      answered = asking.answers;
    }
    return asking.rounds;
  }

  /** Seeds of neighbours are far apart: strategies count up from theirs. */
  private seedOf(index: number): number {
    return (Math.imul(this.options.seed, 0x9e3779b1) + Math.imul(index, 64)) >>> 1;
  }

  private get stopReason(): ReturnType<Limits['stopReason']> {
    return this.limits.stopReason(this.findings.count);
  }

  private report(): RaceReport {
    const findings = this.findings.report;
    const ended = this.broken === undefined ? this.limits.ended(this.findings.count, this.finished) : 'broken';
    const evidence = { ...this.ledger.evidence(this.unit), findings, ended } as const;
    return {
      ...concludeRaces(evidence, this.oracle.given),
      ...evidence,
      ...this.broken,
      ...(this.unit === 'schedules' ? { scheduler: this.options.scheduler } : {}),
      adapter: this.parts.adapter.name,
      profile: this.oracle.profile,
      seed: this.options.seed,
      unit: this.unit,
      ...headOf(this.connection, this.losses, this.times, this.parts.now()),
    };
  }
}

/** What is known of the round in which the implementation went away. */
const historyOf = ({ stuck }: Loss): RaceHistory => ({
  ...{ prefix: [], threads: [], suffix: [], residue: [] },
  ...(stuck === undefined ? {} : { stuck }),
});

const withStuck = ({ rounds, results }: RaceRounds, loss: Loss): RaceRounds => ({
  rounds: rounds + 1,
  results: [...results, { count: 1, history: historyOf(loss) }],
});

/** What an implementation showed before it went away; nobody knows during which operation, unless it says so. */
function deathOf(race: RaceProgram, loss: Loss): RaceViolation | undefined {
  const complaint = complaintIn(loss);
  if (complaint === undefined) return undefined;
  const { lines, clause } = complaint;
  if (clause !== 'LOG-01') return { kind: 'stuck', ...placeIn(race, loss.stuck), lines, clauses: [clause] };
  const operation = race.threads[0]?.[0];
  if (operation === undefined) return undefined;
  return { kind: 'splat', place: { part: 0, index: 0 }, operation, lines, clauses: ['LOG-01'] };
}
