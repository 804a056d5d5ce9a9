// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Kernels that were told not to do what the suite takes for granted: docs/protocol.md, Premises.
import { expect, jest, test } from '@jest/globals';
import { command, documentOf } from './command';
import { describeLive, LIVE_LIMIT_MS } from './live';

jest.setTimeout(LIVE_LIMIT_MS);

const FEW = ['--programs', '2', '--no-corpus', '--seed', '5', '--max-ops', '60', '--no-known'];
const run = (append: string, ...more: readonly string[]) =>
  command(['run', '--adapter', 'vm', '--append', append, ...FEW, ...more]);

describeLive('a premise that does not hold', () => {
  test.each([
    ['lockdown=integrity', 'the kernel is locked down, and takes no module without a valid signature (-EPERM)'],
    ['module.sig_enforce=1', 'the kernel takes no module without a valid signature (-EKEYREJECTED)'],
    // The port's driver is a module too, so this is said over the serial line.
    ['nomodule', 'loading modules is switched off (kernel.modules_disabled is 1)'],
  ])('%s: the test module is left out, and nothing is a violation', async (append, reason) => {
    const ended = await run(append, '--json');
    const document = documentOf(ended);
    expect({ ...document, status: ended.status }).toMatchObject({ status: 0, verdict: 'conforms', programs: 2 });
    expect(document).toMatchObject({ counterexamples: [], lacks: [{ premise: 'modules', reason }] });
  });

  test('without the JIT nothing is run, and the cure is named', async () => {
    const { status, stdout, stderr } = await run('sysctl.net.core.bpf_jit_enable=0');
    expect({ status, stdout }).toEqual({ status: 69, stdout: '' });
    expect(stderr).toContain(
      'nothing can be tested: the BPF JIT is off (net.core.bpf_jit_enable is 0)\n  try: sysctl net.core.bpf_jit_enable=1\n',
    );
  });

  test('a race that needs the test module is unavailable', async () => {
    const { status, stderr } = await command(['race', '--adapter', 'vm', '--append', 'nomodule', '--races', '1']);
    expect(status).toBe(69);
    expect(stderr).toContain('no race can be run: loading modules is switched off');
  });
});
