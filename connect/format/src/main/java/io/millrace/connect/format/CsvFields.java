package io.millrace.connect.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the fields of one CSV record. Reused for each record; one thread at a time.
 */
final class CsvFields {
    /** What {@link #locate} answers when the record does not end within the bytes. */
    static final int INCOMPLETE = -1;

    private static final long LINE_FEEDS = Scan.repeat('\n');

    private final byte delimiter;
    private final int quote;
    private final int escape;
    private final long delimiters;
    private final long quotes;

    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private boolean[] quoted = new boolean[16];
    /** Whether the field must be rewritten before it is its value. */
    private boolean[] escaped = new boolean[16];

    private int count;
    private int slot;
    private boolean broken;

    CsvFields(CsvOptions options) {
        delimiter = options.delimiter();
        quote = options.quote();
        escape = options.escape();
        delimiters = Scan.repeat(delimiter);
        quotes = Scan.repeat(quote == CsvOptions.NONE ? '\n' : quote);
    }

    /** How many fields the record has. */
    int count() {
        return count;
    }

    /** Whether a quote was not closed, or text followed a closed one. */
    boolean broken() {
        return broken;
    }

    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return ends[field];
    }

    boolean quoted(int field) {
        return quoted[field];
    }

    boolean escaped(int field) {
        return escaped[field];
    }

    /**
     * Finds the fields of the record at {@code start}; those from {@code wanted} on are only counted.
     *
     * @param last whether the record may end where the bytes end
     * @return the position behind the record and its line end, or {@link #INCOMPLETE}; a broken record ends with its
     *     first line
     */
    int locate(byte[] data, int start, int end, boolean last, int wanted) {
        reserve(wanted + 1);
        broken = false;
        count = 0;
        int at = start;
        while (count < wanted) {
            slot = count;
            boolean isQuoted = at < end && data[at] == quote;
            int stop = isQuoted ? quotedField(data, at, end, last) : plainField(data, at, end);
            if (stop == end && !last) {
                return INCOMPLETE;
            }
            if (broken) {
                return behindLine(data, start, end, last);
            }
            count++;
            if (stop == end) {
                return end;
            }
            if (data[stop] != delimiter) {
                return stop + 1;
            }
            at = stop + 1;
        }
        return skip(data, at, start, end, last);
    }

    private void reserve(int fields) {
        if (fields > starts.length) {
            starts = new int[fields];
            ends = new int[fields];
            quoted = new boolean[fields];
            escaped = new boolean[fields];
        }
    }

    /** Returns where the field's delimiter or line feed is, or the end. */
    private int plainField(byte[] data, int from, int end) {
        quoted[slot] = false;
        escaped[slot] = false;
        int stop = escape == CsvOptions.NONE ? delimiterOrLine(data, from, end) : escapedPlain(data, from, end);
        starts[slot] = from;
        boolean carriage = stop > from && (stop == end || data[stop] == '\n') && data[stop - 1] == '\r';
        ends[slot] = carriage ? stop - 1 : stop;
        return stop;
    }

    private int delimiterOrLine(byte[] data, int from, int end) {
        int at = from;
        for (int limit = end - 8; at <= limit; at += 8) {
            long word = Scan.word(data, at);
            long mask = Scan.zeros(word ^ delimiters) | Scan.zeros(word ^ LINE_FEEDS);
            if (mask != 0) {
                return at + Scan.first(mask);
            }
        }
        while (at < end && data[at] != delimiter && data[at] != '\n') {
            at++;
        }
        return at;
    }

    private int escapedPlain(byte[] data, int from, int end) {
        int at = from;
        while (at < end && data[at] != delimiter && data[at] != '\n') {
            if (data[at] == escape && at + 1 < end) {
                escaped[slot] = true;
                at++;
            }
            at++;
        }
        return at;
    }

    /** Like {@link #plainField} for a field whose quote is at {@code from}. */
    private int quotedField(byte[] data, int from, int end, boolean last) {
        quoted[slot] = true;
        escaped[slot] = false;
        starts[slot] = from + 1;
        int at = from + 1;
        while (true) {
            at = escape == CsvOptions.NONE
                    ? Scan.find(data, at, end, (byte) quote)
                    : Scan.find(data, at, end, (byte) quote, (byte) escape);
            if (at >= end) {
                broken = last;
                return end;
            }
            boolean escapes = data[at] == escape && data[at] != quote;
            if (escapes || at + 1 < end && data[at + 1] == quote) {
                escaped[slot] = true;
                at += 2;
                continue;
            }
            break;
        }
        ends[slot] = at++;
        if (at < end && data[at] == '\r' && (at + 1 == end || data[at + 1] == '\n')) {
            at++;
        }
        broken = at < end && data[at] != delimiter && data[at] != '\n';
        return at;
    }

    /** Counts the fields that are left, the next one starting at {@code from}; returns like {@link #locate}. */
    private int skip(byte[] data, int from, int start, int end, boolean last) {
        int fields = count + 1;
        int at = from;
        if (escape != CsvOptions.NONE) {
            return skipSlowly(data, from, start, end, last);
        }
        int limit = end - 8;
        while (at <= limit) {
            long word = Scan.word(data, at);
            long stops = Scan.zeros(word ^ LINE_FEEDS) | Scan.zeros(word ^ quotes);
            long found = Scan.exactZeros(word ^ delimiters);
            if (stops == 0) {
                fields += Long.bitCount(found);
                at += 8;
                continue;
            }
            long lowest = stops & -stops;
            fields += Long.bitCount(found & lowest - 1);
            at += Scan.first(lowest);
            if (data[at] == '\n') {
                count = fields;
                return at + 1;
            }
            if (at == from || data[at - 1] == delimiter) {
                count = fields - 1;
                return skipSlowly(data, at, start, end, last);
            }
            at++;
        }
        count = fields - 1;
        return skipTail(data, at, from, start, end, last);
    }

    private int skipTail(byte[] data, int tail, int from, int start, int end, boolean last) {
        for (int at = tail; at < end; at++) {
            if (data[at] == '\n') {
                count++;
                return at + 1;
            } else if (data[at] == delimiter) {
                count++;
            } else if (data[at] == quote && (at == from || data[at - 1] == delimiter)) {
                return skipSlowly(data, at, start, end, last);
            }
        }
        count++;
        return last ? end : INCOMPLETE;
    }

    /** Field by field, into the spare slot. */
    private int skipSlowly(byte[] data, int from, int start, int end, boolean last) {
        slot = starts.length - 1;
        int at = from;
        while (true) {
            int stop = at < end && data[at] == quote ? quotedField(data, at, end, last) : plainField(data, at, end);
            if (stop == end && !last) {
                return INCOMPLETE;
            }
            if (broken) {
                return behindLine(data, start, end, last);
            }
            count++;
            if (stop == end || data[stop] == '\n') {
                return Math.min(stop + 1, end);
            }
            at = stop + 1;
        }
    }

    /** Behind the line at {@code from}; so that an unclosed quote costs one line and not the rest of the file. */
    private static int behindLine(byte[] data, int from, int end, boolean last) {
        int line = Scan.find(data, from, end, (byte) '\n');
        return line < end ? line + 1 : last ? end : INCOMPLETE;
    }

    /** Takes escapes and doubled quotes out of a field. Returns the number of bytes written to {@code target}. */
    int unescape(int field, byte[] data, byte[] target, int targetStart) {
        int out = targetStart;
        for (int at = starts[field]; at < ends[field]; at++) {
            boolean escapes = data[at] == escape || quoted[field] && data[at] == quote;
            if (escapes && at + 1 < ends[field]) {
                at++;
            }
            target[out++] = data[at];
        }
        return out - targetStart;
    }

    /** Copies of all fields as text; for a header. */
    String[] texts(byte[] data) {
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            byte[] text = Arrays.copyOfRange(data, starts[i], ends[i]);
            if (escaped[i]) {
                text = Arrays.copyOf(text, unescape(i, data, text, 0));
            }
            texts[i] = new String(text, StandardCharsets.UTF_8);
        }
        return texts;
    }
}
