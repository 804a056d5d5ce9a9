// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The shared libraries that a program needs, as its dynamic loader finds them.
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from '../../platform/run';
import { explain, succeeded } from '../../platform/finished';
import { Unavailable } from '../../errors';

const folder = 'lib/x86_64-linux-gnu';
const loader = 'ld-linux-x86-64.so.2';

/** A file to put into the guest. */
export interface LibraryFile {
  /** Path in the guest, without the leading slash. */
  readonly path: string;
  readonly source: string;
}

/** The loader and the libraries of a dynamically linked program whose own root is `root`; nothing for a static one. */
export async function libraryFiles(program: string, root = '/'): Promise<LibraryFile[]> {
  const own = join(root, folder, loader);
  const ld = existsSync(own) ? own : '/lib64/ld-linux-x86-64.so.2';
  const search = root === '/' ? [] : ['--library-path', [join(root, folder), join(root, 'usr', folder)].join(':')];
  const listed = await run(ld, [...search, '--list', program]);
  if (!succeeded(listed)) {
    if (/statically linked|not a dynamic executable/.test(listed.stdout + listed.stderr)) return [];
    throw new Unavailable(explain(listed), `ldd ${program}`);
  }
  return [{ path: `lib64/${loader}`, source: ld }, ...parseLoaderList(listed.stdout)];
}

/** Reads `ld.so --list`: one library a line, the loader and the vDSO without an arrow. */
export function parseLoaderList(output: string): LibraryFile[] {
  return output.split('\n').flatMap((line) => {
    const source = /=> (\/\S+) \(0x/.exec(line)?.[1];
    if (source === undefined || basename(source) === loader) return [];
    return [{ path: `${folder}/${basename(source)}`, source }];
  });
}
