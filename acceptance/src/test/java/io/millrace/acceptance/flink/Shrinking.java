package io.millrace.acceptance.flink;

import io.millrace.acceptance.flink.Answer.Table;
import io.millrace.acceptance.flink.GeneratedComparison.Kind;
import io.millrace.acceptance.flink.GeneratedComparison.Verdict;
import io.millrace.acceptance.flink.query.Query;
import io.millrace.acceptance.flink.query.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes a query that differs, and its inputs, smaller as long as it still differs. */
final class Shrinking {
    private final GeneratedComparison comparison;
    private int triesLeft;
    private World world;
    private Verdict verdict;

    /**
     * Nothing is tried yet.
     *
     * @param tries how often both are asked at most
     */
    Shrinking(GeneratedComparison comparison, int tries, World world, Verdict verdict) {
        this.comparison = comparison;
        this.triesLeft = tries;
        this.world = world;
        this.verdict = verdict;
    }

    /** The smallest that was found, as a golden case that expects what Flink gives. */
    String goldenCase(String name) throws IOException, InterruptedException {
        shrinkItems();
        for (String file : List.copyOf(world.inputs().keySet())) {
            shrinkRows(file);
        }
        StringBuilder text = new StringBuilder();
        verdict.details().lines().forEach(line -> text.append("# ").append(line).append('\n'));
        world.inputs()
                .forEach((file, rows) ->
                        text.append("--- file ").append(file).append('\n').append(rows));
        text.append("--- script\n").append(world.script());
        text.append("--- case ").append(name).append('\n');
        text.append(verdict.query().setup()).append(verdict.query().sql());
        if (verdict.flink() instanceof Table table) {
            text.append("--- rows\n").append(String.join(",", table.names())).append('\n');
            text.append(table.rows().stream()
                    .map(row -> CsvRows.line(row) + "\n")
                    .sorted()
                    .collect(Collectors.joining()));
        }
        return text.toString();
    }

    private void shrinkItems() throws IOException, InterruptedException {
        for (int item = verdict.query().items().size() - 1;
                item >= verdict.query().fixed();
                item--) {
            if (verdict.query().items().size() > 1) {
                attempt(world, verdict.query().without(item));
            }
        }
    }

    private void shrinkRows(String file) throws IOException, InterruptedException {
        List<String> lines = rows(file);
        for (int size = Math.max(1, (lines.size() - 1) / 2); size > 0; size /= 2) {
            for (int from = 1; from < rows(file).size(); ) {
                List<String> left = new ArrayList<>(rows(file));
                left.subList(from, Math.min(left.size(), from + size)).clear();
                Map<String, String> inputs = new LinkedHashMap<>(world.inputs());
                inputs.put(file, left.stream().map(line -> line + "\n").collect(Collectors.joining()));
                World smaller = new World(world.script(), inputs, world.tables(), world.names());
                if (!attempt(smaller, verdict.query())) {
                    from += size;
                }
            }
        }
    }

    private List<String> rows(String file) {
        return world.inputs().getOrDefault(file, "").lines().toList();
    }

    private boolean attempt(World smaller, Query query) throws IOException, InterruptedException {
        if (triesLeft-- <= 0) {
            return false;
        }
        Verdict found = comparison.compare(smaller, List.of(query)).get(0);
        if (found.kind() != Kind.DIFFERENT) {
            return false;
        }
        world = smaller;
        verdict = found;
        return true;
    }
}
