package io.millrace.connect.format;

import io.millrace.core.connect.Option;
import java.util.ArrayList;
import java.util.List;

/** The formats there are. */
public final class Formats {
    public static final List<Format> ALL = List.of(new CsvFormat(), new JsonFormat());

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

    /** The format of that name; it is one of {@link #names}. */
    public static Format named(String name) {
        return ALL.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no format " + name));
    }
}
