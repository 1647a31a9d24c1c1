package io.millrace.acceptance.golden;

import io.millrace.acceptance.golden.GoldenFile.Expectation;
import io.millrace.acceptance.golden.GoldenFile.GoldenCase;
import io.millrace.acceptance.golden.ScriptHarness.Outcome;
import io.millrace.engine.EngineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs golden cases, those of each golden file in a folder of its own, in which the files lie that they read and write. */
public final class GoldenRun {
    private static final int EPOCH_ROWS = 65_536;

    /** Changes depend on where epochs end, as an error may that counts rows; tables do not. */
    private static final int EPOCH_ROWS_FOR_CHANGES = 2;

    private final Path root;

    /** How a case is run; what comes out must be the same. */
    public enum Way {
        AS_IT_IS("as it is", 1, 4096, EPOCH_ROWS),
        BATCHES_OF_ONE_ROW("batches and epochs of one row", 1, 1, 1),
        TWO_WORKERS("two workers, epochs of two rows", 2, 4096, 2),
        KILLED("killed twice on its way, epochs of two rows", 1, 4096, 2);

        private final String text;
        private final int parallelism;
        private final int batchRows;
        private final int epochRows;

        Way(String text, int parallelism, int batchRows, int epochRows) {
            this.text = text;
            this.parallelism = parallelism;
            this.batchRows = batchRows;
            this.epochRows = epochRows;
        }

        private EngineOptions options(Expectation expectation) {
            int rows = switch (expectation.kind()) {
                case "changes" -> EPOCH_ROWS_FOR_CHANGES;
                case "error" -> EPOCH_ROWS;
                default -> epochRows;
            };
            return new EngineOptions(parallelism, batchRows, rows);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * @param root is written to
     */
    public GoldenRun(Path root) {
        this.root = root;
    }

    /** What comes out where a case expects something. */
    public String actual(GoldenFile file, GoldenCase golden, Expectation expectation, Way way)
            throws IOException, InterruptedException {
        int parts = file.path().getNameCount();
        Path folder = root.resolve(file.path().subpath(parts - 2, parts));
        file.writeInputs(folder);
        ScriptHarness harness = new ScriptHarness(folder, way.options(expectation));
        // What is printed holds no marker, so it may come twice; and an explanation tells of its own run alone.
        if (way == Way.KILLED && !List.of("error", "text").contains(expectation.kind())) {
            harness.killed();
        }
        Outcome outcome = harness.run(file.script(), golden.sql());
        if (expectation.kind().equals("error") || outcome.error() != null) {
            return outcome.error() == null ? "no error" : outcome.error();
        }
        return switch (expectation.kind()) {
            case "rows" -> outcome.rows();
            case "changes" -> outcome.changes();
            case "written" -> written(folder.resolve(expectation.argument()));
            default -> outcome.text();
        };
    }

    /** A file that was written: its first line, then the others in order, since workers write in any. */
    private static String written(Path path) throws IOException {
        List<String> lines = Files.readAllLines(path);
        return Stream.concat(lines.stream().limit(1), lines.stream().skip(1).sorted())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
