package io.millrace.engine.expression;

import io.millrace.core.type.Storage;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.Utf8;
import java.util.ArrayList;
import java.util.List;

/**
 * The growing source of one kernel: fields, methods, the body being written, and the objects its fields are set to.
 * Only text of our own goes in here; whatever a user wrote is a constant object.
 */
final class SourceText {
    private final StringBuilder fields = new StringBuilder();
    private final StringBuilder initializers = new StringBuilder();
    private final StringBuilder methods = new StringBuilder();
    private final List<Object> constants = new ArrayList<>();
    private StringBuilder body = new StringBuilder();
    private int names;

    String name(String prefix) {
        return prefix + names++;
    }

    /** Adds a statement to the body. */
    void line(String statement) {
        body.append(statement).append('\n');
    }

    void field(String declaration) {
        fields.append("private ").append(declaration).append(";\n");
    }

    void method(String text) {
        methods.append(text);
    }

    /** A field that holds the object; its class must be public. */
    String constant(Object value) {
        String name = name("k");
        String type = value.getClass().getName();
        fields.append("private final ").append(type).append(' ').append(name).append(";\n");
        initializers
                .append(name)
                .append(" = (")
                .append(type)
                .append(") constants[")
                .append(constants.size())
                .append("];\n");
        constants.add(value);
        return name;
    }

    Object[] constants() {
        return constants.toArray();
    }

    /** Starts an empty body and answers the one so far, to be given to {@link #endBody}. */
    StringBuilder startBody() {
        StringBuilder outer = body;
        body = new StringBuilder();
        return outer;
    }

    /** Ends the body begun last, goes on with {@code outer}, and answers what was written in between. */
    String endBody(StringBuilder outer) {
        String written = body.toString();
        body = outer;
        return written;
    }

    /** Declares a variable that is never NULL. */
    Operand variable(Storage storage, String value) {
        String name = name("v");
        line("final " + javaType(storage) + " " + name + " = " + value + ";");
        return new Operand(name, Operand.NEVER);
    }

    /** Declares a variable and its NULL flag, to be assigned later; NULL-less default values until then. */
    Operand declare(Storage storage) {
        String value = name("v");
        String isNull = name("n");
        line(javaType(storage) + " " + value + " = " + defaultValue(storage) + ";");
        line("boolean " + isNull + " = false;");
        return new Operand(value, isNull);
    }

    void assign(Operand target, Operand source) {
        line(target.value() + " = " + source.value() + ";");
        line(target.isNull() + " = " + source.isNull() + ";");
    }

    static String javaType(Storage storage) {
        return switch (storage) {
            case BOOLEAN -> "boolean";
            case LONG -> "long";
            case DOUBLE -> "double";
            case DECIMAL -> Decimal.class.getName();
            case BYTES -> Utf8.class.getName();
        };
    }

    static String defaultValue(Storage storage) {
        return switch (storage) {
            case BOOLEAN -> "false";
            case LONG -> "0L";
            case DOUBLE -> "0.0d";
            case DECIMAL, BYTES -> "null";
        };
    }

    String finish(String className) {
        return "package " + SourceText.class.getPackageName() + ";\n"
                + "public final class " + className + " extends " + Kernel.class.getName() + " {\n"
                + fields
                + "public " + className + "(Object[] constants) {\n" + initializers + "}\n"
                + methods
                + "}\n";
    }
}
