// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// From the names and versions of Debian's packages to the kernels that they make up.

/** A package that can be downloaded. */
export interface OfferedPackage {
  readonly name: string;
  readonly version: string;
}

/** A kernel that an archive offers. */
export interface OfferedKernel {
  /** As uname(2) gives it, which ends in the flavour: 6.12.95+deb12-cloud-amd64. */
  readonly release: string;
  /** Of the package: 6.12.95-1~bpo12+1. That of 6.1.0-50 is 6.1.176-1. */
  readonly version: string;
  /** The packages with the kernel itself. */
  readonly image: readonly string[];
  /** The packages that modules are built with; empty when the archive has dropped them, as it does with older kernels. */
  readonly headers: readonly string[];
}

const flavour = 'cloud-amd64';
/** A package that is called by the version alone depends on the newest image. */
const imageName = new RegExp(`^linux-image-(\\d+\\.\\d+\\.\\d.*-${flavour})$`);

/** The kernels among packages, oldest first. */
export function kernelsOffered(packages: readonly OfferedPackage[]): OfferedKernel[] {
  const names = new Set(packages.map(({ name }) => name));
  return packages
    .flatMap(({ name, version }) => {
      const release = imageName.exec(name)?.[1];
      if (release === undefined) return [];
      return [{ release, version, image: imagePackages(release, names), headers: headerPackages(release, names) }];
    })
    .sort((a, b) => compareNumbers(a.release, b.release));
}

/** Since 6.19 the image is a package that only depends on others; 7.2 keeps the configuration in a third. */
function imagePackages(release: string, names: ReadonlySet<string>): string[] {
  const parts = [`linux-binary-${release}`, `linux-base-${release}`].filter((name) => names.has(name));
  return parts.length > 0 ? parts : [`linux-image-${release}`];
}

function headerPackages(release: string, names: ReadonlySet<string>): string[] {
  const base = release.replace(`-${flavour}`, '');
  // 6.1 has one linux-kbuild for all its updates.
  const kbuild = [`linux-kbuild-${base}`, `linux-kbuild-${minor(base)}`].find((name) => names.has(name));
  const headers = [`linux-headers-${release}`, `linux-headers-${base}-common`];
  return kbuild !== undefined && headers.every((name) => names.has(name)) ? [...headers, kbuild] : [];
}

const minor = (version: string): string => /^\d+\.\d+/.exec(version)?.[0] ?? version;

/**
 * The kernel that is meant by 6.12 (the newest 6.12.N), 6.12.95, a package's version or a whole release. One whose headers
 * are gone is second choice: without a test module little of it can be tested.
 */
export function chooseKernel(offered: readonly OfferedKernel[], wanted: string): OfferedKernel | undefined {
  const fitting = offered.filter((kernel) => isMeant(kernel, wanted));
  return fitting.filter(({ headers }) => headers.length > 0).at(-1) ?? fitting.at(-1);
}

function isMeant({ release, version }: OfferedKernel, wanted: string): boolean {
  return release === wanted || version === wanted || beginsWith(release, wanted) || beginsWith(version, wanted);
}

/** By whole numbers: 6.1 does not begin 6.12, nor 6.12.9 6.12.95. */
function beginsWith(text: string, version: string): boolean {
  return /^[\d.]+$/.test(version) && `${/^[\d.]+/.exec(text)?.[0] ?? ''}.`.startsWith(`${version}.`);
}

/** Compares the numbers in two releases one by one. */
function compareNumbers(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The flavour's amd64 is no number of the version. */
function numbers(release: string): number[] {
  return (release.replace(`-${flavour}`, '').match(/\d+/g) ?? []).map(Number);
}
