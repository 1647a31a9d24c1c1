package io.millrace.acceptance.robust;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Makes input files that cannot be written as plain text. Line ends of the description do not count; {@code \n}, {@code
 * \r}, {@code \t}, {@code \\}, {@code \xNN} stand for bytes, {@code {text*N}} for a text N times and {@code {i*N}} with
 * {@code #} in the text for its number, from 1.
 */
final class Inputs {
    private static final Pattern REPEATED = Pattern.compile("\\{([^{}]*)\\*(\\d+)}");

    private Inputs() {}

    static byte[] bytes(String description) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String text = description.replace("\n", "");
        Matcher matcher = REPEATED.matcher(text);
        int at = 0;
        while (matcher.find()) {
            bytes.write(unescaped(text.substring(at, matcher.start())));
            int count = Integer.parseInt(matcher.group(2));
            String repeated = matcher.group(1);
            byte[] unit = unescaped(repeated);
            for (int i = 1; i <= count; i++) {
                bytes.write(repeated.contains("#") ? unescaped(repeated.replace("#", String.valueOf(i))) : unit);
            }
            at = matcher.end();
        }
        bytes.write(unescaped(text.substring(at)));
        return bytes.toByteArray();
    }

    private static byte[] unescaped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                int end = text.offsetByCodePoints(i, 1);
                bytes.write(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
                continue;
            }
            char escaped = text.charAt(++i);
            if (escaped == 'x') {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                int known = "nrt\\".indexOf(escaped);
                if (known < 0) {
                    throw new IOException("unknown escape \\" + escaped);
                }
                bytes.write("\n\r\t\\".charAt(known));
            }
        }
        return bytes.toByteArray();
    }

    /** Writes a gzip file, perhaps only its first bytes. */
    static void writeGzip(Path path, byte[] content, int cutBytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        Files.write(path, cutBytes == 0 ? packed.toByteArray() : Arrays.copyOf(packed.toByteArray(), cutBytes));
    }
}
