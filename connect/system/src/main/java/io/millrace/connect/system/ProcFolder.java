package io.millrace.connect.system;

import io.millrace.core.env.Files;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The folder in which the kernel shows itself. */
record ProcFolder(Files files, Path root) {
    /** The whole text of a file; such files have no size, so it is read to its end. */
    String read(String name) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(16 << 10);
        try (SeekableByteChannel channel = files.open(root.resolve(name))) {
            while (channel.read(buffer) >= 0) {
                content.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        }
        return content.toString(StandardCharsets.UTF_8);
    }

    boolean has(String name) {
        return files.exists(root.resolve(name));
    }

    List<String> lines(String name) throws IOException {
        return read(name).lines().toList();
    }

    /** Counters of one thing: a core, a device, a process. */
    static long[] counters(String[] words, int from, int count) {
        long[] counters = new long[count];
        for (int i = 0; i < count && from + i < words.length; i++) {
            counters[i] = Long.parseLong(words[from + i]);
        }
        return counters;
    }

    /** The growth of each counter since the reading before; counters that were set back, or are new, give 0. */
    static long[] growth(Map<String, long[]> before, String name, long[] now) {
        long[] old = before.getOrDefault(name, now);
        long[] growth = new long[now.length];
        for (int i = 0; i < now.length; i++) {
            growth[i] = Math.max(0, now[i] - old[i]);
        }
        return growth;
    }
}
