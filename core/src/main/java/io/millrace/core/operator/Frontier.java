package io.millrace.core.operator;

/**
 * The end of an epoch, as it flows behind the epoch's batches.
 *
 * @param epoch the epoch's number, from 1
 * @param watermark no row with an event time at or before this (microseconds) is expected any more;
 *     {@link Long#MIN_VALUE} when nothing is known
 * @param last whether this was the last epoch: all inputs have ended, and the watermark is {@link Long#MAX_VALUE}
 */
public record Frontier(long epoch, long watermark, boolean last) {}
