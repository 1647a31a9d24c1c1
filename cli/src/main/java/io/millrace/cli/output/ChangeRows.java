package io.millrace.cli.output;

import io.millrace.cli.output.RowFormat.Op;
import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.Specification.Order;
import java.util.Arrays;

/**
 * Every change of an epoch as soon as the epoch is complete. Where the result has a key, a deletion and an insertion of
 * the same key are one update and stand side by side.
 */
final class ChangeRows implements ResultOutput {
    private final RowFormat rows;
    private final Lines lines;
    private final int[] key;
    private final BatchBuilder pending;
    private long toSkip;
    private long toPrint;
    private boolean begun;

    ChangeRows(Specification.Result result, RowFormat rows, Lines lines) {
        this.rows = rows;
        this.lines = lines;
        key = result.key().stream().mapToInt(Integer::intValue).toArray();
        pending = new BatchBuilder(result.schema(), 256);
        Order order = result.order();
        toSkip = order.offset();
        toPrint = order.limit() < 0 ? Long.MAX_VALUE : order.limit();
    }

    @Override
    public void write(Batch changes) {
        pending.append(changes);
    }

    @Override
    public void endEpoch(long epoch, long watermark) {
        begin();
        Batch epochChanges = pending.build();
        if (epochChanges.weights() == null) {
            for (int row = 0; row < epochChanges.size(); row++) {
                print(Op.INSERT, epochChanges, row, 1);
            }
        } else {
            printChanges(epochChanges);
        }
        pending.clear();
        lines.flush();
    }

    private void begin() {
        if (!begun) {
            begun = true;
            rows.begin();
        }
    }

    private void printChanges(Batch changes) {
        int[] partners = key.length == 0 ? new int[0] : partners(changes);
        for (int row = 0; row < changes.size(); row++) {
            long weight = changes.weight(row);
            int partner = partners.length == 0 ? -1 : partners[row];
            if (weight < 0 && partner >= 0) {
                print(Op.UPDATE_BEFORE, changes, row, 1);
                print(Op.UPDATE_AFTER, changes, partner, 1);
            } else if (weight < 0) {
                print(Op.DELETE, changes, row, -weight);
            } else if (partner < 0) {
                print(Op.INSERT, changes, row, weight);
            }
        }
    }

    /** For each row of weight -1 the row of weight +1 with the same key and the other way round, or -1. */
    private int[] partners(Batch changes) {
        Vector[] columns = changes.columns();
        int mask = Integer.highestOneBit(Math.max(1, changes.size())) * 4 - 1;
        int[] deletions = new int[mask + 1];
        Arrays.fill(deletions, -1);
        int[] partners = new int[changes.size()];
        Arrays.fill(partners, -1);
        for (int row = 0; row < changes.size(); row++) {
            if (changes.weight(row) == -1) {
                int slot = find(deletions, columns, row);
                if (deletions[slot] < 0) {
                    deletions[slot] = row;
                }
            }
        }
        for (int row = 0; row < changes.size(); row++) {
            if (changes.weight(row) == 1) {
                int deletion = deletions[find(deletions, columns, row)];
                if (deletion >= 0 && partners[deletion] < 0) {
                    partners[deletion] = row;
                    partners[row] = deletion;
                }
            }
        }
        return partners;
    }

    private int find(int[] slots, Vector[] columns, int row) {
        int slot = RowHashing.hash(columns, key, row) & slots.length - 1;
        while (slots[slot] >= 0 && !RowHashing.equal(columns, slots[slot], columns, row, key)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private void print(Op op, Batch batch, int row, long copies) {
        for (long copy = 0; copy < copies && toPrint > 0; copy++) {
            if (toSkip > 0) {
                toSkip--;
            } else {
                toPrint--;
                rows.row(op, batch, row);
            }
        }
    }

    @Override
    public void complete() {
        begin();
        rows.end();
        lines.flush();
    }

    @Override
    public boolean isSatisfied() {
        return toPrint == 0;
    }
}
