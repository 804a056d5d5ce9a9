// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// How witness programs begin.

/** Lines of a program as people write it, or pieces of several lines. */
export type Witness = readonly string[];
export type Witnesses = Readonly<Record<string, Witness>>;

/** soc_a is loaded with plain, and `b` is its BTF. */
export const LOADED = 'module.load soc_a\nb = btf.open soc_a';
/** soc_a is loaded with its six types. */
export const ALL = 'module.load soc_a types=all\nb = btf.open soc_a';
/** The module is gone, and its BTF object still held. */
export const GONE = `${LOADED}\nmodule.unload soc_a`;
/** `m` has no value yet. */
export const MAP = `${LOADED}\nm = map.create b plain`;
export const INUSE = `${MAP}\nmap.update m`;
export const LINK_MAP = `${LOADED}\nm = map.create b plain link`;
export const READY = `${LINK_MAP}\nmap.update m`;
export const LINKED = `${READY}\nl = link.create m`;
/** A second map for the link. */
export const TWO_READY = `${LINKED}\nn = map.create b plain link\nmap.update n`;
/** `p` is a program for plain's run. */
export const PROG = `${LOADED}\np = prog.load b plain run value=7`;
export const RELEASED = 'fd.close m\nquiesce';
/** A map that says what each callback shall return. */
export const ASKED = 'module.load soc_a types=asked\nb = btf.open soc_a\nm = map.create b asked';
export const ASKED_LINK = `${ASKED} link`;
