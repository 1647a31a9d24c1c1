package io.millrace.onnx;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What an ONNX file tells of its classes, which ONNX Runtime keeps to itself. */
final class OnnxFile {
    /** The attributes by which operators of the domain {@code ai.onnx.ml} name classes. */
    private static final Set<String> LABELS = Set.of("classlabels_strings", "classlabels_int64s", "classlabels_ints");

    private OnnxFile() {}

    /**
     * The classes of the first operator that names any, in their order; empty when none does. A file that is broken or too
     * large has none: whoever runs it says what is wrong.
     */
    static List<String> labels(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                return List.of();
            }
            ByteBuffer file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            for (ByteBuffer graph : messages(file, 7)) {
                for (ByteBuffer node : messages(graph, 1)) {
                    for (ByteBuffer attribute : messages(node, 5)) {
                        List<String> labels = labels(attribute);
                        if (!labels.isEmpty()) {
                            return labels;
                        }
                    }
                }
            }
            return List.of();
        } catch (IOException | BufferUnderflowException | IllegalArgumentException e) {
            return List.of();
        }
    }

    private static List<String> labels(ByteBuffer attribute) {
        List<String> labels = new ArrayList<>();
        for (ByteBuffer name : messages(attribute, 1)) {
            if (!LABELS.contains(text(name))) {
                return labels;
            }
        }
        ByteBuffer fields = attribute.duplicate();
        while (fields.hasRemaining()) {
            long tag = varint(fields);
            if (tag == (8 << 3)) {
                labels.add(Long.toString(varint(fields)));
            } else if (tag == (8 << 3 | 2)) {
                ByteBuffer packed = part(fields);
                while (packed.hasRemaining()) {
                    labels.add(Long.toString(varint(packed)));
                }
            } else if (tag == (9 << 3 | 2)) {
                labels.add(text(part(fields)));
            } else {
                skip(fields, tag);
            }
        }
        return labels;
    }

    /** The contents of a field with a length, each time it is there. */
    private static List<ByteBuffer> messages(ByteBuffer message, int field) {
        List<ByteBuffer> found = new ArrayList<>();
        ByteBuffer fields = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        while (fields.hasRemaining()) {
            long tag = varint(fields);
            if (tag == ((long) field << 3 | 2)) {
                found.add(part(fields));
            } else {
                skip(fields, tag);
            }
        }
        return found;
    }

    private static ByteBuffer part(ByteBuffer fields) {
        int length = Math.toIntExact(Math.min(varint(fields), Integer.MAX_VALUE));
        ByteBuffer part = fields.slice().limit(length);
        fields.position(fields.position() + length);
        return part;
    }

    private static void skip(ByteBuffer fields, long tag) {
        switch ((int) (tag & 7)) {
            case 0 -> varint(fields);
            case 1 -> fields.position(fields.position() + 8);
            case 2 -> part(fields);
            case 5 -> fields.position(fields.position() + 4);
            default -> throw new IllegalArgumentException("no such kind of field: " + tag);
        }
    }

    private static long varint(ByteBuffer fields) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = fields.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number that does not end");
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
