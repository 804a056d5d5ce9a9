// SPDX-License-Identifier: GPL-2.0
/* The log as it was before, for who wants to go on as if nothing had happened since. */
static bool soc_any_value(void)
{
	bool found = false;
	size_t i;

	mutex_lock(&soc_values_lock);
	for (i = 0; i < ARRAY_SIZE(soc_six); i++)
		found |= !list_empty(&soc_six[i]->values);
	for (i = 0; i < ARRAY_SIZE(soc_table); i++)
		found |= !list_empty(&soc_table[i]->values);
	mutex_unlock(&soc_values_lock);
	return found;
}

/* Rewinds only once no value is left that was registered since. */
static int soc_log_command(char *command)
{
	unsigned long seen;

	if (!strcmp(command, "mark"))
		return soc_any_value() ? -EBUSY : soc_log_mark();
	if (!strcmp(command, "rewind"))
		return soc_any_value() ? -EBUSY : soc_log_rewind();
	if (sscanf(command, "drop %lu", &seen) == 1)
		soc_log_drop(seen);
	else
		soc_log_clear();
	return 0;
}
