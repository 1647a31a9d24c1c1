package io.millrace.engine.function;

import io.millrace.core.type.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * A scalar function: what a planner, the documentation and the expression compiler need to know.
 *
 * <p>It is implemented by public static methods of {@code owner} called {@code method}, one for each combination of
 * storages it is called with: {@code long}, {@code double}, {@code boolean}, {@link
 * io.millrace.engine.value.Utf8} (text and binary) and {@link io.millrace.engine.value.Decimal}, after an
 * optional first {@link io.millrace.engine.value.CallSite}; a variadic function takes a {@code Utf8[]}. Numbers
 * for which there is no method are widened to {@code double}. NULL never reaches a method unless {@code takesNull}.
 * Where an overload's result is {@link ResultType.Nulls#ALWAYS}, a method answers NULL as {@code null}, or through
 * {@link io.millrace.engine.value.CallSite#isNull} if its result is primitive.
 *
 * @param name as it is called, in upper case
 * @param aliases other names
 * @param signature how it is called, for people
 * @param meaning what it answers, in a sentence
 * @param example an expression that uses it
 * @param takesNull whether NULL arguments are handed over, as null; only for functions of texts
 * @param deterministic whether equal arguments give equal answers, so that a planner may compute it once
 * @param inFlink whether Flink has it too; a pipeline with one that it lacks cannot be moved there as it is
 */
public record Function(
        String name,
        List<String> aliases,
        Category category,
        String signature,
        String meaning,
        String example,
        List<Overload> overloads,
        Class<?> owner,
        String method,
        boolean takesNull,
        boolean deterministic,
        boolean inFlink) {
    public Function {
        aliases = List.copyOf(aliases);
        overloads = List.copyOf(overloads);
    }

    /** Where a function stands in the documentation. */
    public enum Category {
        MATH,
        TEXT,
        TIME,
        COLLECTION,
        JSON,
        BITMAP,
        CONDITION,
        OTHER
    }

    /** Whether it can answer NULL although no argument is NULL. */
    public boolean mayAnswerNull() {
        return overloads.stream().anyMatch(overload -> overload.result().nulls() == ResultType.Nulls.ALWAYS);
    }

    /** Begins a line of the registry: how it is called, what it answers, an example. */
    static Function of(Category category, String signature, String meaning, String example) {
        int end = signature.indexOf('(');
        String name = end < 0 ? signature : signature.substring(0, end);
        return new Function(
                name,
                List.of(),
                category,
                signature,
                meaning,
                example,
                List.of(),
                Function.class,
                "",
                false,
                true,
                true);
    }

    /** Adds a way to call it. */
    Function takes(ResultType result, Family... arguments) {
        return with(new Overload(List.of(arguments), false, result));
    }

    /** Adds a way to call it in which the last argument may be repeated. */
    Function takesMany(ResultType result, Family... arguments) {
        return with(new Overload(List.of(arguments), true, result));
    }

    /** Adds a way to call it that says by itself what its types are. */
    Function takes(Typing typing) {
        return with(new Overload(List.of(), true, ResultType.of(Type.STRING).orNull(), typing));
    }

    private Function with(Overload overload) {
        List<Overload> all = new ArrayList<>(overloads);
        all.add(overload);
        return new Function(
                name,
                aliases,
                category,
                signature,
                meaning,
                example,
                all,
                owner,
                method,
                takesNull,
                deterministic,
                inFlink);
    }

    Function named(String other, String... more) {
        return new Function(
                other,
                List.of(more),
                category,
                signature,
                meaning,
                example,
                overloads,
                owner,
                method,
                takesNull,
                deterministic,
                inFlink);
    }

    /** An expression that uses it, where that is said behind the signature. */
    Function example(String expression) {
        return new Function(
                name,
                aliases,
                category,
                signature,
                meaning,
                expression,
                overloads,
                owner,
                method,
                takesNull,
                deterministic,
                inFlink);
    }

    Function alias(String... more) {
        return named(name, more);
    }

    /** Ends a line: where the methods are. */
    Function by(Class<?> implementation, String methodName) {
        return new Function(
                name,
                aliases,
                category,
                signature,
                meaning,
                example,
                overloads,
                implementation,
                methodName,
                takesNull,
                deterministic,
                inFlink);
    }

    Function handlingNull() {
        return with(true, deterministic, inFlink);
    }

    Function changing() {
        return with(takesNull, false, inFlink);
    }

    Function notInFlink() {
        return with(takesNull, deterministic, false);
    }

    private Function with(boolean newTakesNull, boolean newDeterministic, boolean newInFlink) {
        return new Function(
                name,
                aliases,
                category,
                signature,
                meaning,
                example,
                overloads,
                owner,
                method,
                newTakesNull,
                newDeterministic,
                newInFlink);
    }
}
