// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The versions of Linux that there are profiles of.

/** Oldest first. `v12` is the series as posted, before it was changed and merged. */
export const VERSIONS = ['6.1', '6.6', 'v12', '6.9', '6.12', '6.16', '6.18', '6.19', '7.2', '7.3'] as const;
export type Version = (typeof VERSIONS)[number];

export interface KnownVersion {
  readonly name: Version;
  /** What the profile stands for, in one sentence. */
  readonly summary: string;
  /** The release that it was written after; absent when none was ever released. */
  readonly release?: string;
  /** The release that one without a release of its own came after. */
  readonly base?: string;
  /** Other versions, by major and minor number, whose kernels do the same but for what arrived between them. */
  readonly also?: readonly string[];
}

export const VERSION_TABLE: readonly KnownVersion[] = [
  {
    name: '6.1',
    summary:
      'Linux 6.1 with the stable updates up to 6.1.192: the types are those of vmlinux, and none can be registered.',
    release: '6.1.192',
  },
  {
    name: '6.6',
    summary:
      'Linux 6.6 with the stable updates from 6.6.131 on: as 6.1, and the types of vmlinux have links. Written from the source; no kernel of it was run.',
    release: '6.6.131',
  },
  {
    name: 'v12',
    summary: 'The series as posted on 7 December 2023 (v12), on the kernel of that day.',
    base: '6.7.0',
  },
  { name: '6.9', summary: 'Linux 6.9, the first release with the series.', release: '6.9.0' },
  {
    name: '6.12',
    summary: 'Linux 6.12 with the stable updates up to 6.12.95, as Debian ships it.',
    release: '6.12.95',
  },
  {
    name: '6.16',
    summary: 'Linux 6.16 up to 6.16.12, and 6.17 before 6.17.4.',
    release: '6.16.12',
    also: ['6.17'],
  },
  {
    name: '6.18',
    summary: 'Linux 6.18 with the stable updates from 6.18.21 on; run were updates up to 6.18.15.',
    release: '6.18.21',
  },
  { name: '6.19', summary: 'Linux 6.19 up to 6.19.14, as Debian ships it.', release: '6.19.14' },
  {
    name: '7.2',
    summary: 'Linux 7.1 and 7.2 up to 7.2.13, as Debian ships them.',
    release: '7.2.13',
    also: ['7.0', '7.1'],
  },
  { name: '7.3', summary: 'Linux 7.3 up to 7.3.4, as Debian ships it.', release: '7.3.4' },
];
