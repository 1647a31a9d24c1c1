package io.millrace.acceptance.judge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeUtils;
import org.apache.flink.table.types.utils.TypeConversions;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;

/**
 * Runs queries together as one job, but those that are refused at once. When one of the others cannot be planned or fails, all do, so
 * they are then run in two halves, until each has an answer of its own.
 */
final class QueryJobs {
    private static final int TIMEOUT_SECONDS = Integer.getInteger("judge.timeoutSeconds", 60);

    private final StreamTableEnvironment environment;
    private final CellText cells;
    private int tables;

    private record Query(Table table, String id, List<LogicalType> types) {}

    QueryJobs(StreamTableEnvironment environment, CellText cells) {
        this.environment = environment;
        this.cells = cells;
    }

    /** The answer to a query without its rows: its changes go into a file. */
    List<@Nullable String> runInto(Path file, String text) {
        try {
            Query query = query(text);
            try (ChangeFile changes = new ChangeFile(file, query.types, cells)) {
                CollectedRows.receive(query.id, changes);
                execute(List.of(query));
                return heading(query, changes.isAppended());
            } finally {
                CollectedRows.end(query.id);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            return Refusal.of(e);
        }
    }

    /** An answer for each query. */
    List<List<@Nullable String>> run(List<String> texts) {
        List<Query> queries = new ArrayList<>();
        Map<Integer, List<@Nullable String>> refusals = new HashMap<>();
        for (String text : texts) {
            try {
                queries.add(query(text));
            } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
                refusals.put(refusals.size() + queries.size(), Refusal.of(e));
            }
        }
        Iterator<List<@Nullable String>> tables = together(queries).iterator();
        queries.forEach(query -> environment.dropTemporaryTable(query.id));
        List<List<@Nullable String>> answers = new ArrayList<>();
        for (int place = 0; place < texts.size(); place++) {
            List<@Nullable String> refusal = refusals.get(place);
            answers.add(refusal == null ? tables.next() : refusal);
        }
        return answers;
    }

    private List<List<@Nullable String>> together(List<Query> queries) {
        if (queries.isEmpty()) {
            return List.of();
        }
        Map<Query, CollectedRows> rows = new LinkedHashMap<>();
        try {
            for (Query query : queries) {
                CollectedRows.receive(query.id, rows.computeIfAbsent(query, each -> new CollectedRows()));
            }
            execute(queries);
            List<List<@Nullable String>> answers = new ArrayList<>();
            rows.forEach((query, collected) -> answers.add(answer(query, collected.changes())));
            return answers;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            if (queries.size() == 1) {
                return List.of(Refusal.of(e));
            }
        } finally {
            queries.forEach(query -> CollectedRows.end(query.id));
        }
        int half = queries.size() / 2;
        return Stream.concat(
                        together(queries.subList(0, half)).stream(),
                        together(queries.subList(half, queries.size())).stream())
                .toList();
    }

    private Query query(String text) {
        Table table = environment.sqlQuery(text);
        List<LogicalType> types = table.getResolvedSchema().getColumns().stream()
                .map(column -> LogicalTypeUtils.removeTimeAttributes(
                        column.getDataType().getLogicalType().copy(true)))
                .toList();
        String id = "collected_" + tables++;
        Schema.Builder schema = Schema.newBuilder();
        for (int i = 0; i < types.size(); i++) {
            schema.column("c" + i, TypeConversions.fromLogicalToDataType(types.get(i)));
        }
        environment.createTemporaryTable(
                id,
                TableDescriptor.forConnector("collect")
                        .schema(schema.build())
                        .option(CollectingTableFactory.ID, id)
                        .build());
        return new Query(table, id, types);
    }

    private void execute(List<Query> queries) throws InterruptedException, ExecutionException, TimeoutException {
        StatementSet job = environment.createStatementSet();
        queries.forEach(query -> job.add(query.table.insertInto(query.id)));
        TableResult result = job.execute();
        try {
            result.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            result.getJobClient().map(JobClient::cancel).orElseThrow().get();
            throw e;
        }
    }

    private static List<@Nullable String> heading(Query query, boolean appended) {
        List<@Nullable String> answer = new ArrayList<>(
                List.of("table", appended ? "appended" : "changing", String.valueOf(query.types.size())));
        answer.addAll(query.table.getResolvedSchema().getColumns().stream()
                .map(Column::getName)
                .toList());
        query.types.forEach(type -> answer.add(type.asSummaryString()));
        return answer;
    }

    private List<@Nullable String> answer(Query query, List<Row> changes) {
        Map<List<@Nullable String>, Integer> weights = new LinkedHashMap<>();
        boolean appended = true;
        for (Row change : changes) {
            List<@Nullable String> row = new ArrayList<>();
            for (int i = 0; i < query.types.size(); i++) {
                row.add(cells.of(change.getField(i), query.types.get(i)));
            }
            appended &= change.getKind() == RowKind.INSERT;
            boolean added = change.getKind() == RowKind.INSERT || change.getKind() == RowKind.UPDATE_AFTER;
            weights.merge(row, added ? 1 : -1, Integer::sum);
        }
        List<@Nullable String> answer = heading(query, appended);
        weights.forEach((row, weight) -> {
            if (weight < 0) {
                throw new IllegalStateException("a row is taken back that was not given: " + row);
            }
            for (int i = 0; i < weight; i++) {
                answer.addAll(row);
            }
        });
        return answer;
    }
}
