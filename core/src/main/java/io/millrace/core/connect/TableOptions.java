package io.millrace.core.connect;

import io.millrace.core.error.ConnectorException;
import io.millrace.core.text.Suggestions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The options of one table, each checked against its declaration before anything is opened. */
public final class TableOptions {
    /** Options that every table has, whatever its connector. */
    public static final List<Option> COMMON = List.of(
            Option.choice(
                    "errors",
                    "skip",
                    List.of("skip", "fail", "table"),
                    "What follows a row that cannot be decoded: skip counts and keeps it in t$errors, fail ends the run."),
            Option.optional(
                    "scan.watermark.idle-timeout",
                    Option.Kind.DURATION,
                    "30 s",
                    "How long a live split may be silent before it no longer holds back the watermark; 0 means for ever."),
            Option.ignored("scan.parallelism"),
            Option.ignored("sink.parallelism"),
            Option.ignored("scan.watermark.emit.*"),
            Option.ignored("scan.watermark.alignment.*"),
            Option.ignored("property-version"));

    private final Map<String, String> values;
    private final Map<String, Option> declared;
    /** What given options say of others. */
    private final Map<String, String> implied = new LinkedHashMap<>();

    private TableOptions(Map<String, String> values, Map<String, Option> declared) {
        this.values = values;
        this.declared = declared;
    }

    /**
     * Checks given options against the declared ones.
     *
     * @param given as written in {@code WITH}, without {@code connector}
     * @throws InvalidOptionException naming the first option that is unknown, missing or has a wrong value
     */
    public static TableOptions of(Map<String, String> given, List<Option> options) {
        Map<String, Option> declared = new LinkedHashMap<>();
        options.forEach(option -> declared.put(option.name(), option));
        COMMON.forEach(option -> declared.putIfAbsent(option.name(), option));
        for (Map.Entry<String, String> entry : given.entrySet()) {
            Option option = find(declared, entry.getKey());
            if (option == null) {
                List<String> names = new ArrayList<>();
                declared.values().stream()
                        .filter(each -> each.kind() != Option.Kind.IGNORED)
                        .forEach(each -> names.add(each.name()));
                throw new InvalidOptionException(
                        entry.getKey(),
                        "unknown option '" + entry.getKey() + "'",
                        Suggestions.didYouMean(entry.getKey(), names));
            }
            check(option, entry.getKey(), entry.getValue());
        }
        for (Option option : declared.values()) {
            if (option.required() && !given.containsKey(option.name())) {
                throw new InvalidOptionException(
                        option.name(),
                        "option '" + option.name() + "' is missing",
                        "add '" + option.name() + "' = '...' to WITH: " + option.doc());
            }
        }
        TableOptions checked = new TableOptions(new LinkedHashMap<>(given), declared);
        given.keySet().forEach(checked::imply);
        given.keySet().forEach(checked::checkCondition);
        return checked;
    }

    /** The same options, with another default of one of them. */
    public TableOptions withDefault(String name, String value) {
        TableOptions changed = new TableOptions(values, declared);
        changed.implied.putAll(implied);
        changed.implied.put(name, value);
        return changed;
    }

    private void imply(String name) {
        Option option = find(declared, name);
        Option.Condition condition = option == null ? null : option.condition();
        if (condition != null && condition.implied() && !values.containsKey(condition.option())) {
            implied.put(condition.option(), condition.value());
        }
    }

    private void checkCondition(String name) {
        Option option = find(declared, name);
        Option.Condition condition = option == null ? null : option.condition();
        if (condition != null && !condition.value().equals(require(condition.option()))) {
            throw new InvalidOptionException(
                    name,
                    "option '" + name + "' works with '" + condition.option() + "' = '" + condition.value()
                            + "' only, and it is '" + require(condition.option()) + "'",
                    "leave '" + name + "' out, or set '" + condition.option() + "' = '" + condition.value() + "'");
        }
    }

    private static @Nullable Option find(Map<String, Option> declared, String name) {
        Option exact = declared.get(name);
        if (exact != null) {
            return exact;
        }
        for (Option option : declared.values()) {
            String pattern = option.name();
            if (pattern.endsWith(".*") && name.startsWith(pattern.substring(0, pattern.length() - 1))) {
                return option;
            }
        }
        return null;
    }

    private static void check(Option option, String name, String value) {
        try {
            switch (option.kind()) {
                case TEXT, IGNORED -> {}
                case BOOLEAN -> {
                    if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
                        throw new IllegalArgumentException("true or false");
                    }
                }
                case INTEGER -> Long.parseLong(value.trim());
                case NUMBER -> Double.parseDouble(value.trim());
                case DURATION -> Quantities.duration(value);
                case MEMORY -> Quantities.memory(value);
                case CHOICE -> {
                    if (!option.choices().contains(value)) {
                        throw new IllegalArgumentException("one of " + String.join(", ", option.choices()));
                    }
                }
            }
        } catch (IllegalArgumentException e) {
            String expected = switch (option.kind()) {
                case INTEGER -> "a whole number";
                case NUMBER -> "a number";
                case DURATION -> "a duration such as 500 ms, 10 s or 1 min";
                case MEMORY -> "an amount such as 64 kb or 10 mb";
                default -> e.getMessage();
            };
            throw new InvalidOptionException(name, "option '" + name + "' is '" + value + "'", "it takes " + expected);
        }
    }

    public Optional<String> text(String name) {
        String value = values.getOrDefault(name, implied.get(name));
        if (value != null) {
            return Optional.of(value);
        }
        Option option = find(declared, name);
        if (option == null) {
            throw new IllegalArgumentException("option " + name + " was not declared");
        }
        return Optional.ofNullable(option.defaultValue());
    }

    /** The value of an option that is required or has a default. */
    public String require(String name) {
        return text(name).orElseThrow(() -> new ConnectorException("option '" + name + "' is missing", null));
    }

    public boolean flag(String name) {
        return text(name).map(value -> value.equalsIgnoreCase("true")).orElse(false);
    }

    public OptionalLong integer(String name) {
        Optional<String> value = text(name);
        return value.isPresent() ? OptionalLong.of(Long.parseLong(value.get().trim())) : OptionalLong.empty();
    }

    public Optional<Double> number(String name) {
        return text(name).map(value -> Double.parseDouble(value.trim()));
    }

    public Optional<Duration> duration(String name) {
        return text(name).map(Quantities::duration);
    }

    public OptionalLong memory(String name) {
        Optional<String> value = text(name);
        return value.isPresent() ? OptionalLong.of(Quantities.memory(value.get())) : OptionalLong.empty();
    }

    /** Whether the option was written in {@code WITH}. */
    public boolean isGiven(String name) {
        return values.containsKey(name);
    }

    /** Those that were written in {@code WITH} and have no meaning here. */
    public List<String> ignored() {
        return values.keySet().stream()
                .filter(name -> {
                    Option option = find(declared, name);
                    return option != null && option.kind() == Option.Kind.IGNORED;
                })
                .toList();
    }

    /** What was written in {@code WITH}, without {@code connector}. */
    public Map<String, String> given() {
        return Map.copyOf(values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TableOptions options
                && values.equals(options.values)
                && implied.equals(options.implied)
                && declared.equals(options.declared);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** An option of {@code WITH} is unknown, missing or has a wrong value. */
    public static final class InvalidOptionException extends RuntimeException {
        private final String option;
        private final String hint;

        public InvalidOptionException(String option, String message, String hint) {
            super(message);
            this.option = option;
            this.hint = hint;
        }

        public String option() {
            return option;
        }

        public String hint() {
            return hint;
        }
    }
}
