package io.millrace.engine.json;

import io.millrace.core.text.ShortestNumber;
import io.millrace.engine.value.Utf8;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes JSON as values of the type VARIANT are kept: without white space, the names of objects in order, each once, and
 * numbers in one way. A number is exact, and without zeros at the end of its fraction, if it has no exponent and at most
 * 38 digits; others are doubles.
 */
final class VariantWriter {
    private static final int MOST_DIGITS = 38;

    private VariantWriter() {}

    /**
     * Appends a value.
     *
     * @param duplicates whether of a name that comes twice the last one counts
     * @return whether it can be one: no name comes twice, no number is beyond those of a double
     */
    static boolean write(JsonDocument document, int node, boolean duplicates, Utf8 out) {
        switch (document.kind(node)) {
            case OBJECT -> {
                return object(document, node, duplicates, out);
            }
            case ARRAY -> {
                out.append('[');
                for (int child = document.first(node); child < document.after(node); child = document.after(child)) {
                    if (child > document.first(node)) {
                        out.append(',');
                    }
                    if (!write(document, child, duplicates, out)) {
                        return false;
                    }
                }
                out.append(']');
            }
            case STRING -> quote(unescaped(document, node), out);
            case NUMBER -> {
                return number(document, node, out);
            }
            default -> out.append(document.data(), document.start(node), document.end(node) - document.start(node));
        }
        return true;
    }

    private static Utf8 unescaped(JsonDocument document, int node) {
        Utf8 text = new Utf8().clear();
        JsonWriter.unescape(document.data(), document.start(node), document.end(node), text);
        return text;
    }

    private static void quote(Utf8 text, Utf8 out) {
        JsonWriter.quote(text.data, text.offset, text.offset + text.length, out);
    }

    private static boolean object(JsonDocument document, int node, boolean duplicates, Utf8 out) {
        Map<String, Integer> members = new TreeMap<>();
        for (int child = document.first(node); child < document.after(node); ) {
            int value = document.after(child);
            Integer before = members.put(unescaped(document, child).toString(), value);
            if (before != null && !duplicates) {
                return false;
            }
            child = document.after(value);
        }
        out.append('{');
        boolean first = true;
        for (Map.Entry<String, Integer> member : members.entrySet()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            quote(Utf8.of(member.getKey()), out);
            out.append(':');
            if (!write(document, member.getValue(), duplicates, out)) {
                return false;
            }
        }
        out.append('}');
        return true;
    }

    private static boolean number(JsonDocument document, int node, Utf8 out) {
        int start = document.start(node);
        int length = document.end(node) - start;
        String text = new String(document.data(), start, length, StandardCharsets.US_ASCII);
        boolean exponent = text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
        if (!exponent && length <= 2 * MOST_DIGITS + 3) {
            BigDecimal exact = new BigDecimal(text);
            if (exact.precision() <= MOST_DIGITS && exact.scale() <= MOST_DIGITS) {
                BigDecimal plain = exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
                out.append(plain.toPlainString());
                return true;
            }
        }
        double value = Double.parseDouble(text);
        StringBuilder shown = new StringBuilder();
        ShortestNumber.append(shown, value);
        out.append(shown);
        return Double.isFinite(value);
    }
}
