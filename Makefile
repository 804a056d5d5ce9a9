# SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
# Thin aliases for people who type make; package.json has the commands themselves.
PROGRAMS ?= 2000
KERNEL ?= debian:6.12

all: dist

node_modules: package.json package-lock.json
	npm ci
	@touch node_modules

dist: node_modules
	npm run build

check: node_modules
	npm test

run: dist
	node dist/harness/cli/main.js run --adapter simulator --programs $(PROGRAMS)

kernel-check: dist
	node dist/harness/cli/main.js run --adapter vm --kernel $(KERNEL) --programs $(PROGRAMS)

doctor: dist
	node dist/harness/cli/main.js doctor

clean:
	rm -rf dist coverage

.PHONY: all dist check run kernel-check doctor clean
