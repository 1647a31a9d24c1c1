package io.millrace.engine.user;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A function of a user, as data: what a pipeline says of it.
 *
 * @param name how it is called
 * @param className its Java class
 * @param deterministic whether equal arguments give equal answers, so that a planner may move and repeat its calls
 * @param jars where the class and what it needs are, besides the folder of Flink's API; absolute paths
 */
public record UserFunction(String name, String className, boolean deterministic, List<Path> jars) {
    /** Stands between the parts of a code; no name, class or path has it. */
    private static final char SEPARATOR = '\0';

    private static final String DETERMINISTIC = "deterministic";

    public UserFunction {
        jars = List.copyOf(jars);
    }

    /** How a call in an expression names it. */
    public String code() {
        StringBuilder code = new StringBuilder(name)
                .append(SEPARATOR)
                .append(deterministic ? DETERMINISTIC : "")
                .append(SEPARATOR)
                .append(className);
        jars.forEach(jar -> code.append(SEPARATOR).append(jar));
        return code.toString();
    }

    /** Whether a call names a function of a user. */
    public static boolean isCode(String function) {
        return function.indexOf(SEPARATOR) >= 0;
    }

    /** The function of a {@link #code}. */
    public static UserFunction of(String code) {
        List<String> parts = new ArrayList<>(Arrays.asList(code.split(String.valueOf(SEPARATOR))));
        return new UserFunction(
                parts.get(0),
                parts.get(2),
                parts.get(1).equals(DETERMINISTIC),
                parts.subList(3, parts.size()).stream().map(Path::of).toList());
    }

    /** Whether calls of that name give equal answers for equal arguments; only for a {@link #code}. */
    public static boolean isDeterministic(String code) {
        return of(code).deterministic();
    }

    /** How people call what a call names: its name for a function of a user, else the text itself. */
    public static String shown(String function) {
        int end = function.indexOf(SEPARATOR);
        return end < 0 ? function : function.substring(0, end);
    }
}
