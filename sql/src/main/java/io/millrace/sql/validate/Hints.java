package io.millrace.sql.validate;

import io.millrace.core.connect.Connector;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.text.Suggestions;
import io.millrace.sql.CatalogEntry;
import io.millrace.sql.CatalogTable;
import io.millrace.sql.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.hint.HintPredicates;
import org.apache.calcite.rel.hint.HintStrategyTable;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlHint;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * The hints of a statement, {@code /*+ NAME(...) *}{@code /}: checked before names are resolved, since only then they
 * have places. OPTIONS change how a table is opened; STATE_TTL says how long joins and aggregations of its query keep what
 * comes from a table, which {@link QueryConverter} tells them; what else there is changes nothing.
 */
public final class Hints {
    public static final String OPTIONS = "OPTIONS";
    static final String STATE_TTL = "STATE_TTL";
    static final String LOOKUP = "LOOKUP";
    /** How a cluster is to carry out a join. */
    private static final Set<String> STRATEGIES_OF_JOINS =
            Set.of("BROADCAST", "SHUFFLE_HASH", "SHUFFLE_MERGE", "NEST_LOOP", "MULTI_JOIN");

    static final HintStrategyTable STRATEGIES = strategies();

    private final Session session;
    private final List<String> warnings;

    /** @param warnings takes what is said of hints that change nothing */
    public Hints(Session session, List<String> warnings) {
        this.session = session;
        this.warnings = warnings;
    }

    private static HintStrategyTable strategies() {
        HintStrategyTable.Builder builder = HintStrategyTable.builder()
                .hintStrategy(OPTIONS, HintPredicates.TABLE_SCAN)
                .hintStrategy(
                        STATE_TTL,
                        HintPredicates.or(HintPredicates.JOIN, HintPredicates.AGGREGATE, HintPredicates.CORRELATE))
                .hintStrategy(LOOKUP, HintPredicates.or(HintPredicates.JOIN, HintPredicates.CORRELATE));
        builder.hintStrategy(LifetimeHint.NAME, HintPredicates.or(HintPredicates.JOIN, HintPredicates.AGGREGATE));
        STRATEGIES_OF_JOINS.forEach(name -> builder.hintStrategy(name, HintPredicates.JOIN));
        return builder.build();
    }

    /**
     * Checks all hints in a query.
     *
     * @throws io.millrace.core.error.QueryException when one cannot be followed
     */
    void check(SqlNode query) {
        query.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                if (call.getKind() == SqlKind.TABLE_REF && call.operand(0) instanceof SqlIdentifier table) {
                    each(call.operand(1), hint -> ofTable(table, hint));
                } else if (call instanceof SqlSelect select) {
                    each(select.getHints(), hint -> ofQuery(hint, select));
                }
                return super.visit(call);
            }
        });
    }

    private static void each(@Nullable SqlNodeList hints, java.util.function.Consumer<SqlHint> action) {
        if (hints != null) {
            hints.stream()
                    .filter(SqlHint.class::isInstance)
                    .map(SqlHint.class::cast)
                    .forEach(action);
        }
    }

    private static String name(SqlHint hint) {
        return hint.getName().toUpperCase(Locale.ROOT);
    }

    private void ofTable(SqlIdentifier identifier, SqlHint hint) {
        if (!name(hint).equals(OPTIONS)) {
            ofQuery(hint, null);
            return;
        }
        CatalogEntry entry =
                session.catalog().find(session.catalog().path(identifier.names)).orElse(null);
        if (entry instanceof CatalogTable table) {
            options(table, hint);
        } else if (entry != null) {
            throw Places.error(
                    "'" + entry.name() + "' is a view: OPTIONS belong to a table",
                    hint,
                    "put the hint behind the table in the view's query");
        }
    }

    /**
     * The options of a table with those of a hint.
     *
     * @throws io.millrace.core.error.QueryException at the option that is wrong
     */
    public TableOptions options(CatalogTable table, SqlHint hint) {
        Map<String, String> given = pairs(hint);
        try {
            return merged(session, table, given);
        } catch (TableOptions.InvalidOptionException e) {
            boolean value = String.valueOf(e.getMessage()).startsWith("option ");
            throw Places.error(String.valueOf(e.getMessage()), place(hint, e.option(), value), e.hint());
        }
    }

    static Map<String, String> pairs(SqlHint hint) {
        if (hint.getOptionFormat() != SqlHint.HintOptionFormat.KV_LIST) {
            throw Places.error(
                    name(hint) + " takes keys and values", hint, "write /*+ " + name(hint) + "('key' = 'value') */");
        }
        return hint.getOptionKVPairs();
    }

    /** The place of a key, or of its value. */
    static SqlNode place(SqlHint hint, String key, boolean value) {
        SqlNodeList parts = hint.operand(1);
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            SqlNode name = parts.get(i);
            String text = name instanceof SqlLiteral literal ? literal.toValue() : name.toString();
            if (key.equals(text)) {
                return value ? parts.get(i + 1) : name;
            }
        }
        return hint;
    }

    /** The options of a table, changed by some. */
    static TableOptions merged(Session session, CatalogTable table, Map<String, String> changed) {
        Connector connector = session.connectors().stream()
                .filter(each -> each.name().equals(table.connector()))
                .findFirst()
                .orElseThrow();
        Map<String, String> all = new LinkedHashMap<>(table.options().given());
        all.putAll(changed);
        return TableOptions.of(all, connector.options());
    }

    /** @param query the query that the hint is of; null for one behind a table */
    private void ofQuery(SqlHint hint, @Nullable SqlSelect query) {
        String name = name(hint);
        if (query == null && (name.equals(STATE_TTL) || name.equals(LOOKUP))) {
            warnings.add(name + " behind a table changes nothing: write SELECT /*+ " + name + "(...) */");
        } else if (query != null && name.equals(STATE_TTL)) {
            QueryHints.checkLifetimes(hint, query);
        } else if (query != null && name.equals(LOOKUP)) {
            QueryHints.checkLookup(hint, query);
            warnings.add("LOOKUP changes nothing: the table is read whole before rows are joined with it");
        } else if (STRATEGIES_OF_JOINS.contains(name)) {
            warnings.add("hint " + name + " has no meaning in one process");
        } else if (name.equals(OPTIONS)) {
            throw Places.error("OPTIONS stand behind a table", hint, "write FROM t /*+ OPTIONS('key' = 'value') */");
        } else {
            Set<String> known = new TreeSet<>(STRATEGIES_OF_JOINS);
            known.addAll(List.of(OPTIONS, STATE_TTL, LOOKUP));
            warnings.add("unknown hint '" + hint.getName() + "': "
                    + Suggestions.nearest(name, known)
                            .map(near -> "did you mean " + near + "?")
                            .orElse("known are " + String.join(", ", known)));
        }
    }
}
