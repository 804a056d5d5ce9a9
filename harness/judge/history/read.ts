// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Reads a recorded history. A file that is cut off, out of order or of another version is refused by its line.
import type { z } from 'zod';
import { suggestion } from '../../../generators/text';
import { definitionOf, OPERATIONS, profileNamed, VERSIONS, type Profile } from '../../../spec';
import type { RecordedHistory, RecordedOperation } from '../race/recorded';
import { footerSchema, FORMAT, headerSchema, invokeSchema, returnSchema, VERSION } from './format';

/** Why a text is no history, in which line (from 1), and what to do about it. */
export interface HistoryError {
  readonly kind: 'error';
  readonly line: number;
  readonly message: string;
  readonly cure: string;
}

export type ReadHistory =
  { readonly kind: 'history'; readonly profile: Profile; readonly history: RecordedHistory } | HistoryError;

/** Thrown inside this file only. */
class Refused extends Error {
  constructor(
    message: string,
    readonly cure: string,
  ) {
    super(message);
  }
}

const RECORD_AGAIN = 'record it again, to its end';
const KEEP_ORDER = 'the events as they were recorded, none left out and none moved';

export function readHistory(text: string): ReadHistory {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const reader = new Reader();
  for (const [index, line] of lines.entries()) {
    try {
      reader.line(line, index);
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      return { kind: 'error', line: index + 1, message: thrown.message, cure: thrown.cure };
    }
  }
  return reader.end(lines.length);
}

class Reader {
  private profile: Profile | undefined;
  private closed = false;
  private events = 0;
  private time = 0;
  private readonly operations: RecordedOperation[] = [];
  /** The operation that each thread is inside, by its place among all. */
  private readonly inside = new Map<number, number>();

  line(line: string, index: number): void {
    const value = parsed(line, index);
    if (index === 0) this.header(value);
    else if (this.closed) throw new Refused('a line after the last one', 'one history a file');
    else if (has(value, 'end')) this.footer(checked(footerSchema, value));
    else this.event(value);
  }

  end(lines: number): ReadHistory {
    if (this.profile !== undefined && this.closed)
      return { kind: 'history', profile: this.profile, history: this.operations };
    const message =
      lines === 0 ? 'it is empty' : 'it is cut off: the line that says how many events there are is missing';
    return { kind: 'error', line: lines + 1, message, cure: RECORD_AGAIN };
  }

  private header(value: unknown): void {
    if (!has(value, 'format') || value.format !== FORMAT)
      throw new Refused('this is no history', `a file that begins with {"format":"${FORMAT}","version":${VERSION},…}`);
    if (!has(value, 'version') || value.version !== VERSION)
      throw new Refused(
        `it is of version ${JSON.stringify(has(value, 'version') ? value.version : null)}, and this is for version ${VERSION}`,
        'the version of struct-ops-conformance that wrote it',
      );
    const { profile } = checked(headerSchema, value);
    this.profile = profileNamed(profile);
    if (this.profile === undefined)
      throw new Refused(`there is no profile '${profile}'`, `one of ${VERSIONS.join(', ')}`);
  }

  private footer({ events }: z.infer<typeof footerSchema>): void {
    if (events !== this.events)
      throw new Refused(`it says that there are ${events} events, and there are ${this.events}`, RECORD_AGAIN);
    this.closed = true;
  }

  private event(value: unknown): void {
    const isReturn = has(value, 'return');
    if (!isReturn) known(value);
    const event = isReturn ? checked(returnSchema, value) : checked(invokeSchema, value);
    const { seq, time, thread } = event;
    if (seq !== this.events)
      throw new Refused(`it is out of order: event ${seq} stands where event ${this.events} should`, KEEP_ORDER);
    if (time < this.time)
      throw new Refused(`it is out of order: time ${time} comes after time ${this.time}`, KEEP_ORDER);
    if ('invoke' in event) this.invoked(thread, event);
    else this.returned(thread, event);
    this.events++;
    this.time = time;
  }

  private invoked(thread: number, { seq, invoke: operation }: z.infer<typeof invokeSchema>): void {
    if (this.inside.has(thread))
      throw new Refused(`thread ${thread} invokes an operation inside another`, 'a return before the next invocation');
    this.inside.set(thread, this.operations.length);
    this.operations.push({ thread, operation, invoked: seq, returned: Infinity });
  }

  private returned(thread: number, { seq, return: outcome }: z.infer<typeof returnSchema>): void {
    const place = this.inside.get(thread);
    const operation = place === undefined ? undefined : this.operations[place];
    if (place === undefined || operation === undefined)
      throw new Refused(`thread ${thread} returns from an operation that it never invoked`, KEEP_ORDER);
    this.inside.delete(thread);
    this.operations[place] = { ...operation, returned: seq, outcome };
  }
}

function parsed(line: string, index: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    const message = index === 0 ? 'this is no history' : 'this is no JSON: the line is cut off or was changed';
    throw new Refused(message, RECORD_AGAIN);
  }
}

/** A better word on an operation that there is not than the schema's. */
function known(value: unknown): void {
  const op = has(value, 'invoke') && has(value.invoke, 'op') ? value.invoke.op : undefined;
  if (typeof op !== 'string' || definitionOf(op) !== undefined) return;
  const names = OPERATIONS.map((definition) => definition.op);
  throw new Refused(`there is no operation "${op}"`, suggestion(op, names, 'docs/protocol.md'));
}

function checked<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw new Refused(`this is no event of a history${where}: ${issue?.message ?? ''}`, 'docs/history.md');
}

const has = <Name extends string>(value: unknown, name: Name): value is Readonly<Record<Name, unknown>> =>
  typeof value === 'object' && value !== null && name in value;
