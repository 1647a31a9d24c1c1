package io.millrace.engine.json;

import io.millrace.core.error.DataException;
import io.millrace.engine.value.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A path into JSON: {@code $}, {@code .name}, {@code ['name']}, {@code [0]}, {@code [-1]} for the last element; and paths to
 * several values, {@code [*]}, {@code .*}, {@code ..name}, {@code [0,2]}, {@code [1:3]}. Before it {@code
 * lax} or {@code strict}, which is the default as in Flink. Immutable.
 */
final class JsonPath {
    /** A step from values to values. */
    sealed interface Step {
        /** A member by name; the last one of that name counts. */
        record Name(byte[] name) implements Step {}

        /** Elements by index; negative ones count from the back. */
        record Indexes(int[] indexes) implements Step {}

        /** The elements from one index on to another, which is not reached. */
        record Range(@Nullable Integer from, @Nullable Integer to) implements Step {}

        /** All members or elements. */
        record All() implements Step {}

        /** The value itself and all that is in it, at any depth. */
        record Deep() implements Step {}
    }

    private final String text;
    private final boolean lax;
    private final List<Step> steps = new ArrayList<>();
    private int at;

    private JsonPath(String text, boolean lax) {
        this.text = text;
        this.lax = lax;
    }

    /** @throws DataException if it is no path */
    static JsonPath of(Utf8 source) {
        String text = source.toString().strip();
        String lower = text.toLowerCase(Locale.ROOT);
        boolean lax = lower.startsWith("lax") && lower.length() > 3 && Character.isWhitespace(lower.charAt(3));
        boolean strict = lower.startsWith("strict") && lower.length() > 6 && Character.isWhitespace(lower.charAt(6));
        JsonPath path = new JsonPath(text.substring(lax ? 3 : strict ? 6 : 0).strip(), lax);
        path.parse();
        return path;
    }

    boolean isLax() {
        return lax;
    }

    List<Step> steps() {
        return steps;
    }

    /** Whether it leads to one value at most. */
    boolean isSingle() {
        for (Step step : steps) {
            if (!isSingle(step)) {
                return false;
            }
        }
        return true;
    }

    static boolean isSingle(Step step) {
        return step instanceof Step.Name || step instanceof Step.Indexes indexes && indexes.indexes().length == 1;
    }

    private void parse() {
        if (text.isEmpty()) {
            throw wrong("it begins with $, as in '$.name'");
        }
        if (text.startsWith("$")) {
            at = 1;
        } else {
            member();
        }
        while (at < text.length()) {
            char sign = text.charAt(at++);
            if (sign == '[') {
                bracket();
            } else if (sign != '.') {
                throw wrong("write . before a name, and an index between brackets");
            } else if (take('.')) {
                steps.add(new Step.Deep());
                if (!take('[')) {
                    member();
                } else {
                    bracket();
                }
            } else {
                member();
            }
        }
    }

    private boolean take(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private DataException wrong(String hint) {
        return new DataException("'" + text + "' is not a path into JSON", hint);
    }

    private void member() {
        if (take('*')) {
            steps.add(new Step.All());
            return;
        }
        int from = at;
        while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
            at++;
        }
        String name = text.substring(from, at);
        if (name.isBlank() || name.contains("(") || name.contains(" ")) {
            throw wrong(
                    name.contains("(")
                            ? "functions in paths are not supported"
                            : "a name follows the point; quote others, as in $['two words']");
        }
        steps.add(new Step.Name(bytes(name)));
    }

    private static byte[] bytes(String name) {
        return Utf8.of(name).toBytes();
    }

    private void bracket() {
        int end = closing();
        String inside = text.substring(at, end).strip();
        at = end + 1;
        if (inside.equals("*")) {
            steps.add(new Step.All());
        } else if (inside.startsWith("?") || inside.startsWith("(")) {
            throw wrong("conditions in paths are not supported: use UNNEST and WHERE");
        } else if (inside.startsWith("'") || inside.startsWith("\"")) {
            steps.add(new Step.Name(name(inside)));
        } else if (inside.contains(":")) {
            String[] bounds = inside.split(":", -1);
            if (bounds.length != 2) {
                throw wrong("a range is written [1:3]");
            }
            steps.add(new Step.Range(bound(bounds[0]), bound(bounds[1])));
        } else {
            int[] indexes =
                    Arrays.stream(inside.split(",", -1)).mapToInt(this::index).toArray();
            steps.add(new Step.Indexes(indexes));
        }
    }

    private @Nullable Integer bound(String text) {
        return text.isBlank() ? null : index(text);
    }

    private int index(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw wrong("between brackets is an index, as in $[0], or a name in quotes");
        }
    }

    /** Where the bracket closes; one in quotes does not. */
    private int closing() {
        char quote = 0;
        for (int i = at; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (quote != 0) {
                i += sign == '\\' ? 1 : 0;
                quote = sign == quote ? 0 : quote;
            } else if (sign == '\'' || sign == '"') {
                quote = sign;
            } else if (sign == ']') {
                return i;
            }
        }
        throw wrong("a bracket is not closed");
    }

    private byte[] name(String inside) {
        char quote = inside.charAt(0);
        StringBuilder name = new StringBuilder();
        int i = 1;
        while (i < inside.length() && inside.charAt(i) != quote) {
            i += inside.charAt(i) == '\\' && i + 1 < inside.length() ? 1 : 0;
            name.append(inside.charAt(i++));
        }
        if (i != inside.length() - 1) {
            throw wrong("there is one name between brackets, in quotes");
        }
        return bytes(name.toString());
    }
}
