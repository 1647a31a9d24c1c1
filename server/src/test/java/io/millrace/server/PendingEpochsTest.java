package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingEpochsTest {
    private static final Schema SCHEMA = Schema.of(new Column("n", Type.BIGINT));

    private static Batch rows(long from, int count, long weight) {
        BatchBuilder batch = new BatchBuilder(SCHEMA, count);
        for (int i = 0; i < count; i++) {
            batch.longs(0).append(from + i);
            batch.endRow(weight);
        }
        return batch.build();
    }

    @Test
    void anUnsealedEpochIsInvisible() {
        PendingEpochs pending = new PendingEpochs(SCHEMA, 100, true);
        pending.write(rows(0, 5, 1));
        assertThat(pending.newestAt(9)).isZero();
        assertThat(pending.take(9)).isEmpty();
        pending.seal(1, 7);
        assertThat(pending.newestAt(9)).isEqualTo(1);
        assertThat(pending.sealedMicros()).isEqualTo(7);
        assertThat(pending.take(1))
                .singleElement()
                .satisfies(group -> assertThat(group.rows()).isEqualTo(5));
    }

    @Test
    void writtenRowsAreCopied() {
        PendingEpochs pending = new PendingEpochs(SCHEMA, 100, true);
        BatchBuilder lent = new BatchBuilder(SCHEMA, 1);
        lent.longs(0).append(1);
        lent.endRow();
        pending.write(lent.build());
        lent.clear();
        lent.longs(0).append(2);
        lent.endRow();
        pending.seal(1, 0);
        assertThat(pending.take(1).get(0).batches().get(0).longs(0).get(0)).isEqualTo(1);
    }

    @Test
    void emptyEpochsCostNothingAndCanBeShown() {
        PendingEpochs pending = new PendingEpochs(SCHEMA, 100, false);
        for (int epoch = 1; epoch <= 100_000; epoch++) {
            pending.seal(epoch, 0);
        }
        assertThat(pending.newestAt(Long.MAX_VALUE)).isEqualTo(100_000);
        assertThat(pending.newestAt(77)).isEqualTo(77);
        assertThat(pending.take(100_000)).isEmpty();
    }

    @Test
    void appendedRowsBeyondTheBoundAreDroppedFromTheFrontAndCounted() {
        PendingEpochs pending = new PendingEpochs(SCHEMA, 10_000, true);
        long written = 0;
        for (int epoch = 1; epoch <= 50; epoch++) {
            pending.write(rows(written, 4_096, 1));
            written += 4_096;
            pending.seal(epoch, 0);
        }
        long kept = 0;
        long dropped = 0;
        Batch last = rows(0, 1, 1);
        for (PendingEpochs.Group group : pending.take(50)) {
            kept += group.rows();
            dropped += group.dropped();
            last = group.batches().get(group.batches().size() - 1);
        }
        assertThat(kept + dropped).isEqualTo(written);
        assertThat(kept).isBetween(10_000L, 20_000L);
        assertThat(last.longs(0).get(last.size() - 1)).isEqualTo(written - 1);
    }

    @Test
    void oneLongEpochIsBoundedToo() {
        PendingEpochs pending = new PendingEpochs(SCHEMA, 10_000, true);
        for (int i = 0; i < 100; i++) {
            pending.write(rows(i * 4_096L, 4_096, 1));
        }
        pending.seal(1, 0);
        PendingEpochs.Group group = pending.take(1).get(0);
        assertThat(group.rows() + group.dropped()).isEqualTo(409_600);
        assertThat(group.rows()).isLessThan(20_000);
    }

    @Test
    void changesBeyondTheBoundAreMergedToTheirNetEffect() {
        PendingEpochs pending = new PendingEpochs(SCHEMA, 1_000, false);
        for (int epoch = 1; epoch <= 5_000; epoch++) {
            if (epoch > 1) {
                pending.write(rows(epoch - 1, 1, -1));
            }
            pending.write(rows(epoch, 1, 1));
            pending.seal(epoch, 0);
        }
        assertThat(pending.newestAt(1)).as("inside a merged group").isZero();
        assertThat(pending.newestAt(5_000)).isEqualTo(5_000);
        long sum = 0;
        long weights = 0;
        long rows = 0;
        for (PendingEpochs.Group group : pending.take(5_000)) {
            for (Batch batch : group.batches()) {
                for (int row = 0; row < batch.size(); row++) {
                    sum += batch.weight(row) * batch.longs(0).get(row);
                    weights += batch.weight(row);
                    rows++;
                }
            }
        }
        assertThat(List.of(sum, weights)).containsExactly(5_000L, 1L);
        assertThat(rows).isLessThan(3_000);
    }
}
