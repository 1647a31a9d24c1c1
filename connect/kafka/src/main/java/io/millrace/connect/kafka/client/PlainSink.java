package io.millrace.connect.kafka.client;

import io.millrace.core.batch.Batch;
import io.millrace.core.connect.Sink;
import org.jspecify.annotations.Nullable;

/** Writes rows as they come; at the end of an epoch they have arrived. Each arrives at least once. */
final class PlainSink implements Sink {
    private final TopicTable table;
    private final TopicWriter writer;
    private @Nullable Sending sending;

    PlainSink(TopicTable table, TopicWriter writer) {
        this.table = table;
        this.writer = writer;
    }

    @Override
    public void write(Batch changes) {
        writer.write(changes, sending());
    }

    private Sending sending() {
        Sending current = sending;
        if (current == null) {
            current = new Sending(table, null);
            sending = current;
        }
        return current;
    }

    @Override
    public void endEpoch(long epoch, long watermark) {
        if (sending != null) {
            writer.finish(sending);
            sending.flush();
        }
    }

    @Override
    public void close() {
        if (sending != null) {
            sending.close();
            sending = null;
        }
    }
}
