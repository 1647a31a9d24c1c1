package io.millrace.engine.function;

import io.millrace.core.type.Type;

/**
 * The type a function answers.
 *
 * @param rule how it follows from the arguments
 * @param type the type, if the rule is {@link Rule#FIXED}; else anything
 * @param argument the argument, if the rule has to do with one; counted from 0
 * @param nulls when it can be NULL
 */
public record ResultType(Rule rule, Type type, int argument, Nulls nulls) {
    public enum Rule {
        /** Always the same. */
        FIXED,
        /** That of an argument. */
        SAME_AS,
        /** That of an argument, but DECIMAL(p, s) becomes a DECIMAL without fraction digits. */
        WHOLE,
        /** For ROUND and TRUNCATE: of DECIMAL(p, s), as many fraction digits as the literal second argument leaves. */
        ROUNDED,
        /** The type to which all arguments from the given one on widen. */
        COMMON,
        /** Text as long as an argument may be, without the blanks that CHAR is filled up with. */
        TEXT_OF,
        /** TIMESTAMP_LTZ with as many fraction digits as the literal second argument says, but three at least. */
        PRECISE
    }

    public enum Nulls {
        /** NULL exactly when an argument is. */
        IF_ANY_ARGUMENT,
        /** Possibly NULL even when no argument is. */
        ALWAYS,
        NEVER
    }

    public static ResultType of(Type type) {
        return new ResultType(Rule.FIXED, type, 0, Nulls.IF_ANY_ARGUMENT);
    }

    public static ResultType sameAs(int argument) {
        return new ResultType(Rule.SAME_AS, Type.STRING, argument, Nulls.IF_ANY_ARGUMENT);
    }

    public static ResultType whole(int argument) {
        return new ResultType(Rule.WHOLE, Type.STRING, argument, Nulls.IF_ANY_ARGUMENT);
    }

    public static ResultType rounded() {
        return new ResultType(Rule.ROUNDED, Type.STRING, 0, Nulls.IF_ANY_ARGUMENT);
    }

    public static ResultType common() {
        return commonFrom(0);
    }

    public static ResultType commonFrom(int argument) {
        return new ResultType(Rule.COMMON, Type.STRING, argument, Nulls.IF_ANY_ARGUMENT);
    }

    public static ResultType textOf(int argument) {
        return new ResultType(Rule.TEXT_OF, Type.STRING, argument, Nulls.IF_ANY_ARGUMENT);
    }

    public static ResultType precise() {
        return new ResultType(Rule.PRECISE, Type.timestampLtz(3), 0, Nulls.ALWAYS);
    }

    /** The same, but possibly NULL even when no argument is. */
    public ResultType orNull() {
        return new ResultType(rule, type, argument, Nulls.ALWAYS);
    }

    public ResultType neverNull() {
        return new ResultType(rule, type, argument, Nulls.NEVER);
    }
}
