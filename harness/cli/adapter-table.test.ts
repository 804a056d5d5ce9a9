// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Every option x adapter x verb, from what each declares: what was asked reaches the adapter, or the exit code is 64.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Command } from 'commander';
import { ADAPTERS, type AdapterKind } from '../adapters';
import type { Shell } from '../adapters/bpftool/shell';
import { ADAPTER_OPTIONS, aboutOption, OPTION_NAMES, type OptionName } from '../adapters/option';
import type * as SimulatorModule from '../adapters/simulator';
import type { SimulatorOptions } from '../adapters/simulator';
import type { BootOptions, PrepareOptions } from '../guest';
import type * as StrategiesModule from '../campaign/race/strategies';
import type { StrategyOptions } from '../campaign/race/strategies';
import { commandLine, type Outcome } from '../testing/command-line';
import { Unavailable } from '../errors';
import { processIo } from './process-io';
import { createProgram } from './program';

/** What an adapter, or what it runs, was really given. */
interface Reached {
  readonly adapter: string;
  readonly prepare?: PrepareOptions;
  readonly boot?: BootOptions;
  readonly simulator?: SimulatorOptions;
  readonly strategy?: { readonly name: string } & StrategyOptions;
  readonly build?: string;
  readonly tool?: string;
}
const mockReached: Reached[] = [];
const mockEnough = new Unavailable('that is all that this test wants to know', 'another test');

jest.mock('../guest', () => ({
  ...jest.requireActual<object>('../guest'),
  prepareGuest: (prepare: PrepareOptions) => {
    mockReached.push({ adapter: prepare.bpftool === undefined ? 'vm' : 'bpftool', prepare });
    return Promise.resolve({ release: '6.12.1', kernel: 'bzImage', initramfs: 'initramfs', modules: true });
  },
  bootGuest: (boot: BootOptions) => {
    mockReached.push({ adapter: mockReached.at(-1)?.adapter ?? '', boot });
    throw mockEnough;
  },
}));
jest.mock('../adapters/bpftool/objects', () => ({
  ...jest.requireActual<object>('../adapters/bpftool/objects'),
  buildObjects: () => Promise.resolve('/objects'),
}));
jest.mock('../guest/build/modules', () => ({
  buildModules: ({ buildDirectory }: { readonly buildDirectory: string }) => {
    mockReached.push({ adapter: 'bpftool:host', build: buildDirectory });
    return Promise.resolve(['/modules/soc_a.ko']);
  },
}));
jest.mock('../adapters/bpftool/host-lacks', () => ({ hostLacks: () => Promise.resolve([]) }));
jest.mock('../adapters/bpftool/session', () => ({
  openBpftool: async (shell: Shell) => {
    const version = await shell.exec(['bpftool', '--version']);
    mockReached.push({ adapter: 'bpftool:host', tool: 'stdout' in version ? version.stdout.trim() : '' });
    throw mockEnough;
  },
}));
jest.mock('../adapters/simulator', () => {
  const actual = jest.requireActual<typeof SimulatorModule>('../adapters/simulator');
  return {
    ...actual,
    simulator: (options: SimulatorOptions) => {
      mockReached.push({ adapter: 'simulator', simulator: options });
      return actual.simulator(options);
    },
  };
});
jest.mock('../campaign/race/strategies', () => {
  const actual = jest.requireActual<typeof StrategiesModule>('../campaign/race/strategies');
  return {
    ...actual,
    proverFor: (name: Parameters<typeof actual.proverFor>[0], options: StrategyOptions) => {
      mockReached.push({ adapter: 'simulator', strategy: { name, ...options } });
      return actual.proverFor(name, options);
    },
  };
});

const directory = mkdtempSync(join(tmpdir(), 'table-'));
afterAll(() => rmSync(directory, { recursive: true }));
beforeEach(() => {
  if (process.getuid !== undefined) jest.spyOn(process, 'getuid').mockReturnValue(0);
});

const PROGRAM = join(directory, 'one.program');
writeFileSync(PROGRAM, 'quiesce\n');
const PROBE = join(directory, 'probe.sh');
const PROBED = join(directory, 'probed');
writeFileSync(
  PROBE,
  `while read -r line; do
  seq=\${line#*'"seq":'}; seq=\${seq%%[,\\}]*}
  case $line in
  *'"start"'*) echo probed > ${PROBED}
    echo '{"version":1,"implementation":{"name":"probe","version":"1","kernel":"'$1'"},"operations":["quiesce"],"races":true}' ;;
  *'"stop"'*) echo '{"stopped":true,"residue":[]}'; exit ;;
  *) echo '{"seq":'$seq',"error":"enough"}' ;;
  esac
done
`,
);

/** Words that make a verb short. A verb without adapters has none. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  run: ['--programs', '1', '--no-corpus', '--max-ops', '1', '--seed', '1'],
  race: ['--races', '1', '--rounds', '1', '--seed', '1'],
  replay: [PROGRAM],
  smoke: [],
  serve: [],
  matrix: ['--programs', '1'],
};
const SERVED = '{"cmd":"start","version":1}\n{"cmd":"stop"}\n';

interface Way {
  readonly words: readonly string[];
  readonly seen: (reached: Reached) => boolean;
}

const kernelOf = (kind: string): string => (kind === 'simulator' ? '6.1' : 'debian:6.1');
const IMAGE = '/boot/vmlinuz-of-mine';

/** How each option is given to a kind, and how one sees that it arrived. */
const WAYS: Readonly<Record<OptionName, (kind: string) => Way>> = {
  kernel: (kind) => ({
    words: ['--kernel', kernelOf(kind)],
    seen: ({ prepare, simulator }) => (prepare?.kernel ?? simulator?.kernel) === kernelOf(kind),
  }),
  kernelBuild: (kind) => ({
    words: [...(kind === 'bpftool:host' ? [] : ['--kernel', IMAGE]), '--kernel-build', '/build'],
    seen: ({ prepare, build }) => (prepare?.kernel === IMAGE && prepare.kernelBuild === '/build') || build === '/build',
  }),
  kernelTree: () => ({ words: ['--kernel-tree', '/tree'], seen: ({ prepare }) => prepare?.kernelTree === '/tree' }),
  accel: () => ({ words: ['--accel', 'tcg'], seen: ({ boot }) => boot?.accelerator === 'tcg' }),
  append: () => ({
    words: ['--append', 'quiet  nosmp'],
    seen: ({ boot }) => boot?.commandLine?.join('|') === 'quiet|nosmp',
  }),
  bpftool: () => ({
    words: ['--bpftool', process.execPath],
    seen: ({ prepare, tool }) => prepare?.bpftool === process.execPath || tool === process.version,
  }),
  // The probe says that it works on this machine's kernel, and is asked nothing unless that is allowed.
  hostKernel: () => ({ words: ['--host-kernel'], seen: () => true }),
  // That it arrives is told by an implementation that is late, below.
  answerTimeout: () => ({ words: ['--answer-timeout', '1h'], seen: () => true }),
  jobs: () => ({ words: ['--jobs', '2'], seen: ({ boot }) => boot?.affinity !== undefined }),
  scheduler: () => ({ words: ['--scheduler', 'exhaustive'], seen: ({ strategy }) => strategy?.name === 'exhaustive' }),
  preemptions: () => ({ words: ['--preemptions', '1'], seen: ({ strategy }) => strategy?.preemptions === 1 }),
};

function specification({ name, usage }: AdapterKind, host: boolean): string {
  if (name !== 'exec') return name;
  expect(usage).toBe('exec:COMMAND');
  return `exec:sh ${PROBE} ${host ? release() : '6.12.95'}`;
}

/** Every verb, those below another one included, by the words that call it. */
function verbsOf(
  command: Command,
  above: readonly string[] = [],
): readonly { words: readonly string[]; command: Command }[] {
  return command.commands.flatMap((each) => {
    const words = [...above, each.name()];
    return each.commands.length > 0 ? verbsOf(each, words) : [{ words, command: each }];
  });
}

const verbs = verbsOf(createProgram(processIo(), () => undefined));
const declares = (command: Command, attribute: string): boolean =>
  command.options.some((option) => option.attributeName() === attribute);

async function run(words: readonly string[]): Promise<Outcome & { readonly reached: readonly Reached[] }> {
  mockReached.length = 0;
  rmSync(PROBED, { force: true });
  const outcome = await commandLine(words, { stdin: words[0] === 'serve' ? SERVED : '' });
  const probed = ((): string => {
    try {
      return readFileSync(PROBED, 'utf8');
    } catch {
      return '';
    }
  })();
  return { ...outcome, reached: [...mockReached, ...(probed === '' ? [] : [{ adapter: 'exec' }])] };
}

const isRefusal = ({ code, stdout, stderr }: Outcome): boolean =>
  code === 64 && stdout === '' && /^ {2}try: ./m.test(stderr) && !/^ +at /m.test(stderr);

interface Combination {
  readonly verb: (typeof verbs)[number];
  readonly option: OptionName | undefined;
  /** Undefined where no adapter is named. */
  readonly kind: AdapterKind | undefined;
}

const combinations: readonly Combination[] = verbs.flatMap((verb) =>
  [undefined, ...OPTION_NAMES].flatMap((option) => [undefined, ...ADAPTERS].map((kind) => ({ verb, option, kind }))),
);

/** The kind that has to be reached, by the declarations; undefined where the command line has to be refused. */
function expected({ verb: { command, words }, option, kind }: Combination): string | undefined {
  if (option !== undefined && !declares(command, option)) return undefined;
  if (!declares(command, 'adapter')) return undefined;
  const fallback = words[0] === 'matrix' ? 'vm' : 'simulator';
  const chosen = kind?.name ?? (option === undefined ? undefined : aboutOption(option).means) ?? fallback;
  const found = ADAPTERS.find(({ name }) => name === chosen);
  if (found === undefined || (words[0] === 'race' && found.races !== true)) return undefined;
  // A matrix is of kernels, so it names them to whatever it runs.
  const given = [...(option === undefined ? [] : [option]), ...(words[0] === 'matrix' ? ['kernel' as const] : [])];
  if (chosen === 'bpftool:host' && option !== 'hostKernel') return undefined;
  return given.every((name) => found.takes.includes(name)) ? chosen : undefined;
}

/** What is wrong with how the command line was taken; undefined when it is as declared. */
async function trial(combination: Combination): Promise<string | undefined> {
  const { verb, option, kind } = combination;
  const chosen = expected(combination);
  const named = kind?.name ?? chosen ?? '';
  const way = option === undefined ? undefined : WAYS[option](named);
  const words = [
    ...verb.words,
    ...(VERBS[verb.words.join(' ')] ?? []),
    ...(verb.words[0] === 'matrix' && option !== 'kernel' ? ['--kernel', kernelOf(named)] : []),
    ...(way?.words ?? []),
    // The kernel of this machine need not be one that the specification covers.
    ...(option === 'hostKernel' && declares(verb.command, 'profile') ? ['--profile', '6.12'] : []),
    ...(kind === undefined ? [] : ['--adapter', specification(kind, option === 'hostKernel')]),
  ];
  const outcome = await run(words);
  const text = `${words.join(' ')}: ${JSON.stringify(outcome)}`;
  if (chosen === undefined) return isRefusal(outcome) && outcome.reached.length === 0 ? undefined : text;
  const arrived =
    outcome.reached.every(({ adapter }) => adapter === chosen) && outcome.reached.some(way?.seen ?? (() => true));
  return outcome.code !== 64 && arrived ? undefined : text;
}

/** A verb that takes no adapter and is asked for none is none of this table's business. */
const isTrial = ({ verb, option, kind }: Combination): boolean =>
  declares(verb.command, 'adapter') || option !== undefined || kind !== undefined;

describe(`${String(combinations.filter(isTrial).length)} combinations of option, adapter and verb`, () => {
  it('are made of all verbs and options that there are', () => {
    const taking = verbs.filter(({ command }) => declares(command, 'adapter')).map(({ words }) => words.join(' '));
    expect(taking.toSorted()).toEqual(Object.keys(VERBS).toSorted());
    const spelled = verbs.flatMap(({ command }) => command.options.map(({ long }) => long));
    for (const { flag } of Object.values(ADAPTER_OPTIONS)) expect(spelled).toContain(flag);
  });

  it.each(verbs.map((verb) => [verb.words.join(' '), verb] as const))('%s', async (_, verb) => {
    const wrong: string[] = [];
    for (const combination of combinations.filter((each) => each.verb === verb && isTrial(each))) {
      const found = await trial(combination);
      if (found !== undefined) wrong.push(found);
    }
    expect(wrong).toEqual([]);
  });
});

describe('options of an adapter of its own', () => {
  const own = ADAPTERS.flatMap((kind) => (kind.own ?? []).map((name) => [kind, name] as const));
  const VALUES: Readonly<Record<string, string>> = { accel: 'tcg', fault: 'attach-zero-einval' };
  const taking = verbs.filter(({ words }) => words.join(' ') in VERBS);
  const valueOf = (kind: string, name: string): string => VALUES[name] ?? kernelOf(kind);
  const rows = own.flatMap(([kind, name]) =>
    taking
      .filter(({ words }) => words[0] !== 'race' || kind.races === true)
      .map(({ words }) => [words.join(' '), kind.name, name] as const),
  );

  it.each(rows)('%s --adapter %s:%s=…', async (verb, kind, name) => {
    const value = valueOf(kind, name);
    const matrix = verb === 'matrix' ? ['--kernel', kernelOf(kind)] : [];
    const words = [...verb.split(' '), ...(VERBS[verb] ?? []), ...matrix, '--adapter', `${kind}:${name}=${value}`];
    const outcome = await run(words);
    // The kernels of a matrix are named beside the adapter.
    if (verb === 'matrix' && name === 'kernel') {
      expect(isRefusal(outcome)).toBe(true);
      return;
    }
    const values = outcome.reached.flatMap(({ prepare, boot, simulator }) => [
      prepare?.kernel,
      boot?.accelerator,
      simulator?.kernel,
      simulator?.fault,
    ]);
    expect(values).toContain(value);
    const flag = ADAPTERS.find((each) => each.name === kind)?.takes.find((each) => each === name);
    if (flag === undefined) return;
    expect(isRefusal(await run([...words, `--${name}`, value]))).toBe(true);
    expect(isRefusal(await run([...words, '--adapter', kind]))).toBe(true);
  });
});

describe('an option with one value', () => {
  it.each([
    [['run', '--adapter', 'vm', '--adapter', 'simulator']],
    [['run', '-a', 'vm', '--adapter', 'vm']],
    [['run', '--kernel', 'debian:6.1', '--kernel', 'debian:6.12']],
    [['run', '--programs', '5', '--runs', '6']],
    [['run', '--known', 'FILE', '--no-known']],
    [['race', '--seed', '1', '--seed', '2']],
    [['explore', '--profile', '6.12', '--profile', '7.3']],
    [['matrix', '--kernel', '6.1', '--kernel', '6.12', '--jobs', '2', '--jobs', '3']],
    [['run', '--adapter', 'simulator:kernel=6.1,kernel=6.12']],
    [['kernels', 'prune', '--unused', '1h', '--unused', '2h']],
  ])('is refused when it is given twice: %j', async (words) => {
    const outcome = await run(words);
    expect(isRefusal(outcome)).toBe(true);
    expect(outcome.stderr).toMatch(/twice|contradict/);
  });

  it.each([
    [['run', '--kernel-build', '/build']],
    [['run', '--kernel', 'debian:6.12', '--kernel-build', '/build']],
    [['run', '--kernel-tree', '/tree', '--kernel', 'debian:6.12']],
    [['run', '--adapter', 'vm:kernel=debian:6.12', '--kernel-tree', '/tree']],
    [['run', '--kernel', 'debian:latest']],
    [['run', '--adapter', 'simulator', '--kernel', 'debian:6.12']],
    [['matrix', '--kernel', 'debian:6.12', '--kernel', 'debian:']],
  ])('is refused beside what leaves it without a meaning: %j', async (words) => {
    const outcome = await run(words);
    expect(isRefusal(outcome)).toBe(true);
    expect(outcome.reached).toEqual([]);
  });
});

it('--answer-timeout arrives at the command that is late', async () => {
  const late = `exec:${process.execPath} -e setInterval(()=>0,1000)`;
  const { code, stderr } = await commandLine(['run', '--adapter', late, '--answer-timeout', '200ms']);
  expect(code).toBe(69);
  expect(stderr).toContain('within 0.2 s');
});
