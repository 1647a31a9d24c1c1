package io.millrace.sql.validate;

import io.millrace.core.connect.Quantities;
import io.millrace.core.error.QueryException;
import io.millrace.core.text.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.calcite.sql.SqlHint;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.jspecify.annotations.Nullable;

/** What STATE_TTL and LOOKUP may say of the query that they are of. */
final class QueryHints {
    private static final String TABLE = "table";
    private static final List<String> RETRIES =
            List.of("retry-predicate", "retry-strategy", "fixed-delay", "max-attempts");
    private static final Map<String, Option> OPTIONS = options();

    private QueryHints() {}

    /** What an option of LOOKUP takes, and in words. */
    private record Option(Predicate<String> values, String words) {}

    private static Map<String, Option> options() {
        Option truth = new Option(value -> value.matches("(?i)true|false"), "true or false");
        Option number = new Option(value -> value.matches("0*[1-9][0-9]{0,8}"), "a number from 1 on");
        Option duration = new Option(QueryHints::isDuration, "a duration such as 10 s");
        Map<String, Option> options = new LinkedHashMap<>();
        options.put(TABLE, new Option(value -> true, "the name of a table"));
        options.put("async", truth);
        options.put(
                "output-mode",
                new Option(value -> isOneOf(value, "ordered", "allow_unordered"), "ordered or allow_unordered"));
        options.put("capacity", number);
        options.put("timeout", duration);
        options.put("retry-predicate", new Option(value -> value.equalsIgnoreCase("lookup_miss"), "lookup_miss"));
        options.put("retry-strategy", new Option(value -> isOneOf(value, "fixed_delay"), "fixed_delay"));
        options.put("fixed-delay", duration);
        options.put("max-attempts", number);
        return options;
    }

    private static boolean isOneOf(String value, String... names) {
        return List.of(names).contains(value.toLowerCase(Locale.ROOT));
    }

    private static boolean isDuration(String value) {
        try {
            Quantities.micros(value);
            return true;
        } catch (IllegalArgumentException | ArithmeticException e) {
            return false;
        }
    }

    /**
     * Checks a STATE_TTL: it has durations, for tables of the query.
     *
     * @throws QueryException when it cannot be followed
     */
    static void checkLifetimes(SqlHint hint, SqlSelect query) {
        Hints.pairs(hint).forEach((table, duration) -> {
            if (!isDuration(duration)) {
                throw Places.error(
                        Hints.STATE_TTL + " of '" + table + "' is '" + duration + "'",
                        Hints.place(hint, table, true),
                        "it takes a duration such as 1 h or 7 d; 0 for ever");
            }
            checkName(hint, Hints.place(hint, table, false), table, names(query.getFrom(), false));
        });
    }

    /**
     * Checks a LOOKUP: its options, and that its table is one that the query joins with others.
     *
     * @throws QueryException when it cannot be followed
     */
    static void checkLookup(SqlHint hint, SqlSelect query) {
        Map<String, String> given = Hints.pairs(hint);
        given.forEach((key, value) -> {
            Option option = OPTIONS.get(key);
            if (option == null) {
                throw Places.error(
                        "LOOKUP has no option '" + key + "'",
                        Hints.place(hint, key, false),
                        Suggestions.didYouMean(key, OPTIONS.keySet()));
            }
            if (!option.values().test(value)) {
                throw Places.error(
                        "option '" + key + "' is '" + value + "'",
                        Hints.place(hint, key, true),
                        "it takes " + option.words());
            }
        });
        String table = given.get(TABLE);
        if (table == null) {
            throw Places.error("LOOKUP says no table", hint, "write /*+ LOOKUP('table' = 'name') */");
        }
        List<String> missing =
                RETRIES.stream().filter(option -> !given.containsKey(option)).toList();
        if (!missing.isEmpty() && missing.size() < RETRIES.size()) {
            throw Places.error(
                    "LOOKUP says how to try again only in part", hint, "add '" + String.join("', '", missing) + "'");
        }
        checkName(hint, Hints.place(hint, TABLE, true), table, names(query.getFrom(), true));
    }

    private static void checkName(SqlHint hint, SqlNode place, String said, List<String> names) {
        if (names.stream().noneMatch(name -> LifetimeHint.names(said, name))) {
            throw Places.error(
                    hint.getName() + " speaks of '" + said + "', which the query does not "
                            + (hint.getName().equalsIgnoreCase(Hints.LOOKUP) ? "join with another table" : "read"),
                    place,
                    names.isEmpty() ? "name a table or alias in its FROM" : Suggestions.didYouMean(said, names));
        }
    }

    /** @param joined whether only right sides of joins count */
    private static List<String> names(@Nullable SqlNode from, boolean joined) {
        List<String> names = new ArrayList<>();
        collect(from, !joined, names);
        return names;
    }

    private static void collect(@Nullable SqlNode from, boolean counts, List<String> names) {
        if (from instanceof SqlJoin join) {
            collect(join.getLeft(), counts, names);
            collect(join.getRight(), true, names);
        } else if (from != null && counts) {
            String name = QueryConverter.name(from);
            if (name != null) {
                names.add(name);
            }
        }
    }
}
