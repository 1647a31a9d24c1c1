package io.millrace.acceptance.generated;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares tables without order; floating point up to a billionth. */
final class ResultTable {
    private static final double TOLERANCE = 1e-9;

    private ResultTable() {}

    /** One form for equal values. */
    static @Nullable Object canonical(@Nullable Object value) {
        if (value instanceof Double number) {
            return number == 0 ? (Double) 0.0 : number;
        } else if (value instanceof BigDecimal decimal) {
            return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
        } else if (value instanceof Integer number) {
            return (long) number;
        }
        return value;
    }

    static List<@Nullable Object> canonical(List<@Nullable Object> row) {
        List<@Nullable Object> values = new ArrayList<>();
        row.forEach(value -> values.add(canonical(value)));
        return values;
    }

    /** What is wrong, or empty: rows that are missing and rows that are too many. */
    static String difference(List<List<@Nullable Object>> expected, List<List<@Nullable Object>> actual) {
        Map<List<@Nullable Object>, List<List<@Nullable Object>>> left = new HashMap<>();
        actual.forEach(row ->
                left.computeIfAbsent(exact(row), key -> new ArrayList<>()).add(row));
        StringBuilder text = new StringBuilder();
        for (List<@Nullable Object> row : expected) {
            List<List<@Nullable Object>> candidates = left.getOrDefault(exact(row), new ArrayList<>());
            int found = -1;
            for (int i = 0; i < candidates.size(); i++) {
                found = isClose(row, candidates.get(i)) ? i : found;
            }
            if (found >= 0) {
                candidates.remove(found);
            } else {
                text.append("  missing   ").append(row).append('\n');
            }
        }
        left.values()
                .forEach(rows -> rows.forEach(
                        row -> text.append("  too many  ").append(row).append('\n')));
        return text.toString();
    }

    private static List<@Nullable Object> exact(List<@Nullable Object> row) {
        List<@Nullable Object> values = new ArrayList<>();
        row.forEach(value -> values.add(value instanceof Double ? Double.class : canonical(value)));
        return values;
    }

    private static boolean isClose(List<@Nullable Object> expected, List<@Nullable Object> actual) {
        for (int i = 0; i < expected.size(); i++) {
            if (expected.get(i) instanceof Double a && actual.get(i) instanceof Double b) {
                double scale = Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
                boolean same = a.equals(b) || a.doubleValue() == b || Math.abs(a - b) <= TOLERANCE * scale;
                if (!same || Double.isInfinite(a) != Double.isInfinite(b)) {
                    return false;
                }
            }
        }
        return true;
    }
}
