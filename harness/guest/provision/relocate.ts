// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Makes unpacked kernel headers usable where they lie: packages expect to be unpacked into /.
import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Rewrites absolute symlinks and the absolute include in the headers' Makefile to relative ones. */
export function relocate(root: string): void {
  for (const folder of ['usr/src', 'usr/lib', 'lib/modules']) {
    const directory = join(root, folder);
    if (lstatSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) continue;
    for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
      if (entry.isSymbolicLink()) relink(join(entry.parentPath, entry.name), root);
    }
  }
  const sources = join(root, 'usr/src');
  if (!existsSync(sources)) return;
  for (const name of readdirSync(sources)) {
    const makefile = join(sources, name, 'Makefile');
    if (lstatSync(makefile, { throwIfNoEntry: false })?.isFile() === true) reinclude(makefile);
  }
}

function relink(link: string, root: string): void {
  const target = readlinkSync(link);
  if (!target.startsWith('/')) return;
  rmSync(link);
  symlinkSync(relative(dirname(link), join(root, target)), link);
}

/** The headers' whole Makefile is `include /usr/src/linux-headers-VERSION-common/Makefile`; 7.3 says KBUILD_OUTPUT before. */
function reinclude(makefile: string): void {
  const text = readFileSync(makefile, 'utf8');
  const here = '$(dir $(realpath $(lastword $(MAKEFILE_LIST))))';
  const fixed = text
    .replace(/^include \/usr\/src\//gm, `include ${here}../`)
    .replace(/^KBUILD_OUTPUT=\/usr\/src\//gm, `KBUILD_OUTPUT=${here}../`);
  if (fixed !== text) writeFileSync(makefile, fixed);
}
