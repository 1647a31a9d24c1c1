package io.millrace.sql.plan;

/**
 * A pair of columns that a join compares.
 *
 * @param left a column of the left input
 * @param right a column of the right input
 * @param nullsEqual whether NULL equals NULL
 */
record JoinKey(int left, int right, boolean nullsEqual) {}
