package io.millrace.acceptance.judge;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes between the comparison and this process, both ways: how many texts there are, then each as its length in
 * bytes (-1 is NULL) and UTF-8.
 */
final class Message {
    private Message() {}

    /** The next message, or null when there is none any more. */
    static @Nullable List<@Nullable String> read(DataInputStream in) throws IOException {
        int count;
        try {
            count = in.readInt();
        } catch (EOFException e) {
            return null;
        }
        List<@Nullable String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = in.readInt();
            texts.add(length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
        return texts;
    }

    static void write(DataOutputStream out, List<? extends @Nullable String> texts) throws IOException {
        append(out, texts);
        out.flush();
    }

    /** Writes, and leaves open when it gets there. */
    static void append(DataOutputStream out, List<? extends @Nullable String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            byte[] bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes == null ? -1 : bytes.length);
            if (bytes != null) {
                out.write(bytes);
            }
        }
    }
}
