// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { chooseKernel, kernelsOffered, type OfferedPackage } from './kernel-packages';

const packages = (version: string, ...names: readonly string[]): OfferedPackage[] =>
  names.map((name) => ({ name, version }));

const archive: readonly OfferedPackage[] = [
  ...packages(
    '6.12.95-1~bpo12+1',
    'linux-image-6.12-cloud-amd64',
    'linux-image-6.12.95+deb12-cloud-amd64',
    'linux-image-6.12.95+deb12-cloud-amd64-unsigned',
    'linux-image-6.12.95+deb12-rt-amd64',
    'linux-headers-6.12.95+deb12-cloud-amd64',
    'linux-headers-6.12.95+deb12-common',
    'linux-kbuild-6.12.95+deb12',
  ),
  ...packages('6.12.9-1~bpo12+1', 'linux-image-6.12.9+deb12-cloud-amd64'),
  ...packages('6.12.90-1~bpo12+1', 'linux-image-6.12.90+deb12-cloud-amd64'),
  ...packages('6.12.90-2~bpo12+1', 'linux-image-6.12.90+deb12.1-cloud-amd64'),
  ...packages(
    '6.1.176-1',
    'linux-image-6.1.0-50-cloud-amd64',
    'linux-headers-6.1.0-50-cloud-amd64',
    'linux-headers-6.1.0-50-common',
    'linux-kbuild-6.1',
  ),
  ...packages('6.1.170-3', 'linux-image-6.1.0-47-cloud-amd64'),
  ...packages('7.1.13-1~bpo13+1', 'linux-image-7.1.13+deb13-cloud-amd64', 'linux-binary-7.1.13+deb13-cloud-amd64'),
  ...packages(
    '7.3.4-1~bpo13+1',
    'linux-image-7.3.4+deb13-cloud-amd64',
    'linux-base-7.3.4+deb13-cloud-amd64',
    'linux-binary-7.3.4+deb13-cloud-amd64',
    'linux-modules-7.3.4+deb13-cloud-amd64',
    'linux-headers-7.3.4+deb13-cloud-amd64',
    'linux-headers-7.3.4+deb13-common',
    'linux-kbuild-7.3.4+deb13',
  ),
  ...packages('7.3.4-1~bpo13+1', 'linux-image-cloud-amd64'),
];

const offered = kernelsOffered(archive);
const chosen = (wanted: string): string | undefined => chooseKernel(offered, wanted)?.release;

test('the kernels of an archive, oldest first, whatever the order of its packages', () => {
  expect(offered.map(({ release }) => release)).toEqual([
    '6.1.0-47-cloud-amd64',
    '6.1.0-50-cloud-amd64',
    '6.12.9+deb12-cloud-amd64',
    '6.12.90+deb12-cloud-amd64',
    '6.12.90+deb12.1-cloud-amd64',
    '6.12.95+deb12-cloud-amd64',
    '7.1.13+deb13-cloud-amd64',
    '7.3.4+deb13-cloud-amd64',
  ]);
  expect(kernelsOffered([...archive].reverse())).toEqual(offered);
});

test('a version is a prefix by whole numbers, of the release or of the package', () => {
  expect(chosen('6.1')).toBe('6.1.0-50-cloud-amd64');
  expect(chosen('6.1.176')).toBe('6.1.0-50-cloud-amd64');
  expect(chosen('6.12')).toBe('6.12.95+deb12-cloud-amd64');
  expect(chosen('6.12.9')).toBe('6.12.9+deb12-cloud-amd64');
  expect(chosen('6.12.90')).toBe('6.12.90+deb12.1-cloud-amd64');
  expect(chosen('6.13')).toBeUndefined();
  expect(chosen('6')).toBe('6.12.95+deb12-cloud-amd64');
});

test('an exact package version, and a whole release', () => {
  expect(chosen('6.12.90-1~bpo12+1')).toBe('6.12.90+deb12-cloud-amd64');
  expect(chosen('6.1.0-47-cloud-amd64')).toBe('6.1.0-47-cloud-amd64');
  expect(chosen('6.12.90-1')).toBeUndefined();
});

test('one with headers comes before a newer one without', () => {
  const newer = packages('6.12.99-1~bpo12+1', 'linux-image-6.12.99+deb12-cloud-amd64');
  expect(chooseKernel(kernelsOffered([...archive, ...newer]), '6.12')?.release).toBe('6.12.95+deb12-cloud-amd64');
  expect(chooseKernel(kernelsOffered([...archive, ...newer]), '6.12.99')?.headers).toEqual([]);
});

test('the packages of a kernel, in one piece or in many', () => {
  const parts = (wanted: string): unknown => {
    const kernel = chooseKernel(offered, wanted);
    return kernel && [...kernel.image, ...kernel.headers];
  };
  expect(parts('6.12')).toEqual([
    'linux-image-6.12.95+deb12-cloud-amd64',
    'linux-headers-6.12.95+deb12-cloud-amd64',
    'linux-headers-6.12.95+deb12-common',
    'linux-kbuild-6.12.95+deb12',
  ]);
  expect(parts('6.1')).toContain('linux-kbuild-6.1');
  expect(parts('7.1')).toEqual(['linux-binary-7.1.13+deb13-cloud-amd64']);
  expect(parts('7.3')).toEqual([
    'linux-binary-7.3.4+deb13-cloud-amd64',
    'linux-base-7.3.4+deb13-cloud-amd64',
    'linux-headers-7.3.4+deb13-cloud-amd64',
    'linux-headers-7.3.4+deb13-common',
    'linux-kbuild-7.3.4+deb13',
  ]);
});
