package io.millrace.engine.flow;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Sink;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.OperatorStates;
import io.millrace.core.state.State;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.table.KeyIndex;
import java.util.Arrays;

/**
 * The rows that a sink holds which shows a table as a whole, each different one once with how often it is there, so that it
 * can be given them again after a restart. Only where checkpoints are made. One thread at a time.
 */
public final class KeptRows implements Sink, Entries, State {
    private final Sink sink;
    private final Schema schema;
    private final KeyIndex rows;
    private final int[] columns;
    private long[] weights = new long[16];
    private int[] ids = new int[0];
    private Marks marks = Marks.OFF;
    private boolean restored;

    public KeptRows(Sink sink, Schema schema) {
        this.sink = sink;
        this.schema = schema;
        rows = new KeyIndex(schema.columns().stream().map(Column::type).toList());
        columns = new int[schema.size()];
        Arrays.setAll(columns, c -> c);
    }

    void open(OperatorStates states) {
        states.count("rows", this);
        marks = states.keep("rows", this);
        states.whenRestored(this::giveAgain);
    }

    @Override
    public void write(Batch changes) {
        int size = changes.size();
        if (ids.length < size) {
            ids = new int[Math.max(size, Batch.TARGET_ROWS)];
        }
        rows.lookup(changes, columns, null, size, ids);
        marks.touch(ids, size);
        reserve();
        for (int row = 0; row < size; row++) {
            weights[ids[row]] += changes.weight(row);
        }
        for (int row = 0; row < size; row++) {
            if (weights[ids[row]] == 0 && rows.contains(ids[row])) {
                marks.remove(ids[row]);
                rows.remove(ids[row]);
            }
        }
        sink.write(changes);
    }

    private void reserve() {
        if (rows.limit() > weights.length) {
            weights = Arrays.copyOf(weights, Math.max(rows.limit(), weights.length * 2));
        }
    }

    @Override
    public void endEpoch(long epoch, long watermark) {
        sink.endEpoch(epoch, watermark);
    }

    /** Gives the sink what it had. */
    private void giveAgain() {
        BatchBuilder batch = new BatchBuilder(schema, Batch.TARGET_ROWS);
        for (int id = 0; id < rows.limit(); id++) {
            for (int c = 0; c < columns.length; c++) {
                batch.column(c).append(rows.key(c), id);
            }
            batch.endRow(weights[id]);
            if (batch.isFull()) {
                sink.write(batch.build());
                batch.clear();
            }
        }
        if (batch.size() > 0) {
            sink.write(batch.build());
        }
        if (restored) {
            sink.endEpoch(0, Long.MIN_VALUE);
        }
    }

    @Override
    public int group(int id) {
        return 0;
    }

    @Override
    public void write(int id, StateOutput out) {
        rows.write(id, out);
        out.writeSigned(weights[id]);
    }

    @Override
    public void read(StateInput in) {
        restored = true;
        int id = rows.read(in);
        marks.touch(id);
        reserve();
        weights[id] = in.readSigned();
    }

    @Override
    public void close() {
        sink.close();
    }

    @Override
    public long bytes() {
        return rows.bytes() + 8L * weights.length;
    }

    @Override
    public long rows() {
        return rows.size();
    }

    @Override
    public Waiting waiting() {
        return Waiting.NOTHING;
    }
}
