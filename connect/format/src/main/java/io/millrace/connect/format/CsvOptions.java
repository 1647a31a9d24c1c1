package io.millrace.connect.format;

import io.millrace.core.connect.Option;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.error.ConnectorException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How a CSV file is written.
 *
 * @param quote the quote character, or {@link #NONE}
 * @param escape the escape character, or {@link #NONE}
 * @param comments whether lines that start with {@code #} are left out
 * @param nullLiteral unquoted text that means NULL besides nothing at all
 * @param elements what is between the elements of an ARRAY and the fields of a ROW
 */
record CsvOptions(
        byte delimiter,
        int quote,
        int escape,
        boolean comments,
        boolean ignoreParseErrors,
        byte[] nullLiteral,
        Header header,
        byte elements) {
    static final int NONE = -1000;

    static final List<Option> DECLARED = List.of(
            Option.optional(
                    "csv.field-delimiter", Option.Kind.TEXT, ",", "The character between fields; \\t is a tab."),
            Option.choice(
                    "csv.header",
                    "auto",
                    List.of("auto", "true", "false"),
                    "Whether the first line names the columns; auto looks whether it does."),
            Option.optional("csv.quote-character", Option.Kind.TEXT, "\"", "The character around quoted fields."),
            Option.optional(
                    "csv.disable-quote-character", Option.Kind.BOOLEAN, "false", "Takes quotes as ordinary text."),
            Option.optional("csv.escape-character", Option.Kind.TEXT, null, "Makes the next character ordinary text."),
            Option.optional("csv.allow-comments", Option.Kind.BOOLEAN, "false", "Leaves out lines that start with #."),
            Option.optional(
                    "csv.ignore-parse-errors",
                    Option.Kind.BOOLEAN,
                    "false",
                    "Makes fields that cannot be read NULL and leaves out broken rows, without counting them."),
            Option.optional("csv.null-literal", Option.Kind.TEXT, null, "Unquoted text that means NULL, as NA."),
            Option.optional(
                    "csv.array-element-delimiter",
                    Option.Kind.TEXT,
                    ";",
                    "The character between the elements of an ARRAY and the fields of a ROW."),
            Option.ignored("csv.write-bigdecimal-in-scientific-notation"));

    /** Whether there is a header line. */
    enum Header {
        AUTO,
        TRUE,
        FALSE
    }

    static CsvOptions of(TableOptions options) {
        boolean quoted = !options.flag("csv.disable-quote-character");
        return new CsvOptions(
                (byte) character(options, "csv.field-delimiter"),
                quoted ? character(options, "csv.quote-character") : NONE,
                character(options, "csv.escape-character"),
                options.flag("csv.allow-comments"),
                options.flag("csv.ignore-parse-errors"),
                options.text("csv.null-literal").orElse("").getBytes(StandardCharsets.UTF_8),
                switch (options.require("csv.header")) {
                    case "true" -> Header.TRUE;
                    case "false" -> Header.FALSE;
                    default -> Header.AUTO;
                },
                (byte) character(options, "csv.array-element-delimiter"));
    }

    private static int character(TableOptions options, String name) {
        String text = options.text(name).orElse(null);
        if (text == null) {
            return NONE;
        }
        int character = switch (text) {
            case "\\t" -> '\t';
            case "\\\\" -> '\\';
            default ->
                text.matches("\\\\u[0-9a-fA-F]{4}")
                        ? Integer.parseInt(text.substring(2), 16)
                        : text.length() == 1 ? text.charAt(0) : -1;
        };
        if (character <= 0 || character > 127 || character == '\n' || character == '\r') {
            throw new ConnectorException(
                    "option '" + name + "' is '" + text + "'",
                    "it takes one ASCII character, or \\t for a tab, or one as \\u0001");
        }
        return character;
    }
}
