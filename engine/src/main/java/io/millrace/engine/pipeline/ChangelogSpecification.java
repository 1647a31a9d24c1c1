package io.millrace.engine.pipeline;

import io.millrace.core.error.QueryException.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operators between tables that change and rows that say what changed. Between them the hidden column {@code $kind}
 * (BIGINT: {@link ChangeKind#code}) says what is meant by a change, since its weight only says whether a row comes or
 * goes.
 */
public sealed interface ChangelogSpecification extends Specification {
    /** What a change does. */
    enum ChangeKind {
        INSERT(0, 1),
        UPDATE_BEFORE(1, -1),
        UPDATE_AFTER(2, 1),
        DELETE(3, -1);

        /** All codes are below this. */
        public static final int CODES = 4;

        private final int code;
        private final int weight;

        ChangeKind(int code, int weight) {
            this.code = code;
            this.weight = weight;
        }

        /** What stands for it in the hidden column. */
        public int code() {
            return code;
        }

        /** 1 when a row comes, -1 when it goes. */
        public int weight() {
            return weight;
        }
    }

    /**
     * What a value of the operation column means.
     *
     * @param text the value
     */
    record Code(String text, ChangeKind kind) {}

    /**
     * Makes changes of rows: emits the input's columns without the operation, then, if {@code kinds}, {@code $kind}.
     *
     * @param operation the column that says what a row does, a text
     * @param codes what its values mean; any other, and NULL, is an error
     * @param place the call in the script, or null
     */
    record FromChangelog(
            int operation,
            List<Code> codes,
            boolean kinds,
            @Nullable Position place) implements ChangelogSpecification, Immediate {
        public FromChangelog {
            codes = List.copyOf(codes);
        }
    }

    /**
     * Makes rows of changes: emits the operation, a text, then the input's columns without {@code kind}.
     *
     * @param kind the hidden column {@code $kind}
     * @param codes the operation for each kind; what has none is left out
     */
    record ToChangelog(int kind, List<Code> codes) implements ChangelogSpecification, Immediate {
        public ToChangelog {
            codes = List.copyOf(codes);
        }
    }

    /**
     * Runs an operator so that it says what each single row of its input changes, rather than each epoch: emits the columns of
     * {@code of}, then {@code $kind}, and then, if there is an ordinal, that of the row that was the cause.
     *
     * @param of what to run; it publishes what an epoch changed at the end of the epoch, and does not look at watermarks
     * @param width how many of the input's columns, from the first, {@code of} sees
     * @param ordinal the input's hidden ordinal; -1 when nothing tells the order of rows: then epochs are not taken apart
     * @param key what tells an update from a deletion and an insertion: columns of which {@code of} gives each value once;
     *     null when there are none
     */
    record EachChange(
            Specification of,
            int width,
            int ordinal,
            @Nullable List<Integer> key) implements ChangelogSpecification {
        public EachChange {
            key = key == null ? null : List.copyOf(key);
        }

        @Override
        public boolean expires() {
            return of.expires();
        }

        @Override
        public List<Kept> keeps() {
            return of.keeps();
        }

        @Override
        public WaitsFor waitsFor() {
            return of.waitsFor();
        }
    }

    /**
     * Emits what an epoch changes in all, each row once: the input's columns, then {@code $kind}.
     *
     * @param key as of {@link EachChange}
     */
    record NetChanges(@Nullable List<Integer> key) implements ChangelogSpecification, Immediate {
        public NetChanges {
            key = key == null ? null : List.copyOf(key);
        }
    }
}
