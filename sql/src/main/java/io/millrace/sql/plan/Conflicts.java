package io.millrace.sql.plan;

import io.millrace.core.error.ConnectorException;
import io.millrace.core.error.QueryException;
import io.millrace.sql.CatalogTable;
import io.millrace.sql.Session;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Sees to it that nothing reads what is written by the same run: a file would be cut off while it is read. */
final class Conflicts {
    /** Which statement writes, as seen from the one that is added. */
    private enum Writer {
        ITSELF,
        BEFORE,
        AFTER
    }

    private final Session.Tables tables;
    private final List<CatalogTable> written = new ArrayList<>();
    private final List<CatalogTable> read = new ArrayList<>();

    Conflicts(Session.Tables tables) {
        this.tables = tables;
    }

    /** Adds what a query reads. */
    void reads(Relation query) {
        for (CatalogTable table : scanned(query)) {
            for (CatalogTable target : written) {
                check(target, table, Writer.BEFORE);
            }
            read.add(table);
        }
    }

    /** Adds an INSERT. */
    void writes(CatalogTable target, Relation query) {
        for (CatalogTable table : scanned(query)) {
            check(target, table, Writer.ITSELF);
        }
        for (CatalogTable table : read) {
            check(target, table, Writer.AFTER);
        }
        reads(query);
        written.add(target);
    }

    private void check(CatalogTable target, CatalogTable table, Writer writer) {
        if (target.name().equals(table.name())) {
            if (isBounded(table)) {
                throw conflict("'" + table.name() + "'", "", writer);
            }
        } else if (target.connector().equals(table.connector()) && (writer == Writer.ITSELF || isBounded(table))) {
            tables.shared(target, table).ifPresent(what -> {
                throw conflict(
                        what, "tables '" + table.name() + "' and '" + target.name() + "' share " + what + ": ", writer);
            });
        }
    }

    private static QueryException conflict(String what, String why, Writer writer) {
        String together = "all INSERTs of a script and its last SELECT run at the same time: read it in another script";
        return switch (writer) {
            case ITSELF ->
                new QueryException(
                        why + "this query reads " + (why.isEmpty() ? what : "it") + " while it writes it",
                        null,
                        "write to another " + (why.isEmpty() ? "table" : "place") + ": what is there would be lost");
            case BEFORE ->
                new QueryException(
                        why + "this query reads " + (why.isEmpty() ? what : "it")
                                + " while an INSERT before it writes it",
                        null,
                        together);
            case AFTER ->
                new QueryException(
                        why + "this query writes " + (why.isEmpty() ? what : "it") + " while one before it reads it",
                        null,
                        together);
        };
    }

    /** A table that cannot even be opened yet has an end, too, if it has anything. */
    private boolean isBounded(CatalogTable table) {
        try {
            return tables.test(table);
        } catch (ConnectorException e) {
            return true;
        }
    }

    private static Set<CatalogTable> scanned(Relation relation) {
        Set<CatalogTable> tables = new LinkedHashSet<>();
        collect(relation, tables);
        return tables;
    }

    private static void collect(Relation relation, Set<CatalogTable> tables) {
        if (relation instanceof Scan scan) {
            tables.add(scan.table());
        }
        relation.inputs().forEach(input -> collect(input, tables));
    }
}
