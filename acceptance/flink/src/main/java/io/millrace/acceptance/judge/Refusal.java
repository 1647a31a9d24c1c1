package io.millrace.acceptance.judge;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why Flink does not run something, in a line. */
final class Refusal {
    private static final int LENGTH_MAX = 400;

    private Refusal() {}

    /** The answer that says so. */
    static List<@Nullable String> of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage()).lines().limit(3).collect(Collectors.joining(" "));
        String text = cause.getClass().getSimpleName() + ": " + message;
        return List.of("refused", text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) : text);
    }
}
