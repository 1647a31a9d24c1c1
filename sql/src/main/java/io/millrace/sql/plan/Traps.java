package io.millrace.sql.plan;

import io.millrace.sql.CatalogTable;
import io.millrace.sql.Session;
import io.millrace.sql.Settings;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what is no error, but is probably not meant: what a query waits for that may never come. */
final class Traps {
    private static final String IDLE_TIMEOUT = "scan.watermark.idle-timeout";

    private Traps() {}

    /**
     * Adds a warning for each live table that holds the watermark back for as long as one of its splits is silent.
     *
     * @param query with what it needs of its tables, so that only those count whose time it waits for
     */
    static void idle(Relation query, Session session, List<String> warnings) {
        Set<Scan> scans = new LinkedHashSet<>();
        collect(query, scans);
        for (Scan scan : scans) {
            ignored(scan.table(), warnings);
            boolean never = scan.table()
                    .options()
                    .duration(IDLE_TIMEOUT)
                    .map(Duration::isZero)
                    .orElse(false);
            if (scan.timed() && never && !session.bounded().test(scan.table())) {
                String warning =
                        "'" + scan.table().name() + "' holds back all windows for as long as one of its parts is"
                                + " silent, for '" + IDLE_TIMEOUT + "' is 0: give a duration such as 30 s";
                add(warning, warnings);
            }
        }
    }

    /** The table, for which the session's setting counts where the table says nothing of its own. */
    static CatalogTable withIdleTimeout(CatalogTable table, Settings settings) {
        String set = settings.values().get(Settings.IDLE_TIMEOUT);
        return set == null ? table : table.with(table.options().withDefault(IDLE_TIMEOUT, set));
    }

    /** Adds a warning for the options of a table that are only taken because Flink has them. */
    static void ignored(CatalogTable table, List<String> warnings) {
        List<String> names = table.options().ignored();
        if (!names.isEmpty()) {
            String all = names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
            String are = names.size() == 1 ? "option " + all + " has" : "options " + all + " have";
            add("'" + table.name() + "': " + are + " no meaning in one process", warnings);
        }
    }

    private static void add(String warning, List<String> warnings) {
        if (!warnings.contains(warning)) {
            warnings.add(warning);
        }
    }

    private static void collect(Relation relation, Set<Scan> scans) {
        if (relation instanceof Scan scan) {
            scans.add(scan);
        }
        relation.inputs().forEach(input -> collect(input, scans));
    }
}
