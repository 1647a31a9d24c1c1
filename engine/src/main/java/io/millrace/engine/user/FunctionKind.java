package io.millrace.engine.user;

import io.millrace.core.error.QueryException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;

/** Which of Flink's classes the class of a function extends. */
public enum FunctionKind {
    /** Answers one value. */
    SCALAR("ScalarFunction", "eval", 0, "public String eval(Integer x)"),
    /** Answers one value later; here it is waited for. */
    ASYNC("AsyncScalarFunction", "eval", 1, "public void eval(CompletableFuture<String> answer, Integer x)"),
    /** Collects rows. */
    TABLE("TableFunction", "eval", 0, "public void eval(String text)"),
    /** Makes one value of many. */
    AGGREGATE("AggregateFunction", "accumulate", 1, "public void accumulate(Sum sum, Long x)");

    private static final String PACKAGE = "org.apache.flink.table.functions.";

    /** What Flink has besides, and what to do instead. */
    private static final Map<String, String> OTHERS = Map.of(
            "TableAggregateFunction",
                    "SQL cannot call one; write a Top-N with ROW_NUMBER(), or a TableFunction of an array",
            "ProcessTableFunction", "write it with OVER, MATCH_RECOGNIZE or a window; docs/limits.md says more",
            "AsyncTableFunction", "extend TableFunction",
            "AsyncLookupFunction", "extend TableFunction, or use a connector that can be looked up",
            "AsyncPredictFunction", "CREATE MODEL makes what ML_PREDICT calls");

    private final String className;
    private final String method;
    private final int first;
    private final String example;

    FunctionKind(String className, String method, int first, String example) {
        this.className = className;
        this.method = method;
        this.first = first;
        this.example = example;
    }

    /** The name of the method that is called for a row. */
    String method() {
        return method;
    }

    /** How many parameters of the method come before the arguments. */
    int first() {
        return first;
    }

    String example() {
        return example;
    }

    /**
     * What a class is.
     *
     * @throws QueryException without a place, when it is nothing that can be called
     */
    static FunctionKind of(UserFunction function, Class<?> type) {
        String extended = extended(type);
        if (OTHERS.containsKey(extended)) {
            throw new QueryException(
                    "class '" + type.getName() + "' is of a kind that is not supported: " + extended,
                    null,
                    OTHERS.get(extended));
        }
        for (FunctionKind kind : values()) {
            if (kind.className.equals(extended)) {
                check(function, type);
                return kind;
            }
        }
        throw new QueryException(
                "class '" + type.getName() + "' is no function",
                null,
                "it must extend " + PACKAGE + "ScalarFunction, TableFunction or AggregateFunction");
    }

    /** The class of Flink that a class extends, without its package; empty when it extends none. */
    private static String extended(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().startsWith(PACKAGE)) {
                return each.getSimpleName().equals("LookupFunction") ? "TableFunction" : each.getSimpleName();
            }
        }
        return "";
    }

    private static void check(UserFunction function, Class<?> type) {
        if (!Modifier.isPublic(type.getModifiers()) || Modifier.isAbstract(type.getModifiers())) {
            throw new QueryException(
                    "class '" + type.getName() + "' cannot be used", null, "it must be public and not abstract");
        }
        for (Method method : type.getMethods()) {
            if (method.getName().equals("getTypeInference")
                    && !method.getDeclaringClass().getName().startsWith(PACKAGE)) {
                throw new QueryException(
                        "function '" + function.name() + "' infers its types itself, which is not supported",
                        null,
                        "leave getTypeInference out, and say types with @DataTypeHint or @FunctionHint");
            }
        }
    }

    /** The class of what is answered. */
    java.lang.reflect.Type answer(Class<?> type, Method method) {
        return switch (this) {
            case SCALAR -> method.getGenericReturnType();
            case ASYNC ->
                method.getParameterCount() == 0
                        ? Object.class
                        : JavaTypes.argument(method.getGenericParameterTypes()[0], 0);
            case TABLE, AGGREGATE -> JavaTypes.parameterOf(type, PACKAGE + className);
        };
    }
}
