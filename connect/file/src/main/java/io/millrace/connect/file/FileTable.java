package io.millrace.connect.file;

import io.millrace.connect.format.Decoder;
import io.millrace.connect.format.Encoder;
import io.millrace.connect.format.Format;
import io.millrace.connect.format.Formats;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Source;
import io.millrace.core.connect.Table;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is the same for all files of a table. */
record FileTable(Table table, ConnectorContext context, Format format, int maxLineBytes) {
    /** @param examples the names of all files, or a pattern, whose endings may tell the format */
    static FileTable of(Table table, ConnectorContext context, List<String> examples) {
        String name = table.options().text("format").orElseGet(() -> guess(examples));
        long longest = table.options().memory("max-line-length").orElse(16 << 20);
        if (longest < 64 || longest > 1 << 30) {
            throw new ConnectorException("option 'max-line-length' is " + longest, "it takes 64 b to 1 gb");
        }
        for (Column column : table.schema().columns()) {
            boolean bitmap = holds(Kind.BITMAP, column.type());
            if (bitmap || holds(Kind.VARIANT, column.type())) {
                throw new ConnectorException(
                        "column " + column.name() + " is of type "
                                + column.type().sql() + ", which format '" + name + "' cannot hold",
                        bitmap
                                ? "declare it BYTES, and use BITMAP_TO_BYTES and BITMAP_FROM_BYTES"
                                : "declare it STRING, and use JSON_STRING and PARSE_JSON");
            }
        }
        return new FileTable(table, context, Formats.named(name), (int) longest);
    }

    private static boolean holds(Kind kind, Type type) {
        return type.kind() == kind || type.children().stream().anyMatch(child -> holds(kind, child.type()));
    }

    private static String guess(List<String> examples) {
        String first = examples.get(0);
        String format = ending(first);
        if (format == null) {
            throw new ConnectorException(
                    "option 'format' is missing", "add 'format' = 'csv', 'json' or 'avro' to WITH");
        }
        for (String example : examples) {
            String other = ending(example);
            if (other != null && !other.equals(format)) {
                throw new ConnectorException(
                        "'" + first + "' and '" + example + "' look like files of two formats",
                        "name files of one format with a pattern, such as '*." + format + "', or add 'format'");
            }
        }
        return format;
    }

    private static @Nullable String ending(String path) {
        String name = path.replaceAll("\\.gz$", "");
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "csv", "tsv", "txt" -> "csv";
            case "json", "jsonl", "ndjson" -> "json";
            case "avro" -> "avro";
            default -> null;
        };
    }

    /** A decoder for one file, of the wanted columns. */
    Decoder decoder(int[] columns) {
        return format.decoder(new Format.Request(table, columns, context.zone(), Format.Framing.FILE));
    }

    /** Reads the beginning of a file, so that a header that does not fit is known before anything runs. */
    void check(Path example) {
        int[] all = IntStream.range(0, table.schema().size()).toArray();
        try (FileReader reader = new FileReader(this, example, decoder(all), Source.Position.START)) {
            reader.start();
        }
    }

    Encoder encoder(Format.Framing framing) {
        return format.encoder(table, context.zone(), framing);
    }

    boolean compressed(Path path) {
        return switch (table.options().require("compression")) {
            case "gzip" -> true;
            case "none" -> false;
            default -> path.toString().endsWith(".gz");
        };
    }

    /** The path as seen from the script's folder, so that a state directory may move with its script. */
    String splitId(Path path) {
        Path folder = context.folder().normalize();
        return path.startsWith(folder) ? folder.relativize(path).toString() : path.toString();
    }
}
