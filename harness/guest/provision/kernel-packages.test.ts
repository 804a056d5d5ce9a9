// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { isOfVersion, kernelPackages, newestRelease } from './kernel-packages';

const offered = [
  'linux-image-6.1.0-32-cloud-amd64',
  'linux-image-6.12.9+deb12-cloud-amd64',
  'linux-image-6.12.90+deb12-cloud-amd64',
  'linux-image-6.12.90+deb12.1-cloud-amd64',
  'linux-image-6.12.95+deb12-cloud-amd64-unsigned',
  'linux-image-6.12.95+deb12-rt-amd64',
  'linux-image-6.12.95+deb12-cloud-amd64',
  'linux-image-cloud-amd64',
];

test('6.12 is the newest 6.12.N by number', () => {
  expect(newestRelease(offered, '6.12')).toBe('6.12.95+deb12-cloud-amd64');
  expect(newestRelease([...offered].reverse(), '6.12')).toBe('6.12.95+deb12-cloud-amd64');
  expect(newestRelease(offered, '6.12.90')).toBe('6.12.90+deb12.1-cloud-amd64');
});

test('a version is a prefix by whole numbers', () => {
  expect(isOfVersion('6.12.95+deb12-cloud-amd64', '6.1')).toBe(false);
  expect(isOfVersion('6.12.95+deb12-cloud-amd64', '6.12.9')).toBe(false);
  expect(newestRelease(offered, '6.12.9')).toBe('6.12.9+deb12-cloud-amd64');
  expect(newestRelease(offered, '6.13')).toBeUndefined();
});

test('the packages of a release', () => {
  expect(kernelPackages('6.12.95+deb12-cloud-amd64')).toEqual({
    release: '6.12.95+deb12-cloud-amd64',
    image: 'linux-image-6.12.95+deb12-cloud-amd64',
    headers: 'linux-headers-6.12.95+deb12-cloud-amd64',
    common: 'linux-headers-6.12.95+deb12-common',
    kbuild: 'linux-kbuild-6.12.95+deb12',
  });
});
