package io.millrace.onnx;

import ai.onnxruntime.MapInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.millrace.core.error.DataException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An output of a model, as it came when the model was tried.
 *
 * @param kind what it consists of
 * @param width how many values it has for each row; 0 when it has none for each row
 * @param keys of maps
 * @param text for people: {@code FLOAT [2, 3]}
 */
record OutputTensor(String name, Kind kind, int width, List<String> keys, String text) {
    /** What outputs consist of. */
    enum Kind {
        REAL,
        WHOLE,
        TRUTH,
        TEXT,
        /** A number for each class, by its name. */
        MAP,
        OTHER
    }

    /** @param rows how many there were */
    static OutputTensor of(String name, OnnxValue value, int rows) throws OrtException {
        if (value instanceof OnnxTensor tensor) {
            TensorInfo info = tensor.getInfo();
            long[] shape = info.getShape();
            long values = 1;
            for (long size : shape) {
                values *= size;
            }
            boolean each = values % rows == 0 && (rows == 1 || shape.length > 0 && shape[0] == rows);
            return new OutputTensor(
                    name, kind(info.type), each ? (int) (values / rows) : 0, List.of(), InputTensor.text(info));
        } else if (value instanceof OnnxSequence sequence && sequence.getInfo().isSequenceOfMaps()) {
            MapInfo info = sequence.getInfo().mapInfo;
            List<String> keys = keys(sequence, info.keyType == OnnxJavaType.STRING);
            return new OutputTensor(name, Kind.MAP, keys.size(), keys, "maps from " + info.keyType);
        }
        return new OutputTensor(name, Kind.OTHER, 0, List.of(), String.valueOf(value.getInfo()));
    }

    private static Kind kind(OnnxJavaType type) {
        return switch (type) {
            case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> Kind.REAL;
            case INT8, UINT8, INT16, INT32, INT64 -> Kind.WHOLE;
            case BOOL -> Kind.TRUTH;
            case STRING -> Kind.TEXT;
            default -> Kind.OTHER;
        };
    }

    private static List<String> keys(OnnxSequence sequence, boolean texts) throws OrtException {
        List<String> keys = new ArrayList<>();
        for (OnnxValue each : sequence.getValue()) {
            try (OnnxMap map = (OnnxMap) each) {
                if (keys.isEmpty()) {
                    map.getValue().keySet().forEach(key -> keys.add(String.valueOf(key)));
                }
            }
        }
        keys.sort(texts ? Comparator.naturalOrder() : Comparator.comparing(Long::parseLong));
        return keys;
    }

    /** Whether it has a number for each class. */
    boolean isScores() {
        return kind == Kind.REAL || kind == Kind.MAP;
    }

    /**
     * Reads what came for rows.
     *
     * @param names the numbers of texts and keys are from there
     * @param into {@code width} places for each row, overwritten
     */
    void read(OnnxValue value, int rows, ClassNames names, double[] into) throws OrtException {
        if (value instanceof OnnxTensor tensor) {
            TensorInfo info = tensor.getInfo();
            if (info.getNumElements() != (long) rows * width) {
                throw new DataException(
                        "the model's output '" + name + "' is " + InputTensor.text(info) + " for " + rows
                                + " rows, but it had " + width + " values a row before",
                        "export the model so that each row has an answer of its own");
            }
            read(tensor, info.type, rows * width, names, into);
        } else {
            readMaps((OnnxSequence) value, rows, names, into);
        }
    }

    private void read(OnnxTensor tensor, OnnxJavaType type, int size, ClassNames names, double[] into)
            throws OrtException {
        switch (type) {
            case FLOAT, FLOAT16, BFLOAT16 -> {
                FloatBuffer values = tensor.getFloatBuffer();
                for (int i = 0; i < size; i++) {
                    into[i] = values.get(i);
                }
            }
            case DOUBLE -> {
                DoubleBuffer values = tensor.getDoubleBuffer();
                for (int i = 0; i < size; i++) {
                    into[i] = values.get(i);
                }
            }
            case INT64 -> {
                LongBuffer values = tensor.getLongBuffer();
                for (int i = 0; i < size; i++) {
                    into[i] = values.get(i);
                }
            }
            case INT32 -> {
                IntBuffer values = tensor.getIntBuffer();
                for (int i = 0; i < size; i++) {
                    into[i] = values.get(i);
                }
            }
            case INT16 -> {
                ShortBuffer values = tensor.getShortBuffer();
                for (int i = 0; i < size; i++) {
                    into[i] = values.get(i);
                }
            }
            case STRING -> readTexts(tensor.getValue(), 0, names, into);
            default -> {
                ByteBuffer values = tensor.getByteBuffer();
                for (int i = 0; i < size; i++) {
                    into[i] = type == OnnxJavaType.UINT8 ? values.get(i) & 0xFF : values.get(i);
                }
            }
        }
    }

    private static int readTexts(Object texts, int at, ClassNames names, double[] into) {
        if (texts instanceof Object[] parts) {
            int next = at;
            for (Object part : parts) {
                next = readTexts(part, next, names, into);
            }
            return next;
        }
        into[at] = known(names.find(String.valueOf(texts)), texts);
        return at + 1;
    }

    private void readMaps(OnnxSequence sequence, int rows, ClassNames names, double[] into) throws OrtException {
        int row = 0;
        for (OnnxValue each : sequence.getValue()) {
            try (OnnxMap map = (OnnxMap) each) {
                for (Map.Entry<?, ?> entry : map.getValue().entrySet()) {
                    int index = names.find(String.valueOf(entry.getKey()));
                    if (row < rows && known(index, entry.getKey()) < width) {
                        into[row * width + index] = ((Number) entry.getValue()).doubleValue();
                    }
                }
            }
            row++;
        }
    }

    /** A class, when there is one. */
    static int known(int index, @Nullable Object name) {
        if (index < 0) {
            throw new DataException(
                    "the model says '" + name + "', which is none of its classes", "name all of them in 'labels'");
        }
        return index;
    }
}
