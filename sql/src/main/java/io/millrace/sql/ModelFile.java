package io.millrace.sql;

import io.millrace.engine.learn.ModelCopy;
import io.millrace.engine.learn.ModelVersion;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A model in a file. The file has, big-endian:
 *
 * <pre>
 * 8 bytes   89 4D 49 4C 4C 0D 0A 1A, which no text file begins with
 * int       the format, 1
 * long      how many bytes the body has
 * body      the statement that makes the model: int, UTF-8
 *           the version: number, parent, learned rows and epoch as longs; what made it: int, UTF-8
 *           all that it has learned: int, bytes
 * 32 bytes  SHA-256 of all before
 * </pre>
 *
 * @param definition CREATE MODEL, as text
 */
record ModelFile(String definition, ModelCopy copy) {
    static final int FORMAT = 1;

    private static final byte[] MAGIC = {(byte) 0x89, 'M', 'I', 'L', 'L', '\r', '\n', 0x1A};
    private static final int HEADER_BYTES = MAGIC.length + 4 + 8;
    private static final int CHECKSUM_BYTES = 32;

    /** What a file has is not a model that can be read. */
    static final class UnreadableException extends IOException {
        private final String hint;

        UnreadableException(String message, String hint) {
            super(message);
            this.hint = hint;
        }

        String hint() {
            return hint;
        }
    }

    private static UnreadableException damaged(String message) {
        return new UnreadableException(message, "take another copy of the file, or export the model again");
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            byte[] text = definition.getBytes(StandardCharsets.UTF_8);
            byte[] madeBy = copy.version().madeBy().getBytes(StandardCharsets.UTF_8);
            out.write(MAGIC);
            out.writeInt(FORMAT);
            out.writeLong(3 * 4L + 4 * 8L + text.length + madeBy.length + copy.state().length);
            out.writeInt(text.length);
            out.write(text);
            out.writeLong(copy.version().number());
            out.writeLong(copy.version().parent());
            out.writeLong(copy.version().learnedRows());
            out.writeLong(copy.version().epoch());
            out.writeInt(madeBy.length);
            out.write(madeBy);
            out.writeInt(copy.state().length);
            out.write(copy.state());
            out.write(checksum(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Whether a file that begins so is one of these, or was. */
    static boolean isOne(byte[] beginning) {
        return beginning.length >= MAGIC.length && Arrays.equals(beginning, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * Reads a whole file.
     *
     * @throws UnreadableException when it is not one of these, of another format, or not as it was written
     */
    static ModelFile of(byte[] file) throws UnreadableException {
        if (!isOne(file)) {
            throw new UnreadableException(
                    file.length == 0 ? "is empty" : "is not a model that EXPORT MODEL wrote",
                    "name a file that EXPORT MODEL wrote; a model in ONNX is made with CREATE MODEL and 'provider' = 'onnx'");
        } else if (file.length < HEADER_BYTES + CHECKSUM_BYTES) {
            throw damaged("is cut off: it has " + file.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(file, MAGIC.length, file.length - MAGIC.length);
        int format = in.getInt();
        if (format != FORMAT) {
            throw new UnreadableException(
                    "has the format " + format + ", and this Millrace reads format " + FORMAT,
                    format > FORMAT
                            ? "a newer Millrace wrote it: import it there, or update this one"
                            : "take another copy of the file, or export the model again");
        }
        long length = in.getLong();
        long expected = length + HEADER_BYTES + CHECKSUM_BYTES;
        if (length < 0 || expected != file.length) {
            throw damaged(
                    length >= 0 && expected > file.length
                            ? "is cut off: it has " + file.length + " of " + expected + " bytes"
                            : "is damaged: it has " + file.length + " bytes, and says that it has another number");
        }
        int end = file.length - CHECKSUM_BYTES;
        if (!MessageDigest.isEqual(checksum(file, end), Arrays.copyOfRange(file, end, file.length))) {
            throw damaged("is damaged: its checksum is another one");
        }
        in.limit(end);
        return body(in);
    }

    private static ModelFile body(ByteBuffer in) throws UnreadableException {
        try {
            String definition = text(in);
            long number = in.getLong();
            long parent = in.getLong();
            long rows = in.getLong();
            long epoch = in.getLong();
            ModelVersion version = new ModelVersion(number, parent, rows, epoch, text(in));
            byte[] state = block(in);
            if (in.hasRemaining() || number < 1) {
                throw damaged("is damaged: what is in it makes no sense");
            }
            return new ModelFile(definition, new ModelCopy(version, state));
        } catch (BufferUnderflowException | CharacterCodingException e) {
            UnreadableException damage = damaged("is damaged: what is in it makes no sense");
            damage.initCause(e);
            throw damage;
        }
    }

    private static String text(ByteBuffer in) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(block(in)))
                .toString();
    }

    /** Some bytes behind their number; there is room made only for what is there. */
    private static byte[] block(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] block = new byte[length];
        in.get(block);
        return block;
    }

    private static byte[] checksum(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("bug: every Java has SHA-256", e);
        }
    }
}
