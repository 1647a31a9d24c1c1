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

    /**
     * A new decoder.
     *
     * @throws io.millrace.core.error.ConnectorException when the format cannot hold the table, or not so framed
     */
    Decoder decoder(Request request);

    /**
     * A new encoder for all columns of a table.
     *
     * @throws io.millrace.core.error.ConnectorException when the format cannot hold the table, or not so framed
     */
    Encoder encoder(Table table, ZoneId zone, Framing framing);

    /**
     * Whether records say what they do to a table: decoders then give rows with weights, and encoders take some away, too.
     */
    default boolean changes() {
        return false;
    }

    /** How records follow each other. */
    enum Framing {
        /** As in a file: each record ends with a line end, or the format has a way of its own. */
        FILE,
        /** A chunk is one record, as a message of a broker is; no line end is written behind it. */
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
