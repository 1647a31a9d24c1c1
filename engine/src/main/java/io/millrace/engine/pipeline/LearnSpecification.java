package io.millrace.engine.pipeline;

import io.millrace.core.learn.ModelType;
import io.millrace.core.learn.ScoringMethod;
import java.util.List;

/**
 * Operators that use models. A prediction in an epoch is made by the model as it stood after the epoch before; what is
 * learned in an epoch is learned at its end, in one order, by one writer.
 */
public sealed interface LearnSpecification extends Specification {
    /**
     * A model that an operator uses, and the columns of its input that the model is given.
     *
     * @param id what the model is kept by
     * @param name as users know it
     * @param features one for each feature of the type
     * @param partition one for each column of the type's partition
     * @param versions which version is used, and which are kept
     */
    record ModelUse(
            String id,
            String name,
            ModelType type,
            List<Integer> features,
            List<Integer> partition,
            VersionUse versions) {
        public ModelUse {
            features = List.copyOf(features);
            partition = List.copyOf(partition);
        }

        /** Whether a version is used, which stays as it is, and not the model that learns. */
        public boolean isFixed() {
            return versions.number() > 0;
        }
    }

    /**
     * A model's versions: copies that stay as they are.
     *
     * @param number the version that is used; 0 for the model itself, which may learn
     * @param most how many are kept at most
     * @param everyRows after so many learned rows a version is made at the end of the epoch; 0 when only the end of a run
     *     makes one
     */
    record VersionUse(long number, int most, long everyRows) {
        /** The model itself, with versions as by default. */
        public static final VersionUse LIVE = new VersionUse(0, 10, 0);
    }

    /**
     * The order in which rows are learned.
     *
     * @param time the event time, when rows wait for the watermark; or -1 when they are learned at the end of their epoch
     * @param late the hidden late column, or -1
     * @param ordinal the hidden ordinal, which orders rows of one time, or of one epoch, before their values do
     */
    record LearningOrder(int time, int late, int ordinal) {}

    /**
     * Learns rows.
     *
     * @param label the column with the right answer, or -1 for models that learn without; a row with NULL there is not
     *     learned
     * @param predicted the column with what was predicted for the row earlier, of the label's type: that is what is scored; or
     *     -1 when the model predicts again before it learns
     * @param emits whether rows go on, with what the model predicted before it learned them
     */
    record Learn(ModelUse model, int label, int predicted, LearningOrder order, boolean emits)
            implements LearnSpecification {
        @Override
        public List<Kept> keeps() {
            String what = model.partition().isEmpty() ? "the model" : "a model";
            Kept kept = new Kept(what, model.partition(), Kept.FOR_EVER);
            return order.time() < 0
                    ? List.of(kept)
                    : List.of(
                            kept,
                            new Kept(
                                    "the rows that wait for the watermark",
                                    List.of(),
                                    "the watermark passes their time"));
        }

        @Override
        public WaitsFor waitsFor() {
            return order.time() < 0 ? WaitsFor.NOTHING : WaitsFor.ROW_TIME;
        }
    }

    /** What is told of models that learn. */
    enum Told {
        /**
         * Each model as it stands: {@code model}, {@code partition_key}, {@code task}, {@code algorithm} STRING, {@code
         * learned_rows}, {@code bytes} BIGINT. The key is NULL where there is one model for all rows.
         */
        LEARNERS,
        /** How good its predictions were: {@code model}, {@code partition_key}, {@code metric} STRING, {@code score} DOUBLE. */
        LEARNER_METRICS,
        /**
         * What happened: {@code model}, {@code partition_key} STRING, {@code learned_row} BIGINT, {@code event}, {@code detail}
         * STRING, {@code epoch} BIGINT.
         */
        LEARNER_EVENTS,
        /**
         * The versions that are kept: {@code model} STRING, {@code version}, {@code parent}, {@code learned_rows}, {@code epoch}
         * BIGINT, {@code made_by} STRING, {@code bytes} BIGINT, {@code is_current} BOOLEAN. The parent is NULL where there was none.
         */
        MODEL_VERSIONS
    }

    /**
     * Reads what models tell of themselves: as it stood before the run, and where models learn in the run, what each epoch
     * changed, in the epoch after it.
     */
    record LearnerTable(Told told) implements LearnSpecification {
        @Override
        public List<Kept> keeps() {
            return told == Told.LEARNER_EVENTS
                    ? List.of()
                    : List.of(new Kept("the rows shown", List.of(), Kept.FOR_EVER));
        }

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.NOTHING;
        }
    }

    /** Hands on rows with what a model predicts for them: the input's columns, then the model's output. */
    record Predict(ModelUse model) implements Predicting {
        @Override
        public List<Kept> keeps() {
            return List.of();
        }

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.NOTHING;
        }
    }

    /**
     * Says how good a model's predictions are: a row with a map of measures, which changes with each epoch. All rows go to
     * one worker.
     *
     * @param label the column with the right answer; a row with NULL there does not count
     * @param ordinal the hidden ordinal, in the order of which rows of an epoch count
     * @param rows how many of the last rows count; 0 for all
     */
    record Evaluate(ModelUse model, int label, int ordinal, int rows, ScoringMethod method) implements Predicting {
        @Override
        public List<Kept> keeps() {
            return List.of(
                    new Kept(rows == 0 ? "the measures" : "the last " + rows + " rows", List.of(), Kept.FOR_EVER));
        }

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.NOTHING;
        }
    }

    /**
     * Hands on rows with what a model predicts for them, the start of that prediction (DOUBLE), and what features added to it
     * (an ARRAY of ROWs of a name and a DOUBLE), the most first.
     *
     * @param most so many features at most
     */
    record Explain(ModelUse model, int most) implements Predicting {
        @Override
        public List<Kept> keeps() {
            return List.of();
        }

        @Override
        public WaitsFor waitsFor() {
            return WaitsFor.NOTHING;
        }
    }

    /** Operators that use a model as it stood after the epoch before, and do not teach it. */
    sealed interface Predicting extends LearnSpecification {
        ModelUse model();
    }
}
