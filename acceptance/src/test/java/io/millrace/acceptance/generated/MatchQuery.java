package io.millrace.acceptance.generated;

import io.millrace.acceptance.generated.RowCondition.Taken;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * MATCH_RECOGNIZE with a random pattern.
 *
 * @param conditions one a variable
 * @param pastLast whether the search goes on past the last row, or at the last row of {@code target}; otherwise at the next
 *     row, or at the first one of it
 * @param target the variable to skip to, or null
 * @param within milliseconds, or 0
 */
record MatchQuery(
        Piece pattern,
        List<RowCondition> conditions,
        List<Integer> keys,
        boolean pastLast,
        @Nullable Integer target,
        long within,
        boolean allRows)
        implements GeneratedQuery {
    private static final List<List<Integer>> KEYS = List.of(List.of(), List.of(0), List.of(6), List.of(1));

    static MatchQuery random(Random random) {
        int variables = 1 + random.nextInt(4);
        Piece pattern = Piece.random(random, variables);
        List<RowCondition> conditions = IntStream.range(0, variables)
                .mapToObj(variable -> RowCondition.random(random))
                .toList();
        long within = List.of(0L, 500L, 1500L, 4000L).get(random.nextInt(4));
        return new MatchQuery(
                pattern,
                conditions,
                KEYS.get(random.nextInt(KEYS.size())),
                random.nextBoolean(),
                random.nextInt(3) == 0 ? target(pattern) : null,
                within,
                random.nextInt(3) == 0);
    }

    /** A variable that every match has a row of, behind its first row. */
    private static @Nullable Integer target(Piece pattern) {
        boolean began = false;
        for (Piece part : ((Piece.Row) pattern).parts()) {
            Piece single = part instanceof Piece.Times times ? times.part() : part;
            if (began && !part.empty() && single instanceof Piece.Single found) {
                return found.variable();
            }
            began |= !part.empty();
        }
        return null;
    }

    private List<String> names() {
        return IntStream.range(0, conditions.size()).mapToObj(Piece::name).toList();
    }

    @Override
    public String sql() {
        List<String> measures = new ArrayList<>(List.of("COUNT(*) AS n", "CLASSIFIER() AS c", "MATCH_NUMBER() AS m"));
        List<String> definitions = new ArrayList<>();
        for (int v = 0; v < conditions.size(); v++) {
            String name = Piece.name(v);
            measures.add("LAST(" + name + ".v) AS last" + name);
            measures.add("FIRST(" + name + ".ts) AS first" + name);
            measures.add("COUNT(" + name + ".v) AS count" + name);
            definitions.add(name + " AS " + conditions.get(v).sql(v));
        }
        measures.add("FINAL LAST(d) AS d2");
        measures.add("MATCH_ROWTIME() AS mt");
        List<String> partition =
                keys.stream().map(InputRows.SCHEMA.names()::get).toList();
        String skip = target == null
                ? pastLast ? "PAST LAST ROW" : "TO NEXT ROW"
                : "TO " + (pastLast ? "LAST " : "FIRST ") + Piece.name(target);
        return "SELECT * FROM t MATCH_RECOGNIZE ("
                + (partition.isEmpty() ? "" : "PARTITION BY " + String.join(", ", partition) + " ")
                + "ORDER BY ts MEASURES " + String.join(", ", measures)
                + (allRows ? " ALL ROWS" : " ONE ROW") + " PER MATCH AFTER MATCH SKIP " + skip
                + " PATTERN (" + pattern.sql() + ")"
                + (within == 0 ? "" : " WITHIN " + PipelineRun.interval(within))
                + " DEFINE " + String.join(", ", definitions) + ")";
    }

    @Override
    public Expectation expect(InputRows input) {
        Map<List<@Nullable Object>, List<Event>> partitions = new LinkedHashMap<>();
        input.events().stream()
                .filter(event -> event.hasTime() && event.millis() > event.seen())
                .sorted(Comparator.comparingLong(Event::millis)
                        .thenComparing(Event::split)
                        .thenComparing(Event::position))
                .forEach(event -> partitions
                        .computeIfAbsent(key(event), key -> new ArrayList<>())
                        .add(event));
        List<Fixed> rows = new ArrayList<>();
        for (List<Event> events : partitions.values()) {
            List<PatternSearch.Told> matches = PatternSearch.of(this, events);
            for (int i = 0; i < matches.size(); i++) {
                PatternSearch.Told match = matches.get(i);
                int size = match.path().size();
                for (int row = allRows ? 1 : size; row <= size; row++) {
                    rows.add(new Fixed(match.time(), row(match, row, i + 1L)));
                }
            }
        }
        return GeneratedQuery.appended(input, rows);
    }

    private List<@Nullable Object> key(Event event) {
        List<@Nullable Object> key = new ArrayList<>();
        keys.forEach(column -> key.add(event.value(column)));
        return key;
    }

    private List<@Nullable Object> row(PatternSearch.Told match, int length, long number) {
        List<Taken> path = match.path().subList(0, length);
        Event current = path.get(length - 1).event();
        List<@Nullable Object> row = new ArrayList<>(key(current));
        if (allRows) {
            row.add(current.value(InputRows.TIME));
            for (int column = 0; column < InputRows.SCHEMA.size(); column++) {
                if (column != InputRows.TIME && !keys.contains(column)) {
                    row.add(current.value(column));
                }
            }
        }
        row.add((long) length);
        row.add(Piece.name(path.get(length - 1).variable()));
        row.add(number);
        for (int v = 0; v < names().size(); v++) {
            int variable = v;
            List<Event> own = path.stream()
                    .filter(taken -> taken.variable() == variable)
                    .map(Taken::event)
                    .toList();
            row.add(own.isEmpty() ? null : RowCondition.whole(own.get(own.size() - 1)));
            row.add(own.isEmpty() ? null : own.get(0).value(InputRows.TIME));
            row.add(own.stream()
                    .filter(event -> RowCondition.whole(event) != null)
                    .count());
        }
        Event last = match.path().get(match.path().size() - 1).event();
        row.add(last.value(InputRows.REAL));
        row.add(Event.toTime(pattern.waits() ? last.millis() : match.time()));
        return row;
    }
}
