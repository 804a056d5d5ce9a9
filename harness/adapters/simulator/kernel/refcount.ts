// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// refcount_t (lib/refcount.c): a counter that is never raised from zero and never falls below it. Maps, links and
// programs count with an atomic64_t, which would not notice; a simulated kernel may notice more.
import { type SlabObject } from './slab';

/** An object that is freed with its last reference. */
export interface Counted extends SlabObject {
  refcnt: number;
}

/** refcount_inc() */
export function refcountInc(object: Counted, by: string): void {
  if (!object.access(by)) return;
  if (object.refcnt <= 0) warn(object, by, 'addition on 0; use-after-free.');
  object.refcnt++;
  if (object.context.remembers) object.remember('raised', by, object.refcnt);
}

/** refcount_inc_not_zero() */
export function refcountIncNotZero(object: Counted, by: string): boolean {
  if (!object.access(by) || object.refcnt === 0) return false;
  refcountInc(object, by);
  return true;
}

/** refcount_dec_and_test(): whether that was the last reference. */
export function refcountDecAndTest(object: Counted, by: string): boolean {
  if (!object.access(by)) return false;
  if (object.refcnt <= 0) {
    warn(object, by, 'underflow; use-after-free.');
    return false;
  }
  object.refcnt--;
  if (object.context.remembers) object.remember('lowered', by, object.refcnt);
  return object.refcnt === 0;
}

/** refcount_warn_saturate() */
function warn(object: Counted, by: string, what: string): void {
  object.context.splat(`refcount_t: ${what}`, object.history(`counted in ${by}`));
}
