package io.millrace.connect.format;

import io.millrace.core.connect.Option;
import io.millrace.core.connect.TableOptions;
import java.util.ArrayList;
import java.util.List;

/** The formats there are. */
public final class Formats {
    public static final List<Format> ALL =
            List.of(new CsvFormat(), new JsonFormat(), new AvroFormat(), new DebeziumJsonFormat(), new RawFormat());

    private Formats() {}

    public static List<String> names() {
        return ALL.stream().map(Format::name).toList();
    }

    /** The options of all formats together, for a connector that takes any of them. */
    public static List<Option> options() {
        List<Option> options = new ArrayList<>();
        ALL.forEach(format -> options.addAll(format.options()));
        return options;
    }

    /** Whether a table's format {@link Format#changes changes}; not so when none is named. */
    public static boolean changes(TableOptions options) {
        return options.text("format").map(name -> named(name).changes()).orElse(false);
    }

    /** The format of that name; it is one of {@link #names}. */
    public static Format named(String name) {
        return ALL.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no format " + name));
    }
}
