package io.millrace.sql;

import io.millrace.core.error.QueryException.Position;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something in a query that Flink refuses in streaming, so that a pipeline with it cannot be moved there as it is.
 *
 * @param feature what it is, in a few words
 * @param place where it stands, or the query that has it; null when only a view's text has it
 */
public record NotInFlink(String feature, @Nullable Position place) {
    private static final String ONE_EACH = "compute each in a SELECT of its own, one over the other";
    private static final String AS_NUMBER = "compare MIN or MAX of CASE WHEN x THEN 1 ELSE 0 END with 1";
    private static final String FIRST_ROW = "take the first row by ROW_NUMBER() OVER (PARTITION BY … ORDER BY y) = 1";

    /** What to write instead, where one can say the same there. */
    private static final Map<String, String> REWRITES = Map.ofEntries(
            Map.entry("several OVER windows in one SELECT", ONE_EACH),
            Map.entry("MEDIAN", "PERCENTILE(x, 0.5)"),
            Map.entry("PERCENTILE_CONT", "PERCENTILE(x, p)"),
            Map.entry("EVERY", AS_NUMBER),
            Map.entry("BOOL_AND", AS_NUMBER),
            Map.entry("BOOL_OR", AS_NUMBER),
            Map.entry("ANY_VALUE", "MIN(x) or FIRST_VALUE(x)"),
            Map.entry("MAX_BY", FIRST_ROW),
            Map.entry("MIN_BY", FIRST_ROW),
            Map.entry("ARG_MAX", FIRST_ROW),
            Map.entry("ARG_MIN", FIRST_ROW),
            Map.entry("APPROX_COUNT_DISTINCT", "COUNT(DISTINCT x)"),
            Map.entry("POW", "POWER(x, y)"),
            Map.entry("LENGTH", "CHAR_LENGTH(x)"),
            Map.entry("* EXCEPT", "name the columns"),
            Map.entry("GROUP BY ALL", "name the columns"),
            Map.entry("ASOF JOIN", "a table with a primary key, and FOR SYSTEM_TIME AS OF"),
            Map.entry("Top-N by RANK", "ROW_NUMBER, where peers may be left out"),
            Map.entry("Top-N by DENSE_RANK", "ROW_NUMBER, where peers may be left out"));

    /** What to write instead; empty when nothing there says the same. */
    public String rewrite() {
        return REWRITES.getOrDefault(feature, "");
    }

    /**
     * The features as EXPLAIN prints them, one to a line behind a title; empty when there are none.
     *
     * @param file put before places, with a colon; or empty
     */
    public static String text(List<NotInFlink> features, String file) {
        if (features.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("Not in Flink:\n");
        for (NotInFlink each : features) {
            Position place = each.place();
            text.append("    ");
            if (place != null) {
                text.append(file).append(file.isEmpty() ? "" : ":");
                text.append(place.line()).append(':').append(place.column()).append(": ");
            }
            text.append(each.feature());
            text.append(each.rewrite().isEmpty() ? "" : "; instead: " + each.rewrite())
                    .append('\n');
        }
        return text.toString();
    }
}
