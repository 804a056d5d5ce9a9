// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// From what the user named to a kernel on this machine.
import { Unavailable } from '../../errors';
import { debianKernel } from '../provision/debian-kernel';
import { parseKernelSpec, defaultKernel, type Kernel } from './kernel';
import { ownKernel, requireImage } from './own';
import { builtIn } from './tree';

/** What the user may say about the kernel. */
export interface KernelChoice {
  /** `debian:VERSION` or a path; default: `debian:6.12`. */
  readonly kernel?: string;
  /** The build directory that goes with a path. */
  readonly kernelBuild?: string;
  /** A kernel tree, in the place of both. */
  readonly kernelTree?: string;
}

/** Looks whether the user's files are there before anything is installed or built for them. Throws `Unavailable`. */
export function checkChoice({ kernel = defaultKernel, kernelTree }: KernelChoice): void {
  const spec = parseKernelSpec(kernel);
  if (kernelTree !== undefined) builtIn(kernelTree);
  else if (spec?.kind === 'file') requireImage(spec.image);
}

/** Finds the kernel, and downloads it when need be. Throws `Unavailable`. */
export async function selectKernel(choice: KernelChoice = {}, onStep?: (step: string) => void): Promise<Kernel> {
  if (choice.kernelTree !== undefined) {
    const { image, buildDirectory } = builtIn(choice.kernelTree);
    return ownKernel(image, buildDirectory);
  }
  const text = choice.kernel ?? defaultKernel;
  const spec = parseKernelSpec(text, choice.kernelBuild);
  if (spec === undefined) throw new Unavailable(`'${text}' names no kernel`, `--kernel ${defaultKernel}`);
  if (spec.kind === 'file') return ownKernel(spec.image, spec.buildDirectory);
  return debianKernel(spec, onStep);
}
