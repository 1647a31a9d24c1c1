package io.millrace.engine.expression;

import io.millrace.core.error.DataException;
import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.engine.value.NestedValues;
import io.millrace.engine.value.Utf8;
import java.util.List;

/** Casts of nested values to nested types: part by part, in loops of their own. */
final class NestedCasts {
    private static final String VALUES = NestedValues.class.getName() + ".";

    private final ExpressionCode code;
    private final SourceText source;

    NestedCasts(ExpressionCode code) {
        this.code = code;
        this.source = code.source;
    }

    /** Whether a value of one type can be cast to the other, as far as the shape goes. */
    static boolean fits(Type from, Type to) {
        return from.kind() == to.kind()
                && from.kind().isNested()
                && from.children().size() == to.children().size();
    }

    /** Whether the bytes of a value are those of the value cast, so that nothing is to be done. */
    static boolean isSame(Type from, Type to) {
        if (from.kind().isNested() || to.kind().isNested()) {
            if (!fits(from, to)) {
                return false;
            }
            for (int i = 0; i < from.children().size(); i++) {
                if (!isSame(from.child(i), to.child(i))) {
                    return false;
                }
            }
            return true;
        }
        if (from.kind().isInteger() && to.kind().isInteger()) {
            return CastCode.width(from.kind()) <= CastCode.width(to.kind());
        }
        if (from.kind().isText() && to.kind() == Kind.VARCHAR || from.kind().isBytes() && to.kind() == Kind.VARBINARY) {
            return from.precision() <= to.precision();
        }
        return from.kind() == to.kind() && from.precision() == to.precision() && from.scale() == to.scale();
    }

    Operand emit(Call call, Operand value) {
        Type from = call.arguments().get(0).type();
        Type to = call.type();
        if (isSame(from, to)) {
            return value;
        }
        String writer = source.constant(new NestedWriter());
        boolean tries = call.function().equals("TRY_CAST");
        Call parts = call.with("CAST", call.arguments());
        return code.guarded(
                call,
                List.of(value),
                target -> {
                    source.line(writer + ".clear();");
                    source.line(tries ? "try {" : "");
                    write(writer, value.value(), from, to, parts);
                    source.line(target.value() + " = " + VALUES + "written(" + source.constant(new Utf8()) + ", "
                            + writer + ");");
                    if (tries) {
                        String failure = source.name("e");
                        source.line("} catch (" + DataException.class.getName() + " " + failure + ") { "
                                + target.isNull() + " = true; }");
                    }
                },
                tries);
    }

    private void write(String writer, String value, Type from, Type to, Call call) {
        if (from.kind() == Kind.ROW) {
            writeRow(writer, value + ".data", value + ".offset", from, to, call);
            return;
        }
        boolean array = from.kind() == Kind.ARRAY;
        Type item = from.item();
        Type target = to.item();
        source.line(
                array
                        ? writer + ".beginArray(" + NestedCode.storage(target) + ");"
                        : writer + ".beginMap(" + source.constant(RowLayout.of(target)) + ");");
        String index = source.name("i");
        source.line(
                "for (int " + index + " = 0; " + index + " < " + VALUES + "count(" + value + "); " + index + "++) {");
        Operand element = source.declare(item.storage());
        code.nested().readElement(element, value, index, item);
        writePart(writer, element, item, target, call);
        source.line("}");
        source.line(writer + ".end();");
    }

    private void writeRow(String writer, String data, String offset, Type from, Type to, Call call) {
        source.line(writer + ".beginRow(" + source.constant(RowLayout.of(to)) + ");");
        for (int i = 0; i < to.children().size(); i++) {
            Operand field = source.declare(from.child(i).storage());
            code.nested().readField(field, data, offset, from, i);
            writePart(writer, field, from.child(i), to.child(i), call);
        }
        source.line(writer + ".end();");
    }

    private void writePart(String writer, Operand part, Type from, Type to, Call call) {
        if (from.kind().isNested() && to.kind().isNested() && !isSame(from, to)) {
            source.line("if (" + part.isNull() + ") { " + writer + ".writeNull(); } else {");
            write(writer, part.value(), from, to, call);
            source.line("}");
            return;
        }
        Expression stand = code.standIn(part, from);
        Operand cast = code.emit(new Call(call.function(), List.of(stand), to, call.place()));
        code.nested().write(writer, cast, to);
    }
}
