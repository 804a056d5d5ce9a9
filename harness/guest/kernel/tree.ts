// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A kernel tree of the user's: where its build is, and the image in it.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Unavailable } from '../../errors';

/** An image and the build directory that it is of. */
export interface Built {
  readonly image: string;
  readonly buildDirectory: string;
}

/** The build of a tree: in O= or KBUILD_OUTPUT, which make takes relative to the tree, or in the tree itself. Throws `Unavailable`. */
export function builtIn(tree: string, env: NodeJS.ProcessEnv = process.env): Built {
  if (!existsSync(join(tree, 'Kbuild'))) throw new Unavailable(`${tree} is no kernel tree`, '--kernel-tree DIR, where Kbuild is');
  const buildDirectory = resolve(tree, env['O'] || env['KBUILD_OUTPUT'] || '.');
  const image = ['arch/x86/boot/bzImage', 'vmlinux'].map((path) => join(buildDirectory, path)).find((path) => existsSync(path));
  if (image === undefined) {
    const output = buildDirectory === resolve(tree) ? '' : ` O=${buildDirectory}`;
    throw new Unavailable(`${buildDirectory} has no built kernel`, `make -C ${tree}${output} bzImage modules_prepare`);
  }
  return { image, buildDirectory };
}
