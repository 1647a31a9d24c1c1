package io.millrace.bench.learn.nab;

import io.millrace.bench.learn.nab.Series.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The series of a folder that is laid out as the benchmark's {@code data}, with {@code labels} beside its categories. */
final class Corpus {
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    private Corpus() {}

    /** Those series of the labels whose files are there. */
    static List<Series> read(Path folder) throws IOException {
        List<Series> corpus = new ArrayList<>();
        Map<String, List<LocalDateTime>> labels = new HashMap<>();
        List<String> names = new ArrayList<>();
        readLabels(Files.readString(folder.resolve("labels/combined_windows.json")), names, labels);
        for (String name : names) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                corpus.add(series(name, Files.readAllLines(file), labels.getOrDefault(name, List.of())));
            }
        }
        return corpus;
    }

    /** The file is a map of names of files to pairs of times: names end in csv, and there is no other text. */
    static void readLabels(String json, List<String> names, Map<String, List<LocalDateTime>> labels) {
        Matcher matcher = TEXT.matcher(json);
        List<LocalDateTime> times = new ArrayList<>();
        while (matcher.find()) {
            String text = matcher.group(1);
            if (text.endsWith(".csv")) {
                times = new ArrayList<>();
                names.add(text);
                labels.put(text, times);
            } else {
                times.add(time(text));
            }
        }
    }

    static Series series(String path, List<String> lines, List<LocalDateTime> edges) {
        List<LocalDateTime> times = new ArrayList<>();
        double[] values = new double[lines.size() - 1];
        for (int i = 0; i < values.length; i++) {
            String[] fields = lines.get(i + 1).split(",", -1);
            times.add(time(fields[0]));
            values[i] = Double.parseDouble(fields[1]);
        }
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < edges.size(); i += 2) {
            windows.add(new Window(times.indexOf(edges.get(i)), times.indexOf(edges.get(i + 1))));
        }
        double days =
                Duration.between(times.get(0), times.get(times.size() - 1)).toMinutes() / (24.0 * 60);
        int slash = path.indexOf('/');
        return new Series(path.substring(0, slash), path.substring(slash + 1), values, days, windows);
    }

    private static LocalDateTime time(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T'));
    }
}
