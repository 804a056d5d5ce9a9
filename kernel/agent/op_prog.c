// SPDX-License-Identifier: GPL-2.0
/* prog.*: loading, running, binding, associating. */
#include <string.h>

#include "btf_store.h"
#include "op.h"
#include "ops.h"
#include "types.h"

#define HUGE_TYPE    0x100000u /* BTF_MAX_TYPE + 1 */
#define UNKNOWN_FLAG (1u << 30)

enum body {
	BODY_CONST,
	BODY_ARGUMENT,
	BODY_UNINITIALISED,
	BODY_UNREACHABLE,
	BODY_EMPTY,
	BODY_FAULT,
	BODY_MAP,
};

static const char *const bodies[] = {
	[BODY_CONST] = "const",
	[BODY_ARGUMENT] = "argument",
	[BODY_UNINITIALISED] = "uninitialised",
	[BODY_UNREACHABLE] = "unreachable",
	[BODY_EMPTY] = "empty",
	[BODY_FAULT] = "fault",
	[BODY_MAP] = "map",
	NULL,
};

static struct bpf_insn move(int value)
{
	return (struct bpf_insn){ .code = BPF_ALU64 | BPF_MOV | BPF_K,
				  .dst_reg = BPF_REG_0,
				  .imm = value };
}

static const struct bpf_insn leave = { .code = BPF_JMP | BPF_EXIT };

/* How many instructions the body has; there is room for four. */
static uint32_t write_body(struct op *op, enum body body, struct bpf_insn *to)
{
	uint32_t count = 0;

	switch (body) {
	case BODY_ARGUMENT:
		to[count++] = (struct bpf_insn){
			.code = BPF_LDX | BPF_MEM | BPF_DW,
			.dst_reg = BPF_REG_0,
			.src_reg = BPF_REG_1,
		};
		break;
	case BODY_UNINITIALISED:
		to[count++] = (struct bpf_insn){
			.code = BPF_ALU64 | BPF_MOV | BPF_X,
			.dst_reg = BPF_REG_0,
			.src_reg = BPF_REG_3,
		};
		break;
	case BODY_UNREACHABLE:
		to[count++] = move(0);
		to[count++] = leave;
		to[count++] = move(0);
		break;
	case BODY_MAP:
		to[count++] = (struct bpf_insn){
			.code = BPF_LD | BPF_DW | BPF_IMM,
			.dst_reg = BPF_REG_1,
			.src_reg = BPF_PSEUDO_MAP_FD,
			.imm = op_fd(op, "map", "none"),
		};
		to[count++] = (struct bpf_insn){ 0 };
		to[count++] = move(0);
		break;
	default:
		to[count++] = move(op_number(op, "value", 0));
		break;
	}
	to[count++] = leave;
	return body == BODY_EMPTY ? 0 : count;
}

static uint32_t member_index(struct op *op, const struct ops_type *type)
{
	const char *member = op_word(op, "member", "");
	struct btf_field field;

	if (!strcmp(member, "past_end"))
		return type->ops_id ? btf_field_count(type->btf, type->ops_id) : 0xffff;
	if (type->ops_id && btf_field_named(type->btf, type->ops_id, member, &field))
		return field.index;
	return 0;
}

static uint32_t type_id(const struct ops_type *type, const char *name)
{
	if (!strcmp(name, "zero"))
		return 0;
	if (!strcmp(name, "huge"))
		return HUGE_TYPE;
	if (!strcmp(name, "unregistered") && type->btf)
		return unregistered_type();
	return type->ops_id ? type->ops_id : 1;
}

void op_prog_load(struct op *op)
{
	static const char *const licenses[] = { "GPL", "proprietary", NULL };
	static const char *const flags[] = { "none", "sleepable", "unknown", NULL };
	static const char *const labels[] = { "good", "bad", NULL };
	static const uint32_t flag_bits[] = { 0, PROG_SLEEPABLE, UNKNOWN_FLAG };
	const char *name = op_word(op, "type", "");
	struct ops_type type = op_type(op, name);
	enum body body = op_choice(op, "body", bodies);
	struct bpf_insn insns[4];
	union attr attr = { 0 };

	attr.prog_load = (struct prog_load_attr){
		.type = STRUCT_OPS_PROG,
		.insn_cnt = write_body(op, body, insns),
		.insns = attr_pointer(body == BODY_FAULT ? BAD_POINTER : insns),
		.license = attr_pointer(licenses[op_choice(op, "license", licenses)]),
		.flags = flag_bits[op_choice(op, "flags", flags)],
		.expected_attach_type = member_index(op, &type),
		.attach_btf_id = type_id(&type, name),
		.attach_btf_obj_fd = op_fd(op, "btf", "none"),
	};
	strcpy(attr.prog_load.name, op_choice(op, "label", labels) ? "soc-prog" : "soc_prog");
	op_bpf(op, BPF_PROG_LOAD, &attr);
	op_bind(op, OBJECT_PROG);
}

void op_prog_run(struct op *op)
{
	uint64_t context = 0;
	union attr attr = {
		.prog_run = {
			.prog_fd = op_fd(op, "prog", "closed"),
			.ctx_in = attr_pointer(&context),
			.ctx_size_in = sizeof(context),
		},
	};

	if (!op_bpf(op, BPF_PROG_TEST_RUN, &attr))
		text_printf(op->value, "{\"retval\":%u}", attr.prog_run.retval);
}

void op_prog_bind(struct op *op)
{
	union attr attr = {
		.bind_map = {
			.prog_fd = op_fd(op, "prog", "closed"),
			.map_fd = op_fd(op, "map", "closed"),
			.flags = op_flag(op, "badFlags"),
		},
	};

	op_bpf(op, BPF_PROG_BIND_MAP, &attr);
}

void op_prog_load_syscall(struct op *op)
{
	const struct bpf_insn insns[] = { move(0), leave };
	union attr attr = {
		.prog_load = {
			.type = SYSCALL_PROG,
			.insn_cnt = 2,
			.insns = attr_pointer(insns),
			.license = attr_pointer("GPL"),
			.flags = PROG_SLEEPABLE,
			.name = "soc_prog",
		},
	};

	op_bpf(op, BPF_PROG_LOAD, &attr);
	op_bind(op, OBJECT_PROG);
}

void op_prog_assoc(struct op *op)
{
	union attr attr = {
		.assoc = {
			.map_fd = op_fd(op, "map", "closed"),
			.prog_fd = op_fd(op, "prog", "closed"),
			.flags = op_flag(op, "badFlags"),
		},
	};

	if (!op_bpf(op, PROG_ASSOC_STRUCT_OPS, &attr))
		op->traces->assoc_maps = true;
}
