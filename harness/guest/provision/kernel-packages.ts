// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Names of Debian's kernel packages: linux-image-6.12.95+deb12-cloud-amd64 and those that go with it.

/** The parts of a Debian kernel's release, and the packages that make it up. */
export interface KernelPackages {
  readonly release: string;
  readonly image: string;
  readonly headers: string;
  readonly common: string;
  readonly kbuild: string;
}

/** Packages of one release, which ends in its flavour: 6.12.95+deb12-cloud-amd64. */
export function kernelPackages(release: string): KernelPackages {
  const base = release.replace(/-cloud-amd64$/, '');
  return {
    release,
    image: `linux-image-${release}`,
    headers: `linux-headers-${release}`,
    common: `linux-headers-${base}-common`,
    kbuild: `linux-kbuild-${base}`,
  };
}

/** Whether a release is of the version asked for: 6.12 has every 6.12.N, 6.12.95 only itself. */
export function isOfVersion(release: string, version: string): boolean {
  return (
    /^[\d.]+\+deb12(\.\d+)?-cloud-amd64$/.test(release) && `${release.split('+')[0] ?? ''}.`.startsWith(`${version}.`)
  );
}

/** The newest release of a version among package names or cache keys. */
export function newestRelease(names: readonly string[], version: string): string | undefined {
  const releases = names.map((name) => name.replace(/^linux-image-/, '')).filter((name) => isOfVersion(name, version));
  return releases.sort(compareReleases).at(-1);
}

/** Compares the numbers in two releases one by one. */
function compareReleases(a: string, b: string): number {
  const left = numbers(a);
  const right = numbers(b);
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The flavour's amd64 is no number of the version. */
function numbers(release: string): number[] {
  return (release.replace(/-cloud-amd64$/, '').match(/\d+/g) ?? []).map(Number);
}
