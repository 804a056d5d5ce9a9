// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What this machine has of all that guests need: independent checks, each with its cure.
import { run } from '../platform/run';
import { succeeded } from '../platform/finished';
import { Unavailable } from '../errors';
import { findTool, packageOf, type Tool } from './build/tools';
import { cacheDirectory } from './cache/directory';
import { cachedKeys } from './cache/entry';
import { kvmDeviceUsable, recallKvm } from './qemu/kvm-experience';
import { findQemu } from './qemu/version';
import { defaultKernel, parseKernelSpec, type DebianKernelSpec } from './kernel/kernel';
import { cachedKernel } from './provision/debian-kernel';
import { chooseOffered, type ChosenKernel } from './provision/kernel-choice';
import { cachedKernels } from './provision/kernel-entry';
import { backports } from './provision/mirror';
import { installScript } from './build/install-script';
import { PrivateApt } from './provision/private-apt';

/** What a check found. `needed` false: the suite runs without it, slower or with less. */
export interface Finding {
  readonly ok: boolean;
  readonly detail: string;
  readonly cure?: string;
}

/** One question about this machine. */
export interface Check {
  readonly name: string;
  /** Whether a run in a guest is impossible without it. */
  readonly needed: boolean;
  run(): Promise<Finding>;
}

/** Turns what would have stopped a run into a finding. */
async function finding(work: () => Promise<Finding> | Finding): Promise<Finding> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unavailable) return { ok: false, detail: error.reason, cure: error.cure };
    throw error;
  }
}

const oldestNode = [20, 19] as const;

const node: Check = {
  name: 'node',
  needed: true,
  run: () => {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    const ok = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
    const detail = `node ${process.versions.node}`;
    return Promise.resolve(ok ? { ok, detail } : { ok, detail, cure: `install node ${oldestNode.join('.')} or newer` });
  },
};

const qemu: Check = {
  name: 'qemu',
  needed: true,
  run: () =>
    finding(async () => {
      const { path, version } = await findQemu();
      return { ok: true, detail: `${path} ${version}` };
    }),
};

const kvm: Check = {
  name: 'kvm',
  needed: false,
  run: () =>
    finding(async () => {
      if (!kvmDeviceUsable()) {
        return { ok: false, detail: 'no access to /dev/kvm; guests are emulated', cure: 'sudo adduser $USER kvm' };
      }
      const experience = recallKvm(cacheDirectory(), (await findQemu()).version);
      switch (experience.kind) {
        case 'works':
          return { ok: true, detail: 'a guest has run with it' };
        case 'none':
          return { ok: true, detail: '/dev/kvm can be opened; the first guest will tell whether it works' };
        case 'broken':
          return { ok: false, detail: `${experience.reason}; guests are emulated` };
      }
    }),
};

function tool(name: Tool, needed: boolean, purpose: string): Check {
  return {
    name,
    needed,
    run: async () => {
      const path = findTool(name);
      if (path === undefined) {
        const cure = `apt-get install --no-install-recommends ${packageOf[name]}`;
        return { ok: false, detail: `not installed; ${purpose}`, cure };
      }
      const asked = await run(path, ['--version'], { timeLimitMs: 20_000 });
      if (!succeeded(asked)) {
        const cure = `apt-get install --reinstall ${packageOf[name]}`;
        return { ok: false, detail: `${path} does not start; ${purpose}`, cure };
      }
      return { ok: true, detail: `${path} ${(asked.stdout.split('\n')[0] ?? '').trim()}`.trim() };
    },
  };
}

const mirror: Check = {
  name: 'mirror',
  needed: false,
  run: () =>
    finding(async () => {
      const names = await (await PrivateApt.open()).packageNames('^linux-image-.*-cloud-amd64$');
      return { ok: true, detail: `${backports} can be read: ${names.length} cloud kernels` };
    }),
};

/** Finds the kernel as a run would, but downloads nothing; others in the cache are no help to a run of this one. */
export const kernelCheck = (choose: (spec: DebianKernelSpec) => Promise<ChosenKernel> = chooseOffered): Check => ({
  name: 'kernel',
  needed: true,
  run: () =>
    finding(async () => {
      const spec = parseKernelSpec(defaultKernel);
      if (spec?.kind !== 'debian') throw new Error(`${defaultKernel} is no kernel of Debian's`);
      const releases = cachedKernels().map(({ release }) => release);
      const kept = releases.length > 0 ? `in the cache: ${releases.join(', ')}` : 'none in the cache yet';
      if (cachedKernel(spec) !== undefined) return { ok: true, detail: kept };
      try {
        const { release } = (await choose(spec)).kernel;
        return { ok: true, detail: `${kept}; ${defaultKernel} is ${release}, which the first run downloads` };
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
        throw new Unavailable(`${defaultKernel} cannot be had from the mirror; ${kept}`, error.cure);
      }
    }),
});

const bpftool: Check = {
  name: 'bpftool',
  needed: false,
  run: async () => {
    if (cachedKeys('bpftool').length > 0) return { ok: true, detail: 'in the cache' };
    const own = await run('bpftool', ['version'], { timeLimitMs: 20_000 });
    if (succeeded(own)) return { ok: true, detail: own.stdout.split('\n')[0] ?? '' };
    return { ok: false, detail: 'not installed, and none in the cache', cure: `sh ${installScript()}` };
  },
};

/** All checks, in the order in which a run would stumble over them. */
export const checks: readonly Check[] = [
  node,
  qemu,
  kvm,
  tool('gcc', true, 'the test module and the agent are built with it'),
  tool('make', true, 'the test module is built with it'),
  tool('pahole', true, 'it makes the BTF of the test module'),
  mirror,
  kernelCheck(),
  tool('clang', false, 'the bpftool adapter compiles its objects with it'),
  bpftool,
];
