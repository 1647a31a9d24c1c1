package io.millrace.connect.format;

import io.millrace.core.connect.Option;
import io.millrace.core.connect.Table;
import java.time.ZoneId;
import java.util.List;

/** How rows are written as bytes: {@code 'format' = '...'}. It has no state. */
public interface Format {
    String name();

    /** Its options, each with the format's name as prefix. */
    List<Option> options();

    /** A new decoder. */
    Decoder decoder(Request request);

    /** A new encoder for all columns of a table. */
    Encoder encoder(Table table, ZoneId zone);

    /** How records follow each other. */
    enum Framing {
        /** Each record ends with a line end, as in a file. */
        LINES,
        /** A chunk is one record, as a message of a broker is. */
        MESSAGE
    }

    /**
     * What is to be decoded.
     *
     * @param columns the positions of the wanted columns; rows have just those, in this order
     * @param zone for instants that are written without a zone
     */
    record Request(Table table, int[] columns, ZoneId zone, Framing framing) {}
}
