package io.millrace.acceptance.flink.query;

/** A kind of query: to add one, write a class and put it into {@link QueryKinds#ALL}. */
@FunctionalInterface
interface QueryKind {
    /** A random query over tables of a world. */
    Query query(World world, Dice dice);
}
