package io.millrace.engine.checkpoint;

import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;

/**
 * What a block of a run says: whose it is, and entries. An entry is its id, its key group plus two - one for all workers,
 * nothing for an id that is no more -, and, unless it is no more, its length in four bytes and its content.
 *
 * @param kind what kind of block
 * @param container the position in the manifest's list
 * @param lane the worker that wrote it
 * @param part which of the containers that come and go; 0 for one that is always there
 * @param label what the part is, the first half
 * @param detail what the part is, the second half
 */
record EntryBlock(Kind kind, int container, int lane, long part, long label, long detail) {
    /** What a block holds. */
    enum Kind {
        /** Entries. */
        ENTRIES(0),
        /** The content of something that is written whole. */
        WHOLE(1),
        /** Nothing: the part is no more. */
        DROPPED(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    /** Of an id that is no more, in the place of a group. */
    static final int ENDED = 0;

    private static final int GROUP_OFFSET = 2;
    private static final Kind[] KINDS = Kind.values();

    /** Which ids belong together: what an older run says of an id is void when a newer one says something. */
    Owner owner() {
        return new Owner(container, lane, part);
    }

    /** Whose ids they are. */
    record Owner(int container, int lane, long part) {}

    void write(StateOutput out) {
        out.writeByte(kind.code);
        out.writeNumber(container);
        out.writeNumber(lane);
        out.writeNumber(part);
        out.writeSigned(label);
        out.writeSigned(detail);
    }

    static EntryBlock read(StateInput in) {
        int kind = in.readByte();
        if (kind < 0 || kind >= KINDS.length) {
            throw new StateInput.DamagedStateException("a block of no known kind");
        }
        return new EntryBlock(
                KINDS[kind], in.readCount(), in.readCount(), in.readNumber(), in.readSigned(), in.readSigned());
    }

    static int code(int group) {
        return group + GROUP_OFFSET;
    }

    static int group(int code) {
        return code - GROUP_OFFSET;
    }
}
