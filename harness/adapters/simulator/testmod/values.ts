// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The values registered with one type of the test module, oldest first (kernel/testmod/values.c).
import { EEXIST } from '../kernel/errno';
import { type Kdata, type SubsystemLink } from '../kernel/structOps';

export interface SocValue {
  kdata: Kdata;
  readonly link: SubsystemLink | null;
}

export class SocValues {
  private values: SocValue[] = [];

  constructor(private readonly exclusive: boolean) {}

  add(kdata: Kdata, link: SubsystemLink | null): number {
    if (this.exclusive && this.values.length > 0) return -EEXIST;
    this.values.push({ kdata, link });
    return 0;
  }

  /** One map may have several links: kdata alone does not name a registration. */
  find(kdata: Kdata, link: SubsystemLink | null): SocValue | undefined {
    return this.values.find((value) => value.kdata === kdata && value.link === link);
  }

  drop(value: SocValue): void {
    this.values = this.values.filter((candidate) => candidate !== value);
  }

  all(): readonly SocValue[] {
    return this.values;
  }

  /** A reference to the newest link, passing over those whose last reference is gone. */
  newestLink(): SubsystemLink | undefined {
    return this.values.findLast((value) => value.link?.incNotZero() === true)?.link ?? undefined;
  }
}
