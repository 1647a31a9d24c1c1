package io.millrace.engine.checkpoint;

import java.nio.charset.StandardCharsets;

/**
 * The format of all files of a state folder: a header, then blocks, then a last block without content.
 *
 * <p>All numbers are little endian. The header is 32 bytes: 8 that say what this is, the version of the format, the oldest
 * version whose readers understand it (4 bytes each), and 16 that name the file. A block is 12 bytes of head - the length of
 * its content, the CRC32C of the file's name, the block's number and the content, and that number - and the content. So
 * a block that was torn, or is that of another file or place, does not pass for this one.
 */
final class BlockFile {
    /** This version's format; goes up whenever older versions would misunderstand. */
    static final int VERSION = 1;
    /** The oldest version that can read what this one writes. */
    static final int READABLE_FROM = 1;
    /** The oldest format that this version reads. */
    static final int OLDEST = 1;

    static final byte[] MAGIC = "MILLRACE".getBytes(StandardCharsets.US_ASCII);
    static final int NAME_BYTES = 16;
    static final int HEADER_BYTES = 8 + 4 + 4 + NAME_BYTES;
    static final int HEAD_BYTES = 12;
    /** Blocks are made about this long. */
    static final int TARGET_BYTES = 1 << 16;
    /** No block is longer: what says it is, is damaged. */
    static final int MOST_BYTES = 1 << 30;

    private BlockFile() {}

    /**
     * A file as the manifest knows it.
     *
     * @param name in the folder
     * @param bytes how long it is
     * @param sha256 of all of it, in hexadecimal
     */
    record Sealed(String name, long bytes, String sha256) {}
}
