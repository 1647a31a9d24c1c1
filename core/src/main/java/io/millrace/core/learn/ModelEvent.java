package io.millrace.core.learn;

/**
 * Something that happened to a model as it learned.
 *
 * @param row the number of the row that it had just learned, from 1
 * @param kind {@code drift}, {@code warning}, {@code reset}, {@code swap}, {@code promotion}
 * @param detail for people, in one sentence
 */
public record ModelEvent(long row, String kind, String detail) {}
