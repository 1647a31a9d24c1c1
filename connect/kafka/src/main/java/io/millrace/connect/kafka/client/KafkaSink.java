package io.millrace.connect.kafka.client;

import io.millrace.core.batch.Batch;
import io.millrace.core.connect.MarkedSink;
import io.millrace.core.error.ConnectorException;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows with transactions when it was told a name for them, and else as they come. A transaction that has failed in
 * any way is never tried again with the same producer: another one under the same name makes the brokers finish it, one
 * way or the other, and then reads which.
 */
final class KafkaSink implements MarkedSink {
    private final TopicTable table;
    private final TopicWriter writer;
    private final PlainSink plain;
    private @Nullable Transactions transactions;

    KafkaSink(TopicTable table, TopicWriter writer) {
        this.table = table;
        this.writer = writer;
        plain = new PlainSink(table, writer);
    }

    @Override
    public long resume(String name) {
        Transactions before = transactions;
        if (before != null) {
            before.abandon();
        }
        writer.forget();
        String prefix = table.options()
                .text("sink.transactional-id-prefix")
                .map(text -> text + "-")
                .orElse("");
        Transactions fresh = new Transactions(table, prefix + name);
        transactions = fresh;
        return fresh.begin();
    }

    @Override
    public void write(Batch changes) {
        Transactions running = transactions;
        if (running == null) {
            plain.write(changes);
        } else {
            running.write(sending -> writer.write(changes, sending));
        }
    }

    @Override
    public void endEpoch(long epoch, long watermark) {
        plain.endEpoch(epoch, watermark);
    }

    @Override
    public void commit(long marker) {
        Transactions running = transactions;
        if (running == null) {
            throw new ConnectorException("bug: a commit without a name", null);
        }
        running.write(writer::finish);
        running.commit(marker);
    }

    @Override
    public void close() {
        if (transactions != null) {
            transactions.abandon();
            transactions = null;
        }
        plain.close();
    }
}
