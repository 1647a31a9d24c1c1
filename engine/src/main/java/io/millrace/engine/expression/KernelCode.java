package io.millrace.engine.expression;

import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.env.Environment;
import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.type.Storage;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.Utf8;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a kernel: one loop that filters and projects, or, when that would be too long a method, one that filters and
 * then one for every few projections.
 */
final class KernelCode {
    /** How many nodes of expressions one loop may have; see {@link ExpressionCode#nodes}. */
    private static final int MOST_NODES = 100;

    private final ExpressionCode code;
    private final SourceText source;
    private final StringBuilder run = new StringBuilder();

    KernelCode(boolean nulls, ZoneId zone, Environment environment, UserCalls userCalls) {
        code = new ExpressionCode(nulls, zone, environment, userCalls);
        source = code.source;
    }

    /** The columns that the kernel reads; once it is compiled. */
    int[] columnsRead() {
        return code.columns().keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    Kernel compile(@Nullable Expression filter, List<Expression> computed) {
        int nodes = filter == null ? 0 : code.nodes(filter);
        for (Expression projection : computed) {
            nodes += code.nodes(projection);
        }
        if (nodes <= MOST_NODES) {
            writeLoop(filter, computed, 0, true);
        } else {
            writeLoops(filter, computed);
        }
        StringBuilder bind = new StringBuilder();
        for (Map.Entry<Integer, Storage> column : code.columns().entrySet()) {
            bindColumn(bind, column.getKey(), column.getValue());
        }
        for (int i = 0; i < computed.size(); i++) {
            bindOutput(bind, i, computed.get(i).type().storage());
        }
        source.method("public int run(" + "io.millrace.core.batch.Vector[] columns, int size, int[] selected, "
                + "io.millrace.core.batch.Vector[] outputs) {\n" + bind + code.beginBatch() + "int count = size;\n"
                + run
                + "return count;\n}\n");
        return CompiledKernels.instantiate(source);
    }

    private void writeLoops(@Nullable Expression filter, List<Expression> computed) {
        if (filter != null) {
            writeLoop(filter, List.of(), 0, true);
        }
        List<Expression> group = new ArrayList<>();
        int nodes = 0;
        int first = 0;
        for (int i = 0; i < computed.size(); i++) {
            Expression projection = computed.get(i);
            if (nodes + code.nodes(projection) > MOST_NODES && !group.isEmpty()) {
                writeLoop(filter, group, first, false);
                group = new ArrayList<>();
                first = i;
                nodes = 0;
            }
            group.add(projection);
            nodes += code.nodes(projection);
        }
        if (!group.isEmpty()) {
            writeLoop(filter, group, first, false);
        }
    }

    /**
     * @param first the output of the first projection
     * @param filters whether this loop is the one that filters, if there is a filter at all
     */
    private void writeLoop(@Nullable Expression filter, List<Expression> projections, int first, boolean filters) {
        String name = source.name("loop");
        boolean choosing = filter != null && filters;
        StringBuilder outer = source.startBody();
        if (filter != null && choosing) {
            writeFilter(filter);
            source.line("selected[count] = row;");
        }
        String index = choosing ? "count" : filter != null ? "i" : "row";
        for (int i = 0; i < projections.size(); i++) {
            Operand value = code.emit(projections.get(i));
            store(first + i, projections.get(i).type().storage(), value, index);
        }
        String body = source.endBody(outer);
        StringBuilder method = new StringBuilder("private int " + name + "(int size, int[] selected) {\n");
        writeLocals(method, projections, first);
        method.append("int count = 0;\n");
        if (filter != null && !filters) {
            method.append("for (int i = 0; i < size; i++) {\nint row = selected[i];\n")
                    .append(body)
                    .append("}\n");
            method.append("return size;\n}\n");
        } else {
            method.append("for (int row = 0; row < size; row++) {\n").append(body);
            method.append(choosing ? "count++;\n}\nreturn count;\n}\n" : "}\nreturn size;\n}\n");
        }
        source.method(method.toString());
        run.append("count = ").append(name).append("(count, selected);\n");
    }

    /** Goes on to the next row unless all parts of a conjunction are true. */
    private void writeFilter(Expression filter) {
        if (filter instanceof Call call && call.function().equals("AND") && !code.isExtracted(call)) {
            call.arguments().forEach(this::writeFilter);
        } else {
            source.line("if (!"
                    + code.emitAs(filter, io.millrace.core.type.Type.BOOLEAN).value() + ") continue;");
        }
    }

    private void store(int output, Storage storage, Operand value, String index) {
        String name = "o" + output;
        String set = switch (storage) {
            case BOOLEAN, LONG, DOUBLE -> name + "[" + index + "] = " + value.value() + ";";
            case BYTES ->
                name + ".append(" + value.value() + ".data, " + value.value() + ".offset, " + value.value()
                        + ".length);";
            case DECIMAL -> name + ".set(" + index + ", " + value.value() + ".high, " + value.value() + ".low);";
        };
        if (value.neverNull()) {
            source.line(set);
            return;
        }
        String setNull = switch (storage) {
            case BOOLEAN, LONG, DOUBLE ->
                "if (" + name + "n == null) " + name + "n = " + name + "v.nullsForWriting(); " + name + "n[" + index
                        + "] = true;";
            case BYTES -> name + ".appendNull();";
            case DECIMAL -> name + ".setNull(" + index + ");";
        };
        source.line("if (" + value.isNull() + ") { " + setNull + " } else { " + set + " }");
    }

    /** Copies the fields a loop uses into local variables, where the compiler of the JVM sees that they do not change. */
    private void writeLocals(StringBuilder method, List<Expression> projections, int first) {
        for (Map.Entry<Integer, Storage> column : code.columns().entrySet()) {
            String name = "c" + column.getKey();
            local(method, arrayType(column.getValue()), name);
            local(method, "boolean[]", name + "n");
            if (column.getValue() == Storage.BYTES) {
                local(method, "int[]", name + "o");
                local(method, "int[]", name + "l");
            } else if (column.getValue() == Storage.DECIMAL) {
                local(method, "long[]", name + "l");
            }
        }
        for (int i = 0; i < projections.size(); i++) {
            Storage storage = projections.get(i).type().storage();
            String name = "o" + (first + i);
            if (storage == Storage.BYTES || storage == Storage.DECIMAL) {
                local(method, vectorType(storage), name);
            } else {
                local(method, arrayType(storage), name);
                local(method, vectorType(storage), name + "v");
                method.append("boolean[] ").append(name).append("n = null;\n");
            }
        }
    }

    private static void local(StringBuilder method, String type, String name) {
        method.append("final ")
                .append(type)
                .append(' ')
                .append(name)
                .append(" = this.")
                .append(name)
                .append(";\n");
    }

    private static String arrayType(Storage storage) {
        return switch (storage) {
            case BOOLEAN -> "boolean[]";
            case LONG, DECIMAL -> "long[]";
            case DOUBLE -> "double[]";
            case BYTES -> "byte[]";
        };
    }

    private static String vectorType(Storage storage) {
        return switch (storage) {
            case BOOLEAN -> BooleanVector.class.getName();
            case LONG -> LongVector.class.getName();
            case DOUBLE -> DoubleVector.class.getName();
            case DECIMAL -> DecimalVector.class.getName();
            case BYTES -> BytesVector.class.getName();
        };
    }

    private void bindColumn(StringBuilder bind, int column, Storage storage) {
        String name = "c" + column;
        String vector = "((" + vectorType(storage) + ") columns[" + column + "])";
        bindField(
                bind,
                arrayType(storage),
                name,
                vector
                        + switch (storage) {
                            case BYTES -> ".data()";
                            case DECIMAL -> ".high()";
                            default -> ".values()";
                        });
        bindField(bind, "boolean[]", name + "n", vector + ".nulls()");
        if (storage == Storage.BYTES) {
            bindField(bind, "int[]", name + "o", vector + ".offsets()");
            bindField(bind, "int[]", name + "l", vector + ".lengths()");
            source.field("final " + Utf8.class.getName() + " u" + name + " = new " + Utf8.class.getName() + "()");
        } else if (storage == Storage.DECIMAL) {
            bindField(bind, "long[]", name + "l", vector + ".low()");
            source.field("final " + Decimal.class.getName() + " u" + name + " = new " + Decimal.class.getName() + "()");
        }
    }

    private void bindOutput(StringBuilder bind, int output, Storage storage) {
        String name = "o" + output;
        String vector = "((" + vectorType(storage) + ") outputs[" + output + "])";
        if (storage == Storage.BYTES || storage == Storage.DECIMAL) {
            bindField(bind, vectorType(storage), name, vector);
        } else {
            bindField(bind, arrayType(storage), name, vector + ".values()");
            bindField(bind, vectorType(storage), name + "v", vector);
        }
    }

    private void bindField(StringBuilder bind, String type, String name, String value) {
        source.field(type + " " + name);
        bind.append("this.").append(name).append(" = ").append(value).append(";\n");
    }
}
