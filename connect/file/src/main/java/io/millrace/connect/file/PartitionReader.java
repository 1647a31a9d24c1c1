package io.millrace.connect.file;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.connect.Amount;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Source;

/** Puts what a file's folders tell into the rows that are read from it. */
final class PartitionReader implements Reader {
    private final Reader inner;
    /** Which of the wanted columns the file has, and which it has not. */
    private final int[] own;

    private final int[] told;
    /** Where the values of the latter are. */
    private final int[] sources;

    private final Batch values;

    PartitionReader(Reader inner, int[] own, int[] told, int[] sources, Batch values) {
        this.inner = inner;
        this.own = own;
        this.told = told;
        this.sources = sources;
        this.values = values;
    }

    @Override
    public Poll poll(Rows rows, int maxRows) {
        BatchBuilder builder = rows.builder();
        BatchBuilder stored = builder.select(own);
        Poll poll = inner.poll(new Stored(stored, rows), maxRows);
        for (int i = 0; i < told.length; i++) {
            for (int row = 0; row < stored.size(); row++) {
                builder.column(told[i]).append(values.column(sources[i]), 0);
            }
        }
        Batch given = stored.build();
        for (int row = 0; row < given.size(); row++) {
            builder.endRow(given.weight(row));
        }
        return poll;
    }

    private record Stored(BatchBuilder builder, Rows rows) implements Rows {
        @Override
        public void error(byte[] raw, int start, int length, String reason, long offset) {
            rows.error(raw, start, length, reason, offset);
        }
    }

    @Override
    public Source.Position position() {
        return inner.position();
    }

    @Override
    public Amount amount() {
        return inner.amount();
    }

    @Override
    public void close() {
        inner.close();
    }
}
