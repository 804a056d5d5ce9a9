// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A campaign: programs run on one implementation in batches, each judged as its history comes in.
import type { Loss, Ran, RunOptions } from '../adapter';
import type { Origin } from '../coverage/coverage';
import { demandsOn } from '../coverage/demand';
import type { Deviated } from '../judge/verdict';
import { Interrupted } from '../errors';
import { Crashes } from '../judge/known/crash';
import { entryOf, type KnownDeviation } from '../judge/known/deviation';
import { sameViolation } from '../judge/same';
import { OPERATIONS, type History, type Program } from '../../spec';
import { breathe } from '../platform/breathing';
import { brokenBy, ranBy, type Broken } from './answer';
import { Connection } from './connection';
import { evidenceOf } from './evidence';
import { Feed, type Item } from './feed';
import { Findings, type Found, type Shrunk } from './findings';
import { Ledger } from './ledger';
import { fits } from './door';
import { Limits } from './limits';
import { Losses, MAX_STUCK_CANDIDATES } from './losses';
import type { CampaignOptions, CampaignParts, Door, Oracle } from './options';
import type { CampaignReport, LostProgram } from './report';
import { headOf, type Times } from './report-head';
import { HURRY, Reruns } from './reruns';

/** Programs that were handed over, and their results as they come. */
interface Batch {
  readonly items: readonly Item[];
  readonly results: AsyncIterator<Ran, unknown>;
}

/** Nothing is judged, and no signal heard, while a batch is generated: a tenth of a second or so. */
const MAX_BATCH = 128;

/** Programs between two breaths: a few milliseconds' worth. */
const BREATH = 16;

/** Demands that are undecided after so many times the programs that were asked for stay so. */
const MAX_EXTENSION = 20;

const NOTHING: History = { steps: [], residue: [] };

/**
 * Runs a campaign to its end and says what it found. The same seed on the same implementation gives the same report,
 * times aside. Throws what the first `connect` throws; later failures end the campaign and are in the report.
 */
export async function runCampaign(options: CampaignOptions, parts: CampaignParts): Promise<CampaignReport> {
  const started = parts.now();
  const losses = new Losses(options.maxReconnections, (interruption) =>
    parts.onEvent?.({ kind: 'lost', interruption }),
  );
  await using connection = await Connection.open(parts.adapter, losses.trouble, parts.signal);
  const times = { started, connected: parts.now() };
  const { session } = connection;
  const oracle = await parts.oracle(session.implementation, session);
  return await new Campaign(options, parts, oracle, connection, losses, times).run();
}

class Campaign {
  private readonly ledger: Ledger;
  private readonly findings: Findings;
  private readonly crashes: Crashes;
  private readonly unexpected = new Set<string>();
  private readonly lost: LostProgram[] = [];
  private readonly feed: Feed;
  private readonly requested: number;
  private readonly unsupported: readonly string[];
  private readonly limits: Limits;
  private batch = 4;
  private broken: Broken | undefined;

  constructor(
    private readonly options: CampaignOptions,
    private readonly parts: CampaignParts,
    private readonly oracle: Oracle,
    private readonly connection: Connection,
    private readonly losses: Losses,
    private readonly times: Times,
  ) {
    this.limits = new Limits(options, parts, times.started);
    const { session } = connection;
    const { operations, implementation } = session;
    this.findings = new Findings(this.oracle.recognise);
    this.crashes = new Crashes(parts.crashes?.(implementation));
    this.ledger = new Ledger(demandsOn(this.oracle.clauses, options.demands ?? []));
    this.unsupported = OPERATIONS.map(({ op }) => op).filter((op) => !operations.has(op));
    this.requested = options.programs + (this.oracle.known ?? 0);
    this.feed = new Feed(this.requested, (index) => expressible(this.oracle.generate(index, session), session));
  }

  async run(): Promise<CampaignReport> {
    const { implementation } = this.connection.session;
    this.parts.onEvent?.({ kind: 'connected', implementation, unsupported: this.unsupported });
    try {
      await this.runBatches();
    } catch (error) {
      this.broken = brokenBy(error);
      if (this.broken === undefined && !(error instanceof Interrupted)) throw error;
    }
    return this.report();
  }

  /** The next batch is on its way before the results of this one are judged, so that neither side waits. */
  private async runBatches(): Promise<void> {
    let current = this.send();
    while (current.items.length > 0) {
      const ahead = this.send();
      const session = this.connection.session;
      this.feed.giveBack(await this.receive(current));
      await this.shrinkFindings();
      if (session === this.connection.session) {
        current = ahead.items.length > 0 ? ahead : this.send();
      } else {
        this.feed.giveBack(ahead.items);
        current = this.send();
      }
    }
  }

  private send(): Batch {
    if (this.feed.exhausted && this.ledger.demands.undecided) this.extend();
    const items = this.stopReason === undefined ? this.feed.take(this.batchSize()) : [];
    const programs = items.map(({ program }) => program);
    const results = this.connection.session.run(programs, this.findings.stuck ? HURRY : {});
    return { items, results: results[Symbol.asyncIterator]() };
  }

  /** Undecided demands ask for more programs than the user did, but not for ever. */
  private extend(): void {
    this.feed.extend(
      Math.min(this.feed.total + this.batch, this.requested + this.options.programs * (MAX_EXTENSION - 1)),
    );
  }

  /** Small at first: a violation in the first program should not wait for the generation of a thousand others. */
  private batchSize(): number {
    this.batch = Math.min(this.parts.adapter.batch, MAX_BATCH, this.batch * 2);
    return this.batch;
  }

  /** Judges results as they come; gives back the programs that got none. */
  private async receive({ items, results }: Batch): Promise<readonly Item[]> {
    for (const [position, item] of items.entries()) {
      if (this.stopReason === 'max-fail') return [];
      const ran = await ranBy(results, item.program, this.parts.signal);
      if (ran === 'aborted') return [];
      if (ran.kind === 'lost') return this.lose(item, ran, items.slice(position + 1));
      if (ran.kind === 'refused') this.refuse(item.index, ran.reason);
      else this.take(item.index, ran);
      this.progress();
      if (ran.kind === 'history' && ran.history.residue.length > 0) {
        // What was left spoils the rest of the batch; a session that is as new gives it a fair run.
        const session = this.connection.session;
        await this.connection.renew();
        if (session !== this.connection.session) return items.slice(position + 1);
      }
      if (position % BREATH === 0) await breathe();
    }
    return [];
  }

  private refuse(index: number, reason: string): void {
    this.ledger.refused.add(reason);
    this.parts.onEvent?.({ kind: 'refused', index, reason });
  }

  private take(index: number, { program, history }: Extract<Ran, { kind: 'history' }>): void {
    this.losses.judged();
    const verdict = this.oracle.judge(program, history);
    this.crashes.add(index, program, history);
    this.ledger.add(program, verdict, this.originOf(index));
    if (verdict.kind === 'unknown') return;
    const met = this.meet(program, history, verdict.deviated);
    const shown = this.oracle.shows?.(index);
    if (verdict.kind === 'conforms' && shown !== undefined && !met.includes(shown)) this.unexpected.add(shown.finding);
    if (verdict.kind === 'violates') this.findings.add({ index, program, history, violation: verdict.violation });
    const first = verdict.deviated?.[0]?.violation ?? (verdict.kind === 'violates' ? verdict.violation : undefined);
    const rest = first && this.oracle.beyond?.(program, first);
    if (rest !== undefined) this.feed.giveBack([{ index, program: rest, losses: 0 }]);
  }

  /** Takes note of what the kernel is known for, and of which the judge could tell what it comes to. */
  private meet(program: Program, history: History, deviated: readonly Deviated[] = []): readonly KnownDeviation[] {
    return deviated.flatMap(({ deviation, violation }) => {
      const entry = entryOf(this.oracle.deviations ?? [], deviation);
      if (entry !== undefined) this.findings.addKnown(entry, { program, history, violation });
      return entry ?? [];
    });
  }

  private originOf(index: number): Origin {
    return index < (this.oracle.known ?? 0) ? 'given' : 'generated';
  }

  /** Decides what becomes of a program that the implementation went away over, and connects again. */
  private async lose(item: Item, loss: Loss, rest: readonly Item[]): Promise<readonly Item[]> {
    const { index, program } = item;
    const verdict = this.oracle.judgeLoss?.(program, loss);
    const violation = verdict?.kind === 'violates' ? verdict.violation : undefined;
    const unsure = violation?.kind === 'stuck' && !this.findings.has(violation);
    const became = this.losses.judge(item, loss, unsure ? 'unsure' : violation ? 'violation' : 'nothing');
    if (verdict !== undefined && violation !== undefined && became === 'finding') {
      const { history = NOTHING } = loss;
      this.ledger.add(program, verdict, this.originOf(index));
      this.findings.add({ index, program, history, violation });
    }
    if (became === 'given up') this.lost.push({ index, program, reason: loss.reason, log: loss.log });
    if (!this.limits.interrupted) {
      await this.losses.reconnect(this.connection, loss, became);
      this.parts.onEvent?.({ kind: 'reconnected', times: this.connection.reconnections });
    }
    const stuck = unsure ? { stuck: true } : {};
    return became === 'again' ? [{ ...item, ...stuck, losses: item.losses + 1 }, ...rest] : rest;
  }

  private async shrinkFindings(): Promise<void> {
    for (let found = this.findings.pending; found !== undefined; found = this.findings.pending) {
      if (this.limits.interrupted) return;
      this.parts.onEvent?.({ kind: 'shrinking', found });
      const hurried = found.violation.kind === 'stuck';
      const reruns = this.reruns(found, hurried ? HURRY : {});
      const smallest = await this.oracle.shrink(found, reruns.rerun);
      // What was hurried may have been the host's fault after all.
      const shrunk =
        hurried && smallest.program !== found.program && !(await this.happensAgain(found, smallest)) ? found : smallest;
      const told = reruns.unfinished ? { ...shrunk, unfinished: true as const } : shrunk;
      // Not among the arguments: what nobody listens to is not evaluated, and then it would be shrunk for ever.
      const counterexample = this.findings.shrunk(found, told);
      this.parts.onEvent?.({ kind: 'counterexample', counterexample });
    }
  }

  private async happensAgain(found: Found, { program, violation }: Shrunk): Promise<boolean> {
    const verdict = (await this.reruns(found).rerun(program))?.verdict;
    return verdict?.kind === 'violates' && sameViolation(verdict.violation, violation);
  }

  private reruns({ index }: Found, options: RunOptions = {}): Reruns {
    const most = options.limit === undefined ? undefined : MAX_STUCK_CANDIDATES;
    const losses = this.losses.shrinking(index, this.connection, most);
    return new Reruns(this.connection, this.oracle, losses, this.parts, options);
  }

  private get stopReason(): ReturnType<Limits['stopReason']> {
    return this.limits.stopReason(this.findings.count);
  }

  private progress(): void {
    const { programs, operations, clauses } = this.ledger;
    const { total: requested } = this.feed;
    const progress = { programs, requested, operations, violations: this.findings.count, exercised: clauses.size };
    this.parts.onEvent?.({ kind: 'judged', progress });
  }

  private report(): CampaignReport {
    const ended = this.broken === undefined ? this.limits.ended(this.findings.count, this.feed.exhausted) : 'broken';
    const { counterexamples, known } = this.findings;
    const found = {
      ended,
      counterexamples,
      known,
      unexpected: [...this.unexpected],
      lost: this.lost,
      crashes: this.crashes.reports,
    } as const;
    return {
      ...evidenceOf(this.ledger, this.oracle, found),
      ...this.broken,
      adapter: this.parts.adapter.name,
      profile: this.oracle.profile,
      seed: this.options.seed,
      requested: this.requested,
      unsupported: this.unsupported,
      lacks: this.connection.session.lacks ?? [],
      ...headOf(this.connection, this.losses, this.times, this.parts.now()),
    };
  }
}

/** Asking for what the session cannot express would prove nothing; that the generator did is a bug. */
function expressible(program: Program, door: Door): Program {
  const foreign = program.operations.find((operation) => !fits(operation, door));
  if (foreign) throw new Error(`${foreign.op} was generated, but the adapter cannot express it`);
  return program;
}
