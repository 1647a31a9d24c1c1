package io.millrace.core.learn;

import io.millrace.core.connect.Option;
import io.millrace.core.type.Column;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A kind of model: what {@code 'provider'} of CREATE MODEL names. Safe for use by any thread. */
public interface ModelProvider {
    /** As users write it: {@code online}. */
    String name();

    /** What its models can be told besides their algorithm's parameters, for the reference. */
    List<Option> options();

    /**
     * Finds out what a model is.
     *
     * @throws InvalidModelException when something about it is wrong
     */
    ModelType define(Request request);

    /** The algorithms for a task whose models can say what features added to a prediction: {@link Model#explained}. */
    default List<String> explained(Task task) {
        return List.of();
    }

    /**
     * What CREATE MODEL says.
     *
     * @param input the columns that a prediction needs
     * @param output the columns that a prediction has; the first is also what is learned from, where there is a label
     * @param options what WITH says, without {@code provider}
     * @param files the file that a path in the statement means
     */
    record Request(
            String name,
            List<Column> input,
            List<Column> output,
            Map<String, String> options,
            Function<String, Path> files) {
        public Request {
            input = List.copyOf(input);
            output = List.copyOf(output);
            options = Map.copyOf(options);
        }

        /** The same where paths are relative to the folder of the process. */
        public Request(String name, List<Column> input, List<Column> output, Map<String, String> options) {
            this(name, input, output, options, Path::of);
        }
    }

    /** Something that CREATE MODEL says is wrong. */
    final class InvalidModelException extends RuntimeException {
        private final String about;
        private final String hint;

        /**
         * @param about the name of the option or column that is wrong
         * @param hint what to write instead
         */
        public InvalidModelException(String about, String message, String hint) {
            super(message);
            this.about = about;
            this.hint = hint;
        }

        public String about() {
            return about;
        }

        public String hint() {
            return hint;
        }
    }
}
