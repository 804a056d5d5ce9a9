// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What several checks of one call ask for is worked out once.

/** `work`, which remembers the last thing that it was asked about, by identity. It must not depend on anything else. */
export function once<A extends object, R>(work: (about: A) => R): (about: A) => R {
  let last: { readonly about: A; readonly result: R } | undefined;
  return (about) => {
    if (last?.about !== about) last = { about, result: work(about) };
    return last.result;
  };
}
