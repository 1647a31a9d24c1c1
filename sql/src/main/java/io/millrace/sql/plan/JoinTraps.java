package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.sql.Session;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Joins that are likely meant otherwise: on one bound of a window alone, or such that can never forget. */
final class JoinTraps {
    private final Session session;
    private final List<String> warnings;

    /**
     * @param warnings takes what is no error
     */
    JoinTraps(Session session, List<String> warnings) {
        this.session = session;
        this.warnings = warnings;
    }

    /**
     * Looks at all joins of a query.
     *
     * @throws QueryException where a table that never ends is joined on one bound of a window, unless traps are allowed
     */
    void check(Relation query) {
        if (query instanceof RegularJoin join) {
            check(join);
        }
        query.inputs().forEach(this::check);
    }

    private void check(RegularJoin join) {
        JoinTerms terms = join.terms();
        List<Relation> growing = join.growing(session.settings().lifetimeMicros());
        boolean forgets = IntStream.range(0, 2)
                .allMatch(input ->
                        join.lifetimes().micros(input, session.settings().lifetimeMicros()) > 0);
        boolean bounded = Facts.isBounded(join, session.bounded());
        if (terms.inputs().stream().noneMatch(Relation::changing)) {
            boolean start = WindowJoin.key(terms, WindowBounds.START) != null;
            boolean end = WindowJoin.key(terms, WindowBounds.END) != null;
            if (start != end && !forgets) {
                warnOfBound(start, bounded || session.settings().allowsTraps());
                return;
            }
        }
        if (!bounded) {
            warnOfGrowth(growing);
        }
    }

    private void warnOfBound(boolean start, boolean allowed) {
        String message = "a join on " + (start ? "window_start without window_end" : "window_end without window_start")
                + " keeps every row for ever";
        String missing = start ? "window_end" : "window_start";
        String fix = "add AND a." + missing + " = b." + missing;
        if (!allowed) {
            throw new QueryException(message, null, fix);
        }
        warn(message + ": " + fix);
    }

    private void warnOfGrowth(List<Relation> growing) {
        Set<String> tables = new LinkedHashSet<>();
        for (Relation input : growing) {
            collect(input, tables);
        }
        if (!tables.isEmpty()) {
            warn("a join keeps every row of " + String.join(" and ", tables)
                    + " for ever: compare window_start and window_end too, or event times"
                    + " (a.ts BETWEEN b.ts - INTERVAL '1' HOUR AND b.ts), or SET 'table.exec.state.ttl' = '1 d'");
        }
    }

    private void warn(String warning) {
        if (!warnings.contains(warning)) {
            warnings.add(warning);
        }
    }

    private void collect(Relation relation, Set<String> tables) {
        if (relation instanceof Scan scan && !session.bounded().test(scan.table())) {
            tables.add("'" + scan.table().name() + "'");
        }
        relation.inputs().forEach(input -> collect(input, tables));
    }
}
