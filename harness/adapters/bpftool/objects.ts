// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The BPF objects that bpftool loads: one for each value that a program may ask a loader for, compiled once.
import { join } from 'node:path';
import { loaderRegister, TYPE_NAMES, type TypeName } from '../../../spec';
import { kernelSources, sourceHash } from '../../guest/build/sources';
import { findTool, requireTools } from '../../guest/build/tools';
import { cacheEntry } from '../../guest/cache/entry';
import { explain, succeeded } from '../../platform/finished';
import { run } from '../../platform/run';
import { Unavailable } from '../../errors';

const SOURCE = 'value.bpf.c';
/** Compilers at once: enough to keep two processors busy. */
const WIDTH = 4;

/** The program behind `run` in an object that has it. */
export const RUN_PROGRAM = 'soc_run';

/** What is in an object: one map, and without a value nothing else. */
export interface ObjectContent {
  readonly type: TypeName;
  readonly link: boolean;
  readonly value?: { readonly run: boolean; readonly tag: number };
}

/** The file name of an object. */
export function objectName({ type, link, value }: ObjectContent): string {
  const words = [type, link ? 'link' : 'map'];
  if (value !== undefined) words.push(value.run ? 'run' : 'data', String(value.tag));
  return `${words.join('-')}.o`;
}

const { tag } = loaderRegister.parameters;

/** All that a program can ask for. */
export const OBJECTS: readonly ObjectContent[] = TYPE_NAMES.flatMap((type) =>
  [true, false].flatMap((link): ObjectContent[] => [
    { type, link },
    ...[true, false].flatMap((run) =>
      [tag.default, ...tag.edges].map((number) => ({ type, link, value: { run, tag: number } })),
    ),
  ]),
);

function macros({ type, link, value }: ObjectContent): readonly string[] {
  return [
    `-DTYPE_${type}`,
    ...(link ? ['-DLINK'] : []),
    ...(value === undefined ? [] : [`-DTAG=${value.tag}`]),
    ...(value?.run === true ? ['-DRUN'] : []),
  ];
}

/** The directory with all objects. Throws `Unavailable` without clang, or when it fails. */
export async function buildObjects(onStep?: (step: string) => void): Promise<string> {
  const sources = kernelSources('bpf');
  return cacheEntry({
    kind: 'objects',
    key: sourceHash(
      sources,
      [SOURCE],
      ...OBJECTS.map((content) => `${objectName(content)} ${macros(content).join(' ')}`),
    ),
    needs: OBJECTS.map(objectName),
    fill: async (directory) => {
      requireTools(['clang']);
      onStep?.('compiling the objects for bpftool');
      const left = [...OBJECTS];
      const work = async (): Promise<void> => {
        for (let next = left.pop(); next !== undefined; next = left.pop()) await compile(sources, next, directory);
      };
      await Promise.all(Array.from({ length: WIDTH }, work));
    },
  });
}

async function compile(sources: string, content: ObjectContent, directory: string): Promise<void> {
  const target = ['-O2', '-g', '-target', 'bpf', '-Wall', '-Werror'];
  const files = ['-c', join(sources, SOURCE), '-o', join(directory, objectName(content))];
  const compiled = await run(findTool('clang') ?? 'clang', [...target, ...macros(content), ...files]);
  if (!succeeded(compiled))
    throw new Unavailable(`an object for bpftool does not compile: ${explain(compiled)}`, 'clang --version');
}
