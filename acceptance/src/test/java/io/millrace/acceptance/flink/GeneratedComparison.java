package io.millrace.acceptance.flink;

import io.millrace.acceptance.flink.Answer.Refused;
import io.millrace.acceptance.flink.Answer.Table;
import io.millrace.acceptance.flink.query.Query;
import io.millrace.acceptance.flink.query.World;
import io.millrace.acceptance.golden.ScriptHarness;
import io.millrace.acceptance.golden.ScriptHarness.Outcome;
import io.millrace.engine.EngineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The queries of a world on Millrace and on Flink.
 *
 * @param folder for its files; nobody else's
 */
record GeneratedComparison(Judge judge, Path folder) {
    private static final EngineOptions OPTIONS = new EngineOptions(1, 4096, 65_536);

    /**
     * What came of a query.
     *
     * @param flink what Flink answers
     */
    record Verdict(Query query, Kind kind, String details, Answer flink) {}

    enum Kind {
        /** The same table. */
        SAME,
        /** Neither runs it. */
        BOTH_REFUSE,
        /** Only Millrace runs it. */
        ONLY_HERE,
        /** Different tables, or only Flink runs it. */
        DIFFERENT
    }

    /** Compares all queries. On Flink they are one job. */
    List<Verdict> compare(World world, List<Query> queries) throws IOException, InterruptedException {
        for (Map.Entry<String, String> input : world.inputs().entrySet()) {
            Files.writeString(folder.resolve(input.getKey()), input.getValue());
        }
        StringBuilder script = new StringBuilder(world.script());
        queries.forEach(query -> script.append(query.setup()));
        queries.forEach(query -> script.append(query.sql()));
        List<Answer> answers = judge.run(false, folder, script.toString());
        if (answers.size() != queries.size() && queries.size() > 1) {
            // A statement before the queries was refused: each by itself, then.
            List<Verdict> verdicts = new ArrayList<>();
            for (Query query : queries) {
                verdicts.addAll(compare(world, List.of(query)));
            }
            return verdicts;
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            verdicts.add(verdict(world, queries.get(i), answers.get(i)));
        }
        return verdicts;
    }

    private Verdict verdict(World world, Query query, Answer flink) throws InterruptedException {
        Outcome here;
        try {
            here = new ScriptHarness(folder, OPTIONS).run(world.script(), query.setup() + query.sql());
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            return new Verdict(query, Kind.DIFFERENT, "Millrace fails: " + e, flink);
        }
        if (flink instanceof Refused refused) {
            Kind kind = here.error() == null ? Kind.ONLY_HERE : Kind.BOTH_REFUSE;
            return new Verdict(query, kind, refused.reason() + "\n" + here.error(), flink);
        } else if (here.error() != null) {
            return new Verdict(query, Kind.DIFFERENT, "Millrace refuses: " + here.error(), flink);
        }
        Table table = (Table) flink;
        var rows = CsvRows.read(here.rows());
        TableComparison comparison = new TableComparison(rows.get(0), rows.subList(1, rows.size()));
        String details = types(here.types(), table.types()) + comparison.differences(table, false);
        return new Verdict(query, details.isEmpty() ? Kind.SAME : Kind.DIFFERENT, details, flink);
    }

    private static String types(List<String> here, List<String> flink) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < here.size(); i++) {
            if (i < flink.size() && !same(here.get(i), flink.get(i))) {
                text.append("type of column ").append(i + 1).append(": ").append(here.get(i));
                text.append(", in Flink ").append(flink.get(i)).append('\n');
            }
        }
        return text.toString();
    }

    /** Texts of any length are one type, and so are bytes. */
    private static boolean same(String here, String flink) {
        return family(here).equals(family(flink));
    }

    private static String family(String type) {
        return type.replaceAll("(VAR)?CHAR\\(\\d+\\)", "STRING").replaceAll("(VAR)?BINARY\\(\\d+\\)", "BYTES");
    }
}
