package io.millrace.acceptance.flink.query;

/**
 * A column that a query can use.
 *
 * @param name as SQL writes it, where needed with what it belongs to
 */
record Field(String name, Shape shape) {}
