package io.millrace.connect.builtin;

import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes values of type ROW, ARRAY, MAP or MULTISET of those that other generators make. A value has as many elements as
 * its length says; in a MAP and a MULTISET fewer where keys are equal.
 *
 * @param parts the generators of a ROW's fields, of an ARRAY's element, or of a MAP's key and value
 * @param length how many elements; 1 for a ROW
 */
record NestedGenerator(Type type, List<FieldGenerator> parts, int length) implements FieldGenerator {
    /** What options call the parts of a type, behind the name of what has them. */
    static List<Column> parts(Type type) {
        List<Column> children = type.children();
        return switch (type.kind()) {
            case ROW -> children;
            case ARRAY -> List.of(new Column("element", children.get(0).type()));
            case MAP ->
                List.of(
                        new Column("key", children.get(0).type()),
                        new Column("value", children.get(1).type()));
            case MULTISET -> List.of(new Column("element", children.get(0).type()));
            default -> List.of();
        };
    }

    @Override
    public void append(Vector.Writable out, long from, long to, long nowMicros) {
        List<Column> columns = parts(type);
        List<Vector.Writable> made = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            int count = Math.toIntExact((to - from) * length);
            Vector.Writable values = Vector.create(columns.get(i).type(), count);
            parts.get(i).append(values, from * length, to * length, nowMicros);
            made.add(values);
        }
        NestedWriter writer = new NestedWriter();
        RowLayout layout = type.kind() == Kind.ARRAY ? null : RowLayout.of(type);
        BytesVector bytes = (BytesVector) out;
        for (int value = 0; value < to - from; value++) {
            writer.clear();
            if (layout == null) {
                writer.beginArray(type.child(0).storage());
            } else if (type.kind() != Kind.ROW) {
                writer.beginMap(layout);
            }
            for (int i = value * length; i < (value + 1) * length; i++) {
                if (layout != null) {
                    writer.beginRow(layout);
                }
                for (Vector.Writable part : made) {
                    write(writer, (Vector) part, i);
                }
                if (type.kind() == Kind.MULTISET) {
                    writer.writeLong(1);
                }
                if (layout != null) {
                    writer.end();
                }
            }
            if (type.kind() != Kind.ROW) {
                writer.end();
            }
            bytes.append(writer.data(), 0, writer.length());
        }
    }

    private static void write(NestedWriter writer, Vector values, int row) {
        if (values.isNull(row)) {
            writer.writeNull();
        } else if (values instanceof LongVector longs) {
            writer.writeLong(longs.get(row));
        } else if (values instanceof DoubleVector doubles) {
            writer.writeDouble(doubles.get(row));
        } else if (values instanceof BooleanVector booleans) {
            writer.writeBoolean(booleans.get(row));
        } else if (values instanceof DecimalVector decimals) {
            writer.writeDecimal(decimals.high()[row], decimals.low()[row]);
        } else if (values instanceof BytesVector texts) {
            writer.writeBytes(texts.data(), texts.offset(row), texts.length(row));
        }
    }
}
