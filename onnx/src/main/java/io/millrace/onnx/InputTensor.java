package io.millrace.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import io.millrace.core.learn.ModelProvider.InvalidModelException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An input of a model, and the columns that it takes.
 *
 * @param type what it consists of
 * @param shape the sizes of its dimensions, the rows' first; -1 where any is
 * @param first the first column that it takes
 * @param width how many columns it takes; -1 as long as it takes any number
 * @param batch how many rows it takes at once; -1 where it takes any number
 */
record InputTensor(String name, OnnxJavaType type, long[] shape, int first, int width, int batch) {
    static final int ANY = -1;

    private static final long VALUES_MAX = 1 << 27;

    private static final Set<OnnxJavaType> TYPES =
            Set.of(OnnxJavaType.FLOAT, OnnxJavaType.DOUBLE, OnnxJavaType.INT64, OnnxJavaType.INT32, OnnxJavaType.BOOL);

    /**
     * What a file says of an input.
     *
     * @param columns how many columns the model has
     * @throws InvalidModelException when rows of columns cannot be made into it
     */
    static InputTensor of(String file, NodeInfo node, int columns) {
        if (!(node.getInfo() instanceof TensorInfo info)) {
            throw new InvalidModelException(
                    "path",
                    "input '" + node.getName() + "' of '" + file + "' is not a tensor",
                    "export the model with a tensor of a row for each row as its input");
        } else if (!TYPES.contains(info.type)) {
            throw new InvalidModelException(
                    "path",
                    "input '" + node.getName() + "' of '" + file + "' takes " + info.type
                            + ", and rows are numbers and BOOLEAN",
                    info.type == OnnxJavaType.STRING
                            ? "export the model without its encoding of texts, and do that in the query: CASE c WHEN 'a' THEN 0 ..."
                            : "export the model with FLOAT, DOUBLE, INT64, INT32 or BOOL as its input");
        }
        long[] shape = info.getShape();
        int rank = shape.length;
        if (rank == 0 || rank == 1 && shape[0] == columns && columns > 1) {
            return new InputTensor(node.getName(), info.type, shape, 0, Math.max(1, rank * columns), 1);
        }
        int open = 0;
        long width = 1;
        for (int i = 1; i < rank; i++) {
            open += shape[i] < 0 ? 1 : 0;
            width *= shape[i] < 0 ? 1 : shape[i];
        }
        boolean large = width > VALUES_MAX || shape[0] > VALUES_MAX / Math.max(1, width);
        if (open > 1 || width > 1 && open > 0 || width == 0 || shape[0] == 0 || large) {
            throw new InvalidModelException(
                    "path",
                    "input '" + node.getName() + "' of '" + file + "' is " + text(info)
                            + ", which does not tell how many columns a row has",
                    "export the model with an input of [rows, columns]");
        }
        return new InputTensor(
                node.getName(), info.type, shape, 0, open > 0 ? ANY : (int) width, shape[0] < 0 ? ANY : (int) shape[0]);
    }

    InputTensor at(int column, int columns) {
        return new InputTensor(name, type, shape, column, columns, batch);
    }

    /** The shape for so many rows. */
    long[] shape(int rows) {
        long[] sizes = shape.clone();
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = sizes[i] < 0 ? (i == 0 ? rows : width) : sizes[i];
        }
        return sizes;
    }

    /** Whether it takes whole numbers only, or only true and false: then nothing can be missing. */
    boolean isExact() {
        return type != OnnxJavaType.FLOAT && type != OnnxJavaType.DOUBLE;
    }

    /** @throws InvalidModelException when values of a column cannot be put into it */
    void check(String file, Column column) {
        Kind kind = column.type().kind();
        boolean truth = kind == Kind.BOOLEAN;
        boolean fits =
                type == OnnxJavaType.BOOL ? truth : isExact() ? truth || kind.isInteger() : truth || kind.isNumeric();
        if (!fits) {
            String wanted = type == OnnxJavaType.BOOL ? "BOOLEAN" : isExact() ? "BIGINT" : "DOUBLE";
            throw new InvalidModelException(
                    column.name(),
                    "column '" + column.name() + "' of INPUT is "
                            + column.type().sql() + ", but input '" + name + "' of '" + file + "' takes " + type,
                    hint(column, wanted));
        }
    }

    private static @Nullable String hintOfTime(Kind kind, String name) {
        return kind.isTimestamp() || kind == Kind.DATE || kind == Kind.TIME
                ? "make a number of it, as it was when the model was made: EXTRACT(HOUR FROM " + name + ")"
                : null;
    }

    private static String hint(Column column, String wanted) {
        String time = hintOfTime(column.type().kind(), column.name());
        if (time != null) {
            return time;
        }
        return column.type().kind().isText()
                ? "make a number of it, as it was when the model was made: CASE " + column.name()
                        + " WHEN 'a' THEN 0 WHEN 'b' THEN 1 END"
                : "declare it as " + wanted + ", and CAST in the query that the model is called with";
    }

    /** A tensor for people: {@code FLOAT [N, 3]}. */
    static String text(TensorInfo info) {
        long[] shape = info.getShape();
        String[] names = info.getDimensionNames();
        StringBuilder text = new StringBuilder().append(info.type).append(" [");
        for (int i = 0; i < shape.length; i++) {
            String name = names.length == shape.length && !names[i].isEmpty() ? names[i] : "any";
            text.append(i == 0 ? "" : ", ").append(shape[i] < 0 ? name : Long.toString(shape[i]));
        }
        return text.append(']').toString();
    }
}
