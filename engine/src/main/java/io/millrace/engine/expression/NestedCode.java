package io.millrace.engine.expression;

import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Literal;
import io.millrace.core.nested.Nested;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.NestedValues;
import io.millrace.engine.value.Utf8;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts of nested values, and nested values made of parts: FIELD (row, index from 0), ITEM (array, position from 1) and
 * (map, key), ROW, ARRAY, MAP (key, value, …). A part of bytes is a slice of the whole.
 */
final class NestedCode {
    private static final String NESTED = Nested.class.getName() + ".";
    private static final String VALUES = NestedValues.class.getName() + ".";

    private final ExpressionCode code;
    private final SourceText source;

    NestedCode(ExpressionCode code) {
        this.code = code;
        this.source = code.source;
    }

    /** Null if the call is something else. */
    @Nullable Operand emit(Call call) {
        List<Expression> arguments = call.arguments();
        return switch (call.function()) {
            case "FIELD" -> field(call);
            case "ITEM" -> arguments.get(0).type().kind() == Kind.ARRAY ? element(arguments) : value(call);
            case "ROW" -> row(call);
            case "ARRAY" -> array(call);
            case "MAP" -> map(call);
            default -> null;
        };
    }

    private Operand field(Call call) {
        Type type = call.arguments().get(0).type();
        int field = ((Number) java.util.Objects.requireNonNull(
                        ((Literal) call.arguments().get(1)).value()))
                .intValue();
        Operand row = code.emit(call.arguments().get(0));
        return code.guarded(
                List.of(row),
                type.child(field).storage(),
                target -> readField(target, row.value() + ".data", row.value() + ".offset", type, field),
                true);
    }

    /** Reads a field of the row that starts at {@code from} in {@code data}; both are Java expressions. */
    void readField(Operand target, String data, String from, Type row, int field) {
        RowLayout layout = RowLayout.of(row);
        Storage storage = layout.storage(field);
        source.line(target.isNull() + " = " + NESTED + "bitAt(" + data + ", " + from + ", " + field + ");");
        String at = from + " + " + layout.slot(field);
        String value = storage == Storage.BYTES
                ? VALUES + "field(" + register() + ", " + data + ", " + from + ", " + layout.fixedBytes() + ", "
                        + layout.previousSlot(field) + ", " + layout.slot(field) + ")"
                : fixed(storage, data, at);
        source.line("if (!" + target.isNull() + ") " + target.value() + " = " + value + ";");
    }

    /** Reads an element of an array, given as a value and an index counted from 0; all are Java expressions. */
    void readElement(Operand target, String array, String index, Type element) {
        source.line(target.isNull() + " = " + VALUES + "isNull(" + array + ", " + index + ");");
        source.line("if (!" + target.isNull() + ") " + target.value() + " = " + elementAt(array, index, element) + ";");
    }

    private String elementAt(String array, String index, Type element) {
        Storage storage = element.storage();
        return storage == Storage.BYTES
                ? VALUES + "element(" + register() + ", " + array + ".data, " + array + ".offset, " + array
                        + ".length, " + index + ")"
                : fixed(storage, array + ".data", array + ".offset + " + Nested.width(storage) + " * " + index);
    }

    private String fixed(Storage storage, String data, String at) {
        return switch (storage) {
            case LONG -> NESTED + "longAt(" + data + ", " + at + ")";
            case DOUBLE -> NESTED + "doubleAt(" + data + ", " + at + ")";
            case BOOLEAN -> NESTED + "booleanAt(" + data + ", " + at + ")";
            case DECIMAL -> VALUES + "decimal(" + source.constant(new Decimal()) + ", " + data + ", " + at + ")";
            case BYTES -> throw new IllegalArgumentException("bug: bytes have no fixed width");
        };
    }

    private String register() {
        return source.constant(new Utf8());
    }

    private Operand element(List<Expression> arguments) {
        Operand array = code.emit(arguments.get(0));
        Operand position = code.emitAs(arguments.get(1), Type.BIGINT);
        Type element = arguments.get(0).type().child(0);
        return code.guarded(
                List.of(array, position),
                element.storage(),
                target -> {
                    String index = source.name("i");
                    source.line("final int " + index + " = " + VALUES + "index(" + array.value() + ", "
                            + position.value() + ");");
                    source.line("if (" + index + " < 0) " + target.isNull() + " = true; else " + target.value() + " = "
                            + elementAt(array.value(), index, element) + ";");
                },
                true);
    }

    /** The value of a key in a map. */
    private Operand value(Call call) {
        Type map = call.arguments().get(0).type();
        Type key = map.child(0);
        Operand container = code.emit(call.arguments().get(0));
        Operand wanted = code.emitAs(call.arguments().get(1), key);
        String writer = source.constant(new NestedWriter());
        String alone = source.constant(RowLayout.of(Type.row(map.children().subList(0, 1))));
        String item = source.constant(RowLayout.of(map.item()));
        return code.guarded(
                List.of(container, wanted),
                map.child(1).storage(),
                target -> {
                    String at = source.name("i");
                    source.line(writer + ".clear().beginRow(" + alone + ");");
                    write(writer, wanted, key);
                    source.line(writer + ".end();");
                    source.line("final int " + at + " = " + VALUES + "find(" + container.value() + ", " + writer + ", "
                            + item + ");");
                    source.line("if (" + at + " < 0) { " + target.isNull() + " = true; } else {");
                    readField(target, container.value() + ".data", at, map.item(), 1);
                    source.line("}");
                },
                true);
    }

    /** Hands a value to the writer. */
    void write(String writer, Operand value, Type type) {
        String write = switch (type.storage()) {
            case LONG -> ".writeLong(" + value.value() + ");";
            case DOUBLE -> ".writeDouble(" + value.value() + ");";
            case BOOLEAN -> ".writeBoolean(" + value.value() + ");";
            case DECIMAL -> ".writeDecimal(" + value.value() + ".high, " + value.value() + ".low);";
            case BYTES ->
                ".writeBytes(" + value.value() + ".data, " + value.value() + ".offset, " + value.value() + ".length);";
        };
        if (value.neverNull()) {
            source.line(writer + write);
        } else if (value.alwaysNull()) {
            source.line(writer + ".writeNull();");
        } else {
            source.line("if (" + value.isNull() + ") " + writer + ".writeNull(); else " + writer + write);
        }
    }

    private Operand row(Call call) {
        List<Operand> values = emitAll(call.arguments(), call.type());
        String writer = source.constant(new NestedWriter());
        source.line(writer + ".clear().beginRow(" + source.constant(RowLayout.of(call.type())) + ");");
        for (int i = 0; i < values.size(); i++) {
            write(writer, values.get(i), call.type().child(i));
        }
        return written(writer);
    }

    /** The arguments, each in the storage of the child it becomes; an array and a map repeat theirs. */
    private List<Operand> emitAll(List<Expression> arguments, Type type) {
        List<Operand> values = new java.util.ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            values.add(
                    code.emitAs(arguments.get(i), type.child(i % type.children().size())));
        }
        return values;
    }

    private Operand array(Call call) {
        List<Operand> values = emitAll(call.arguments(), call.type());
        String writer = source.constant(new NestedWriter());
        Type element = call.type().child(0);
        source.line(writer + ".clear().beginArray(" + storage(element) + ");");
        for (Operand value : values) {
            write(writer, value, element);
        }
        return written(writer);
    }

    static String storage(Type type) {
        return Storage.class.getName() + "." + type.storage();
    }

    private Operand map(Call call) {
        List<Operand> values = emitAll(call.arguments(), call.type());
        String writer = source.constant(new NestedWriter());
        String item = source.constant(RowLayout.of(call.type().item()));
        source.line(writer + ".clear().beginMap(" + item + ");");
        for (int i = 0; i + 1 < values.size(); i += 2) {
            source.line(writer + ".beginRow(" + item + ");");
            write(writer, values.get(i), call.type().child(0));
            write(writer, values.get(i + 1), call.type().child(1));
            source.line(writer + ".end();");
        }
        return written(writer);
    }

    private Operand written(String writer) {
        source.line(writer + ".end();");
        return source.variable(Storage.BYTES, VALUES + "written(" + register() + ", " + writer + ")");
    }
}
