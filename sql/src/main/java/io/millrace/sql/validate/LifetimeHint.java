package io.millrace.sql.validate;

import io.millrace.core.connect.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.hint.Hintable;
import org.apache.calcite.rel.hint.RelHint;
import org.apache.calcite.sql.SqlHint;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/**
 * How long hints keep what a join or an aggregation keeps of its inputs.
 *
 * @param left of its first or only input, in microseconds, 0 for ever; {@link #UNSAID} when no hint says
 * @param right of its second input
 */
public record LifetimeHint(long left, long right) {
    /** Instead of a time that no hint says. */
    public static final long UNSAID = -1;

    public static final LifetimeHint NONE = new LifetimeHint(UNSAID, UNSAID);

    /** The hint of Calcite's that carries it. */
    static final String NAME = "LIFETIMES";

    /** What a query's hints say of inputs with these names. */
    static LifetimeHint of(SqlNodeList hints, @Nullable String left, @Nullable String right) {
        LifetimeHint said = NONE;
        for (Map<String, String> each : lifetimes(hints)) {
            said = said.or(of(each, left, right));
        }
        return said;
    }

    /** The tables that a query's hints speak of. */
    static List<String> tables(SqlNodeList hints) {
        return lifetimes(hints).stream().flatMap(each -> each.keySet().stream()).toList();
    }

    private static List<Map<String, String>> lifetimes(SqlNodeList hints) {
        List<Map<String, String>> lifetimes = new ArrayList<>();
        for (SqlNode node : hints) {
            if (node instanceof SqlHint hint
                    && hint.getName().toUpperCase(Locale.ROOT).equals(Hints.STATE_TTL)
                    && hint.getOptionFormat() == SqlHint.HintOptionFormat.KV_LIST) {
                lifetimes.add(hint.getOptionKVPairs());
            }
        }
        return lifetimes;
    }

    private static LifetimeHint of(Map<String, String> lifetimes, @Nullable String left, @Nullable String right) {
        long ofLeft = UNSAID;
        long ofRight = UNSAID;
        for (Map.Entry<String, String> each : lifetimes.entrySet()) {
            long micros = Quantities.micros(each.getValue());
            if (left != null && ofLeft == UNSAID && names(each.getKey(), left)) {
                ofLeft = micros;
            }
            if (right != null && ofRight == UNSAID && names(each.getKey(), right)) {
                ofRight = micros;
            }
        }
        return new LifetimeHint(ofLeft, ofRight);
    }

    /** Whether a name in a hint is that of a table: one may have parts that the other leaves out. */
    static boolean names(String said, String table) {
        return said.equals(table) || said.endsWith("." + table) || table.endsWith("." + said);
    }

    private LifetimeHint or(LifetimeHint other) {
        return new LifetimeHint(left == UNSAID ? other.left : left, right == UNSAID ? other.right : right);
    }

    boolean isSaid() {
        return left != UNSAID || right != UNSAID;
    }

    RelHint hint() {
        return RelHint.builder(NAME)
                .hintOption("left", Long.toString(left))
                .hintOption("right", Long.toString(right))
                .build();
    }

    /** What was said of a join or an aggregation itself. */
    public static LifetimeHint of(RelNode node) {
        if (node instanceof Hintable hintable) {
            for (RelHint hint : hintable.getHints()) {
                // Those with a path came from a query around.
                if (hint.hintName.equals(NAME) && hint.inheritPath.isEmpty()) {
                    return new LifetimeHint(
                            Long.parseLong(hint.kvOptions.getOrDefault("left", "")),
                            Long.parseLong(hint.kvOptions.getOrDefault("right", "")));
                }
            }
        }
        return NONE;
    }

    /** The time to live of an input, in microseconds; 0 for ever. */
    public long micros(int input, long otherwise) {
        long said = input == 0 ? left : right;
        return said == UNSAID ? otherwise : said;
    }
}
