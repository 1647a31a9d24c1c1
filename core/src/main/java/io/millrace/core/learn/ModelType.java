package io.millrace.core.learn;

import java.util.List;
import java.util.function.Supplier;

/**
 * What a model is, all checked: how its rows are made of columns, what its predictions mean, and how to make one that
 * knows nothing yet. Immutable.
 *
 * @param description for people: the algorithm and what was said of it
 * @param task what it is for
 * @param columns which of the model's input columns are features, in order
 * @param features what a row has, one for each of {@code columns}
 * @param classes how many classes a label may have, at least those of {@code labels}; 0 when it is a number, or there
 *     is none
 * @param width how many numbers a prediction has: the scores of all classes, or as {@link Answer} says
 * @param answers what each column of its output tells
 * @param learns whether it learns, and is not only given
 * @param labels the labels that it knows from the start, in the order of their indices; none where it learns them
 * @param partition which rows have a model of their own
 * @param factory makes a model that knows nothing yet
 */
public record ModelType(
        String description,
        Task task,
        List<Integer> columns,
        Features features,
        int classes,
        int width,
        List<Answer> answers,
        boolean learns,
        List<String> labels,
        Partition partition,
        Supplier<Model> factory) {
    public ModelType {
        columns = List.copyOf(columns);
        answers = List.copyOf(answers);
        labels = List.copyOf(labels);
    }

    /** One that learns its labels, where it has any. */
    public ModelType(
            String description,
            Task task,
            List<Integer> columns,
            Features features,
            int classes,
            int width,
            List<Answer> answers,
            boolean learns,
            Partition partition,
            Supplier<Model> factory) {
        this(description, task, columns, features, classes, width, answers, learns, List.of(), partition, factory);
    }

    /**
     * Which rows have a model of their own.
     *
     * @param columns the model's input columns that tell it; none when there is one model for all rows
     * @param most how many models there are at most: then the one goes that has not learned for longest
     */
    public record Partition(List<Integer> columns, int most) {
        public static final Partition NONE = new Partition(List.of(), 1);

        public Partition {
            columns = List.copyOf(columns);
        }
    }

    /** Whether rows come with the right answer when it learns. */
    public boolean hasLabel() {
        return task == Task.CLASSIFICATION || task == Task.REGRESSION || task == Task.FORECASTING;
    }

    public Model create() {
        return factory.get();
    }
}
