package io.millrace.bench.learn;

import io.millrace.core.learn.Algorithm;
import io.millrace.core.learn.Parameter;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Measures every classifier and regressor of the library on public data sets, beside baselines and what others published:
 * the first argument is the folder, the others are {@code data=elec8,bike}, {@code algorithm=hoeffding-tree}, {@code
 * seeds=10} (how many runs an algorithm gets that throws dice; others get three, for their time), {@code delay=24} (how
 * many rows later labels come; then nothing published compares) and {@code set=name=value,name=value} (settings for
 * every algorithm that has them all; others are left out). The one word {@code oracles} instead compares what is known
 * exactly.
 *
 * <p>Prints a table in Markdown for each data set. Rows come in the order of the file; each is predicted, then learned.
 */
public final class LearnBench {
    /** Runs of one that throws no dice: the first two warm the compiler up. */
    private static final int RUNS = 3;

    private static final List<String> OPTIONS = List.of("data", "algorithm", "seeds", "delay", "set");

    private final Path folder;
    private final Map<String, String> options;
    private final PrintStream out;
    /** How many rows later labels come. */
    private final int delay;
    /** What every algorithm is told that knows of it. */
    private final Map<String, String> given = new HashMap<>();

    private LearnBench(Path folder, Map<String, String> options, PrintStream out) {
        this.folder = folder;
        this.options = options;
        this.out = out;
        delay = Integer.parseInt(options.getOrDefault("delay", "0"));
        for (String setting : options.getOrDefault("set", "").split(",")) {
            if (!setting.isEmpty()) {
                String[] parts = setting.split("=", 2);
                given.put(parts[0], parts[1]);
            }
        }
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            System.err.println(
                    "learn: FOLDER [data=elec8,bike] [algorithm=hoeffding-tree] [seeds=10] [delay=24] [set=k=10],"
                            + " or FOLDER oracles");
            System.exit(2);
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i].equals("oracles")) {
                Oracles.report(Path.of(arguments[0])).forEach(System.out::println);
                return;
            }
            String[] parts = arguments[i].split("=", 2);
            if (parts.length < 2 || !OPTIONS.contains(parts[0])) {
                System.err.println(
                        "not an option: " + arguments[i] + "; there are " + String.join("=, ", OPTIONS) + "=");
                System.exit(2);
            }
            options.put(parts[0], parts[1]);
        }
        new LearnBench(Path.of(arguments[0]), options, System.out).run();
    }

    private void run() throws IOException {
        for (Map.Entry<String, DataSets.Reader> entry : DataSets.all().entrySet()) {
            // Columns with the targets of the rows before are no use to somebody who does not know them yet.
            boolean isKnown = delay == 0 || !entry.getKey().matches("(bike|pm25)-lags");
            if (isKnown && isWanted("data", entry.getKey())) {
                DataSet data = entry.getValue().read(folder);
                Report.header(data).forEach(out::println);
                measure(data);
                out.println();
            }
        }
        if (delay == 0 && given.isEmpty() && isWanted("data", "airline")) {
            SeriesBench.report(folder, name -> isWanted("algorithm", name)).forEach(out::println);
        }
    }

    private void measure(DataSet data) {
        for (int season : data.seasons()) {
            String name = "last value " + season + " rows before";
            if (isWanted("algorithm", name)) {
                out.println(Report.line(
                        data, new Result(name, List.of(Run.of(new Baseline(season), data, delay)), null)));
            }
        }
        List<Published> published = delay == 0 && given.isEmpty() ? Published.of(data) : List.of();
        for (Algorithm<?> algorithm : Learners.of(data.task())) {
            if (!isWanted("algorithm", algorithm.name()) || !knows(algorithm)) {
                continue;
            }
            Set<Map<String, String>> settings = new LinkedHashSet<>();
            settings.add(given);
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

    private boolean knows(Algorithm<?> algorithm) {
        return algorithm.declared().stream()
                .map(Parameter::name)
                .collect(Collectors.toSet())
                .containsAll(given.keySet());
    }

    private String line(DataSet data, Contestant contestant, @Nullable Published published) {
        int seeds = contestant.hasSeed() ? Integer.parseInt(options.getOrDefault("seeds", "10")) : RUNS;
        List<Run> runs = new ArrayList<>();
        try {
            for (int seed = 1; seed <= seeds; seed++) {
                runs.add(Run.of(contestant.create(data, seed), data, delay));
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
