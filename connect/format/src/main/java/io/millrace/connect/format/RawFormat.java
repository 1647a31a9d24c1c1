package io.millrace.connect.format;

import io.millrace.core.connect.Option;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.ZoneId;
import java.util.List;

/**
 * A table of one column whose values are whole records as they are: a line of a file, or a message. Text, bytes, and in
 * messages numbers and BOOLEAN too, as Flink's format lays them out. Nothing is NULL when it is read; NULL is written as
 * nothing.
 */
public final class RawFormat implements Format {
    private static final String BIG = "big-endian";

    private static final List<Option> OPTIONS = List.of(
            Option.optional(
                    "raw.charset", Option.Kind.TEXT, "UTF-8", "How text is written as bytes; in files UTF-8 or alike."),
            Option.choice("raw.endianness", BIG, List.of(BIG, "little-endian"), "Which byte of a number comes first."));

    @Override
    public String name() {
        return "raw";
    }

    @Override
    public List<Option> options() {
        return OPTIONS;
    }

    @Override
    public Decoder decoder(Request request) {
        check(request.table(), request.framing());
        TableOptions options = request.table().options();
        return new RawDecoder(request, charset(options), order(options));
    }

    @Override
    public Encoder encoder(Table table, ZoneId zone, Framing framing) {
        check(table, framing);
        TableOptions options = table.options();
        return new RawEncoder(table.schema().type(0), charset(options), order(options), framing == Framing.FILE);
    }

    private static void check(Table table, Framing framing) {
        if (table.schema().size() != 1) {
            throw new ConnectorException(
                    "format 'raw' is for tables of one column, but '" + table.name() + "' has "
                            + table.schema().size(),
                    "declare one column, such as line STRING; metadata columns may stand beside it");
        }
        Column column = table.schema().column(0);
        Kind kind = column.type().kind();
        boolean number = width(kind) > 0;
        if (!number && !kind.isText() && !kind.isBytes()) {
            throw new ConnectorException(
                    "column " + column.name() + " is of type " + column.type().sql()
                            + ", which format 'raw' cannot hold",
                    "declare it STRING or BYTES");
        }
        if (number && framing == Framing.FILE) {
            throw new ConnectorException(
                    "column " + column.name() + " is of type " + column.type().sql()
                            + ", whose bytes in a file of format 'raw' could be line ends",
                    "declare it STRING and use CAST, or use format 'csv'");
        }
    }

    private static Charset charset(TableOptions options) {
        String name = options.require("raw.charset");
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new ConnectorException(
                    "option 'raw.charset' is '" + name + "', which is no known one", "UTF-8 and ISO-8859-1 are two");
        }
    }

    private static ByteOrder order(TableOptions options) {
        return options.require("raw.endianness").equals(BIG) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** How many bytes a value takes; 0 for those that take as many as there are. */
    static int width(Kind kind) {
        return switch (kind) {
            case BOOLEAN, TINYINT -> 1;
            case SMALLINT -> 2;
            case INT, FLOAT -> 4;
            case BIGINT, DOUBLE -> 8;
            default -> 0;
        };
    }
}
