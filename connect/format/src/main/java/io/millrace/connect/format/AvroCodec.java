package io.millrace.connect.format;

import io.millrace.connect.format.AvroInput.Broken;
import io.millrace.core.error.ConnectorException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** How the blocks of a container file are compressed. */
enum AvroCodec {
    NULL,
    DEFLATE,
    SNAPPY;

    /** No block becomes larger than that, whatever it says. */
    private static final int MOST_BYTES = 64 << 20;

    /** @throws ConnectorException when there is no such codec here */
    static AvroCodec named(String name) {
        return switch (name) {
            case "", "null" -> NULL;
            case "deflate" -> DEFLATE;
            case "snappy" -> SNAPPY;
            default ->
                throw new ConnectorException(
                        "the file is compressed by '" + name + "', which is not supported",
                        "write it with avro.codec 'snappy', 'deflate' or 'null'");
        };
    }

    byte[] pack(byte[] data, int length) {
        return switch (this) {
            case NULL -> Arrays.copyOf(data, length);
            case DEFLATE -> deflate(data, length);
            case SNAPPY -> {
                byte[] packed = Snappy.pack(data, length);
                int checksum = checksum(data, 0, length);
                int at = packed.length;
                packed = Arrays.copyOf(packed, at + 4);
                for (int i = 0; i < 4; i++) {
                    packed[at + i] = (byte) (checksum >>> 24 - 8 * i);
                }
                yield packed;
            }
        };
    }

    private static int checksum(byte[] data, int from, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(data, from, length);
        return (int) checksum.getValue();
    }

    private static byte[] deflate(byte[] data, int length) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(data, 0, length);
            deflater.finish();
            byte[] packed = new byte[Math.max(64, length / 2)];
            int count = 0;
            while (!deflater.finished()) {
                if (count == packed.length) {
                    packed = Arrays.copyOf(packed, 2 * count);
                }
                count += deflater.deflate(packed, count, packed.length - count);
            }
            return Arrays.copyOf(packed, count);
        } finally {
            deflater.end();
        }
    }

    /** The bytes of a block as they were before. */
    byte[] unpack(byte[] data, int from, int length) throws Broken {
        return switch (this) {
            case NULL -> Arrays.copyOfRange(data, from, from + length);
            case DEFLATE -> inflate(data, from, length);
            case SNAPPY -> {
                if (length < 4) {
                    throw new Broken("has a block that is too short");
                }
                byte[] unpacked = Snappy.unpack(data, from, length - 4, MOST_BYTES);
                int expected = 0;
                for (int i = 0; i < 4; i++) {
                    expected = expected << 8 | data[from + length - 4 + i] & 0xFF;
                }
                if (checksum(unpacked, 0, unpacked.length) != expected) {
                    throw new Broken("has a block whose checksum is wrong");
                }
                yield unpacked;
            }
        };
    }

    private static byte[] inflate(byte[] data, int from, int length) throws Broken {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(data, from, length);
            byte[] unpacked = new byte[Math.max(256, Math.min(MOST_BYTES, 4 * length))];
            int count = 0;
            while (!inflater.finished()) {
                if (count == unpacked.length) {
                    if (count == MOST_BYTES) {
                        throw new Broken("has a block of more than " + MOST_BYTES + " bytes");
                    }
                    unpacked = Arrays.copyOf(unpacked, Math.min(MOST_BYTES, 2 * count));
                }
                int more = inflater.inflate(unpacked, count, unpacked.length - count);
                if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new Broken("has a block that cannot be decompressed");
                }
                count += more;
            }
            return Arrays.copyOf(unpacked, count);
        } catch (DataFormatException e) {
            throw new Broken("has a block that cannot be decompressed");
        } finally {
            inflater.end();
        }
    }
}
