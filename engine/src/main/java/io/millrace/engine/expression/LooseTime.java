package io.millrace.engine.expression;

import io.millrace.core.text.ValueParser;

/** The shorter forms of dates and times that Flink takes in casts of text, and no source does. */
final class LooseTime {
    private static final int MOST_BYTES = 64;
    private static final byte[] FIRST_DAY = {'-', '1', '-', '1'};
    private static final byte[] FULL_HOUR = {':', '0', '0'};

    private LooseTime() {}

    /** Reads a timestamp to the parser, of which the date counts: a year, or year and month, or a date and anything. */
    static boolean parseDate(ValueParser parser, byte[] data, int from, int to) {
        if (parser.parseTimestamp(data, from, to)) {
            return true;
        }
        int hyphens = 0;
        for (int i = from; i < to; i++) {
            if (data[i] == ' ' && hyphens == 2) {
                return parser.parseTimestamp(data, from, i);
            } else if (data[i] == '-') {
                hyphens++;
            } else if (data[i] < '0' || data[i] > '9') {
                return false;
            }
        }
        return hyphens < 2 && completed(data, from, to, FIRST_DAY, 2 * hyphens, parser::parseTimestamp);
    }

    /** Reads a time to the parser; an hour alone is one. */
    static boolean parseTime(ValueParser parser, byte[] data, int from, int to) {
        return parser.parseTime(data, from, to)
                || to - from <= 2 && completed(data, from, to, FULL_HOUR, 0, parser::parseTime);
    }

    private static boolean completed(byte[] data, int from, int to, byte[] rest, int restFrom, Reading reading) {
        if (to - from > MOST_BYTES) {
            return false;
        }
        int given = to - from;
        byte[] whole = new byte[given + rest.length - restFrom];
        System.arraycopy(data, from, whole, 0, given);
        System.arraycopy(rest, restFrom, whole, given, rest.length - restFrom);
        return reading.read(whole, 0, whole.length);
    }

    @FunctionalInterface
    private interface Reading {
        boolean read(byte[] data, int from, int to);
    }
}
