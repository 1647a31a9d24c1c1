package io.millrace.engine.learn;

/**
 * A copy of all that a model has learned, in the form in which models write themselves.
 *
 * @param version which it is
 * @param state borrowed: not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record ModelCopy(ModelVersion version, byte[] state) {}
