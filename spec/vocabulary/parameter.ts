// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The kinds of argument that an operation can have. Text form, JSON, generators and documentation all follow
// from these declarations, so an operation is described once.

/** What a file descriptor argument should refer to; the other kinds are misuse, and generated as such. */
export type FdKind = 'btf' | 'prog' | 'map' | 'link';

/**
 * A descriptor argument is the name of a handle, or one of two words: `closed` (a number that no descriptor of
 * the process has) and `none` (the field is left 0). A handle that was never bound, or was closed, acts as
 * `closed`: so every subset of a program is a program.
 */
export interface FdParameter {
  readonly kind: 'fd';
  readonly expects: FdKind | 'any';
  readonly default?: 'none';
}

/** One word out of a list; the first is the default unless the parameter is positional. */
export interface ChoiceParameter<Word extends string = string> {
  readonly kind: 'choice';
  readonly words: readonly [Word, ...Word[]];
}

/** A number. `edges` are the other values worth trying: the ones that the errno tables name. */
export interface NumberParameter {
  readonly kind: 'number';
  readonly default: number;
  readonly edges: readonly number[];
}

/** True when the word stands in the line. */
export interface FlagParameter {
  readonly kind: 'flag';
}

/** The symbolic name of a pin below the suite's own directory of bpffs. */
export interface PathParameter {
  readonly kind: 'path';
}

/** The name of a handle, bound or closed, whose object's id is meant rather than its descriptor. */
export interface HandleParameter {
  readonly kind: 'handle';
}

/**
 * Members of a struct_ops value, written `.run=p .tag=3`: a handle (or `closed`) stands for a program's descriptor,
 * a number for the raw word. What is not named is zero; a member that the map's type lacks is not written.
 */
export interface MembersParameter {
  readonly kind: 'members';
}

export type Parameter =
  FdParameter | ChoiceParameter | NumberParameter | FlagParameter | PathParameter | HandleParameter | MembersParameter;

export type Members = Readonly<Record<string, string | number>>;

/** The TypeScript value of a parameter once its default is filled in. */
export type ValueOf<P extends Parameter> =
  P extends ChoiceParameter<infer Word>
    ? Word
    : P extends NumberParameter
      ? number
      : P extends FlagParameter
        ? boolean
        : P extends MembersParameter
          ? Members
          : string;

export const fd = (expects: FdParameter['expects']): FdParameter => ({ kind: 'fd', expects });
export const optionalFd = (expects: FdKind): FdParameter => ({ kind: 'fd', expects, default: 'none' });
export const choice = <const Word extends string>(...words: [Word, ...Word[]]): ChoiceParameter<Word> => ({
  kind: 'choice',
  words,
});
export const number = (fallback: number, ...edges: number[]): NumberParameter => ({
  kind: 'number',
  default: fallback,
  edges,
});
export const flag: FlagParameter = { kind: 'flag' };
export const path: PathParameter = { kind: 'path' };
export const handle: HandleParameter = { kind: 'handle' };
export const members: MembersParameter = { kind: 'members' };

/**
 * Arguments of every bpf(2) command. `attr=tail` sets a byte between the command's last field and the end of
 * `union bpf_attr` (CHECK_ATTR), or the last one of the union where the command fills it; `attr=long` one beyond the union the kernel knows (bpf_check_uarg_tail_zero).
 */
export const bpfCommand = { attr: choice('exact', 'tail', 'long') } as const;

/** The operation is tried without any effective capability (and with kernel.unprivileged_bpf_disabled set). */
export const privileged = { caps: choice('all', 'none') } as const;
