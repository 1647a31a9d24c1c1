package io.millrace.engine;

/**
 * How the engine runs.
 *
 * @param parallelism how many workers
 * @param batchRows at most so many rows are read at a time
 * @param epochRows a bounded split gives so many rows to each epoch; a live one at most so many
 */
public record EngineOptions(int parallelism, int batchRows, int epochRows) {
    public EngineOptions {
        if (parallelism < 1 || batchRows < 1 || epochRows < 1) {
            throw new IllegalArgumentException("options must be positive");
        }
    }

    public static EngineOptions defaults(int parallelism) {
        return new EngineOptions(parallelism, 4096, 65_536);
    }
}
