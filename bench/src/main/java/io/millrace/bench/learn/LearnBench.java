package io.millrace.bench.learn;

import io.millrace.core.learn.Algorithm;
import io.millrace.learn.Learners;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures every classifier and regressor of the library on public data sets, beside baselines and what others published:
 * the first argument is the folder, the others are {@code data=elec8,bike}, {@code algorithm=hoeffding-tree} and {@code
 * seeds=10} (how many runs an algorithm gets that throws dice; others get three, for their time).
 *
 * <p>Prints a table in Markdown for each data set. Rows come in the order of the file; each is predicted, then learned.
 */
public final class LearnBench {
    /** Runs of one that throws no dice: the first two warm the compiler up. */
    private static final int RUNS = 3;

    private final Path folder;
    private final Map<String, String> options;
    private final PrintStream out;

    private LearnBench(Path folder, Map<String, String> options, PrintStream out) {
        this.folder = folder;
        this.options = options;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            System.err.println("learn: FOLDER [data=elec8,bike] [algorithm=hoeffding-tree] [seeds=10]");
            System.exit(2);
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < arguments.length; i++) {
            String[] parts = arguments[i].split("=", 2);
            if (parts.length < 2 || !Set.of("data", "algorithm", "seeds").contains(parts[0])) {
                System.err.println("not an option: " + arguments[i] + "; there are data=, algorithm= and seeds=");
                System.exit(2);
            }
            options.put(parts[0], parts[1]);
        }
        new LearnBench(Path.of(arguments[0]), options, System.out).run();
    }

    private void run() throws IOException {
        for (Map.Entry<String, DataSets.Reader> entry : DataSets.all().entrySet()) {
            if (isWanted("data", entry.getKey())) {
                DataSet data = entry.getValue().read(folder);
                Report.header(data).forEach(out::println);
                measure(data);
                out.println();
            }
        }
        if (isWanted("data", "airline")) {
            SeriesBench.report(folder, name -> isWanted("algorithm", name)).forEach(out::println);
        }
    }

    private void measure(DataSet data) {
        for (int season : data.seasons()) {
            String name = "last value " + season + " rows before";
            if (isWanted("algorithm", name)) {
                out.println(Report.line(data, new Result(name, List.of(Run.of(new Baseline(season), data)), null)));
            }
        }
        List<Published> published = Published.of(data);
        for (Algorithm<?> algorithm : Learners.of(data.task())) {
            if (!isWanted("algorithm", algorithm.name())) {
                continue;
            }
            Set<Map<String, String>> settings = new LinkedHashSet<>();
            settings.add(Map.of());
            published.stream()
                    .filter(known -> known.algorithm().equals(algorithm.name()))
                    .forEach(known -> settings.add(known.settings()));
            for (Map<String, String> setting : settings) {
                Contestant contestant = new Contestant(algorithm, setting);
                out.println(line(data, contestant, find(published, contestant)));
                out.flush();
            }
        }
    }

    private String line(DataSet data, Contestant contestant, @Nullable Published published) {
        int seeds = contestant.hasSeed() ? Integer.parseInt(options.getOrDefault("seeds", "10")) : RUNS;
        List<Run> runs = new ArrayList<>();
        try {
            for (int seed = 1; seed <= seeds; seed++) {
                runs.add(Run.of(contestant.create(data, seed), data));
            }
        } catch (RuntimeException e) {
            return "| " + contestant + " | failed: " + e + " |";
        }
        return Report.line(data, new Result(contestant.toString(), runs, published));
    }

    private static @Nullable Published find(List<Published> published, Contestant contestant) {
        return published.stream()
                .filter(known -> known.algorithm().equals(contestant.algorithm().name())
                        && known.settings().equals(contestant.settings()))
                .findFirst()
                .orElse(null);
    }

    private boolean isWanted(String option, String name) {
        String wanted = options.get(option);
        return wanted == null || List.of(wanted.split(",")).contains(name);
    }
}
