package io.millrace.sql.plan;

import io.millrace.core.type.Type;

/**
 * The window that rows are of already.
 *
 * @param start which of the input's columns is its start
 * @param end which is its end
 * @param time the type of the event time it was cut by
 * @param late the hidden late column, or -1
 */
record Attached(int start, int end, Type time, int late) {}
