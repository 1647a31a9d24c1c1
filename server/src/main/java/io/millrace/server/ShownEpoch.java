package io.millrace.server;

/**
 * The epoch that all tiles show.
 *
 * @param wallMicros when the last of the tiles had completed it, microseconds since 1970
 * @param nowMicros now
 * @param ended whether no more will come
 */
record ShownEpoch(long epoch, long wallMicros, long nowMicros, boolean ended) {}
