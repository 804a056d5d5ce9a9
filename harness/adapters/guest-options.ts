// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What an adapter that boots guests is told, by its own options and those of the command line; never by both.
import { defaultKernel, parseKernelSpec } from '../guest';
import { UsageError } from '../errors';
import { ACCELERATORS, type Accelerator, type AdapterContext } from './context';
import type { OptionName } from './option';
import { parseOptions } from './specification';
import type { VmOptions } from './vm';

/** What `guestOptions` understands. */
export const GUEST_TAKES = ['kernel', 'kernelBuild', 'kernelTree', 'accel', 'append'] as const satisfies OptionName[];
export const GUEST_OWN = ['accel', 'kernel'] as const;

/** Throws `UsageError` for what is given twice, and for what says nothing. */
export function guestOptions(adapter: string, rest: string, context: AdapterContext): VmOptions {
  const own = parseOptions(adapter, rest, GUEST_OWN);
  const { kernelBuild, kernelTree, append, share, onNote } = context;
  const kernel = once(adapter, 'kernel', own.kernel, context.kernel);
  const accel = once(adapter, 'accel', own.accel, context.accel);
  const accelerator = accel === undefined ? undefined : acceleratorNamed(adapter, accel);
  checkKernel({ kernel, kernelBuild, kernelTree });
  return {
    ...(kernel === undefined ? {} : { kernel }),
    ...(kernelBuild === undefined ? {} : { kernelBuild }),
    ...(kernelTree === undefined ? {} : { kernelTree }),
    ...(accelerator === undefined ? {} : { accelerator }),
    ...(append === undefined ? {} : { commandLine: append }),
    ...(share === undefined ? {} : { share }),
    onNote,
  };
}

/** The value of an option that may stand in two places. Throws `UsageError` when it stands in both. */
export function once<Value extends string>(
  adapter: string,
  option: 'kernel' | 'accel',
  own: Value | undefined,
  flag: Value | undefined,
): Value | undefined {
  if (own !== undefined && flag !== undefined)
    throw new UsageError(
      `the adapter '${adapter}' is given two ${option === 'kernel' ? 'kernels' : 'accelerators'}: ${option}=${own} and --${option} ${flag}`,
      'one of the two',
    );
  return own ?? flag;
}

type Named = Readonly<Record<'kernel' | 'kernelBuild' | 'kernelTree', string | undefined>>;

/** What is named together must go together; otherwise one of them would be left out in silence. */
function checkKernel({ kernel, kernelBuild, kernelTree }: Named): void {
  if (kernelTree !== undefined && (kernel !== undefined || kernelBuild !== undefined))
    throw new UsageError(
      '--kernel-tree has a kernel and its build directory, so there is nothing else to name',
      `--kernel-tree ${kernelTree} alone`,
    );
  if (kernelBuild !== undefined && kernel === undefined)
    throw new UsageError(
      '--kernel-build says nothing without --kernel',
      '--kernel arch/x86/boot/bzImage --kernel-build .',
    );
  if (kernel === undefined) return;
  const spec = parseKernelSpec(kernel);
  if (spec === undefined)
    throw new UsageError(`'${kernel}' names no kernel`, `--kernel ${defaultKernel}, or --kernel arch/x86/boot/bzImage`);
  if (spec.kind === 'debian' && kernelBuild !== undefined)
    throw new UsageError(
      `--kernel-build is for a kernel image of yours, and ${kernel} comes with its headers`,
      `--kernel ${kernel} alone`,
    );
}

function acceleratorNamed(adapter: string, text: string): Accelerator {
  const found = ACCELERATORS.find((each) => each === text);
  if (found === undefined)
    throw new UsageError(
      `'${text}' is no accelerator`,
      ACCELERATORS.map((each) => `--adapter ${adapter}:accel=${each}`).join(', '),
    );
  return found;
}
