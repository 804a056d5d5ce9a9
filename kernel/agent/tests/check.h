/* SPDX-License-Identifier: GPL-2.0 */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <stdbool.h>

/* Counts, and tells of a condition that does not hold. */
void check_that(bool holds, const char *condition, const char *file, int line);
#define CHECK(condition) check_that(condition, #condition, __FILE__, __LINE__)

void test_arena(void);
void test_text(void);
void test_json(void);
void test_wire(void);
void test_handles(void);
void test_btf(void);
void test_value(void);
void test_kmsg(void);
void test_premises(void);
void test_session(void);
void test_race(void);
void test_crew(void);
void test_results(void);
void test_watchdog(void);

#endif
