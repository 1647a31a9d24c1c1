package io.millrace.bench.moa;

import io.millrace.bench.moa.Race.Lap;
import io.millrace.core.learn.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Measures learners beside those of MOA in one process, in turns: the first argument is the folder of public data, the
 * second one for generated streams, the others are {@code data=elec8,sea}, {@code algorithm=hoeffding-tree} and {@code
 * laps=7} for each side, which come after laps that only warm up. Prints a table in Markdown with the medians.
 */
public final class BesideMoa {
    private final Path data;
    private final Path generated;
    private final Map<String, String> options;

    private BesideMoa(Path data, Path generated, Map<String, String> options) {
        this.data = data;
        this.generated = generated;
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (int i = 2; i < arguments.length; i++) {
            String[] parts = arguments[i].split("=", 2);
            options.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        if (arguments.length < 2 || !Set.of("data", "algorithm", "laps").containsAll(options.keySet())) {
            System.err.println("beside: DATA GENERATED [data=elec8,sea] [algorithm=hoeffding-tree] [laps=7]");
            System.exit(2);
        }
        new BesideMoa(Path.of(arguments[0]), Path.of(arguments[1]), options).run();
    }

    private void run() throws Exception {
        System.out.println(
                "| stream | learner | MOA: score | rows/CPU-s | here: score | rows/CPU-s | times as fast | middle half |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        List<String> names = new ArrayList<>(List.of("elec8", "fried"));
        names.addAll(Generators.ALL.keySet());
        for (String name : names) {
            if (isWanted("data", name)) {
                measure(stream(name));
            }
        }
    }

    private Stream stream(String name) throws Exception {
        return switch (name) {
            case "elec8" -> Stream.elec2(data);
            case "fried" -> Stream.numbers(name, data.resolve("regression/fried.csv"));
            default -> Generators.stream(name, generated);
        };
    }

    private void measure(Stream stream) throws Exception {
        Task task = stream.classes() > 0 ? Task.CLASSIFICATION : Task.REGRESSION;
        int laps = Math.max(1, Integer.parseInt(options.getOrDefault("laps", "7")));
        for (Pair pair : Pair.ALL) {
            if (pair.task() == task && pair.isThere() && isWanted("algorithm", pair.name())) {
                Race race = new Race(stream, pair);
                race.warmUp();
                Lap[] ours = new Lap[laps];
                Lap[] theirs = new Lap[laps];
                for (int i = 0; i < laps; i++) {
                    theirs[i] = race.theirs();
                    ours[i] = race.ours();
                }
                print(stream, pair, theirs, ours);
            }
        }
    }

    private static void print(Stream stream, Pair pair, Lap[] theirs, Lap[] ours) {
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %s | %.3f | %,.0f | %.3f | %,.0f | %.1f | %.1f to %.1f |",
                stream.name(),
                pair.ours(),
                theirs[0].score(),
                Race.speed(theirs, 0.5),
                ours[0].score(),
                Race.speed(ours, 0.5),
                Race.times(ours, theirs, 0.5),
                Race.times(ours, theirs, 0.25),
                Race.times(ours, theirs, 0.75)));
    }

    private boolean isWanted(String option, String name) {
        String wanted = options.get(option);
        return wanted == null || List.of(wanted.split(",")).contains(name);
    }
}
