package io.millrace.core.connect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option of a connector, as data: validation, the reference and forms all come from it.
 *
 * @param name as it stands in {@code WITH}; a name that ends in {@code .*} stands for all names with that prefix
 * @param kind what its values are
 * @param defaultValue as text, or null when there is none
 * @param required whether leaving it out is an error
 * @param choices the allowed values of {@link Kind#CHOICE}
 * @param doc one sentence for the reference
 * @param condition what else must be so for it to mean anything, or null
 */
public record Option(
        String name,
        Kind kind,
        @Nullable String defaultValue,
        boolean required,
        List<String> choices,
        String doc,
        @Nullable Condition condition) {
    /**
     * That another option, which is required or has a default, has a value.
     *
     * @param implied whether it has that value when nothing else is said, as soon as this option is given
     */
    public record Condition(String option, String value, boolean implied) {}

    /** What an option's values are. */
    public enum Kind {
        TEXT,
        BOOLEAN,
        INTEGER,
        NUMBER,
        /** As Flink writes it: {@code 10 s}, {@code 500ms}, {@code 1 min}. */
        DURATION,
        /** As Flink writes it: {@code 64 kb}, {@code 10mb}. */
        MEMORY,
        CHOICE,
        /** Anything; it is taken because Flink has it, and changes nothing here. */
        IGNORED
    }

    public static Option required(String name, Kind kind, String doc) {
        return new Option(name, kind, null, true, List.of(), doc, null);
    }

    public static Option optional(String name, Kind kind, @Nullable String defaultValue, String doc) {
        return new Option(name, kind, defaultValue, false, List.of(), doc, null);
    }

    public static Option choice(String name, @Nullable String defaultValue, List<String> choices, String doc) {
        return new Option(name, Kind.CHOICE, defaultValue, false, choices, doc, null);
    }

    /** An option of Flink that has no meaning in one process. */
    public static Option ignored(String name) {
        return new Option(name, Kind.IGNORED, null, false, List.of(), "", null);
    }

    /** The same option, which is an error where another option has another value. */
    public Option onlyWith(String option, String value) {
        return new Option(name, kind, defaultValue, required, choices, doc, new Condition(option, value, false));
    }

    /** The same option, which gives another option a value, and is an error where that is given another one. */
    public Option implying(String option, String value) {
        return new Option(name, kind, defaultValue, required, choices, doc, new Condition(option, value, true));
    }
}
