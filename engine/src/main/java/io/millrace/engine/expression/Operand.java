package io.millrace.engine.expression;

/**
 * A value in generated code.
 *
 * @param value a Java expression without side effects; a BOOLEAN one is false where the value is NULL, others anything
 * @param isNull a Java expression of boolean type without side effects; {@link #NEVER} if it cannot be NULL
 */
record Operand(String value, String isNull) {
    static final String NEVER = "false";
    static final String ALWAYS = "true";

    boolean neverNull() {
        return isNull.equals(NEVER);
    }

    boolean alwaysNull() {
        return isNull.equals(ALWAYS);
    }
}
