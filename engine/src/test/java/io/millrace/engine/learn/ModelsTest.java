package io.millrace.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.learn.Answer;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Model;
import io.millrace.core.learn.ModelType;
import io.millrace.core.learn.ModelType.Partition;
import io.millrace.core.learn.Task;
import io.millrace.core.operator.OperatorContext.Share;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.LearnSpecification.ModelUse;
import io.millrace.engine.pipeline.LearnSpecification.VersionUse;
import io.millrace.engine.table.Hashes;
import java.io.DataInput;
import java.io.DataOutput;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelsTest {
    private static final int KEYS = 100;
    private static final Schema INPUT = Schema.of(new Column("k", Type.STRING), new Column("x", Type.DOUBLE));
    private static final int[] PARTITION = {0};

    /** Predicts how often it has learned. */
    private static final class Counter implements Model {
        private long count;

        @Override
        public void predict(double[] row, double[] prediction) {
            prediction[0] = count;
        }

        @Override
        public void learn(double[] row, double label, double[] prediction) {
            count++;
        }

        @Override
        public Map<String, Double> metrics() {
            return Map.of("rows", (double) count);
        }

        @Override
        public void write(DataOutput out) {}

        @Override
        public void read(DataInput in) {}

        @Override
        public long bytes() {
            return 24;
        }
    }

    private static ModelUse use(int most) {
        ModelType type = new ModelType(
                "counter",
                Task.REGRESSION,
                List.of(1),
                Features.numeric(1),
                0,
                1,
                List.of(Answer.VALUE),
                true,
                new Partition(List.of(0), most),
                Counter::new);
        return new ModelUse("m#1", "m", type, List.of(1), List.of(0), VersionUse.LIVE);
    }

    private static Batch keys(int from, int to) {
        BatchBuilder rows = new BatchBuilder(INPUT, KEYS);
        for (int i = from; i < to; i++) {
            rows.bytes(0).append("key " + i);
            rows.doubles(1).append(i);
            rows.endRow();
        }
        return rows.build();
    }

    private static int[] owners(Batch rows, int workers) {
        long[] hashes = new long[rows.size()];
        Hashes.hash(rows, PARTITION, null, rows.size(), hashes);
        int[] owners = new int[rows.size()];
        for (int i = 0; i < owners.length; i++) {
            owners[i] = Hashes.share(hashes[i], workers);
        }
        return owners;
    }

    @Test
    void anotherNumberOfWorkersFindsTheModelsOfItsKeys() {
        Models models = new Models();
        Batch rows = keys(0, KEYS);
        for (int workers : new int[] {1, 3, 2, 2, 5, 1}) {
            int[] owners = owners(rows, workers);
            for (int row = 0; row < KEYS; row++) {
                ModelPart part = models.part(use(1000), INPUT, new Share(owners[row], workers));
                part.learning(rows, PARTITION, row).model().learn(new double[1], 0, new double[1]);
            }
        }
        assertThat(models.reports()).hasSize(KEYS).allMatch(report -> report.rows() == 6);
        assertThat(models.reports()).extracting(LearnerReport::key).contains("key 0", "key 99");
    }

    @Test
    void withTooManyKeysThoseGoThatHaveNotLearnedForLongest() {
        Models models = new Models();
        ModelPart part = models.part(use(32), INPUT, new Share(0, 1));
        Batch rows = keys(0, KEYS);
        for (int row = 0; row < KEYS; row++) {
            // The first key learns again and again.
            part.learning(rows, PARTITION, 0).model().learn(new double[1], 0, new double[1]);
            part.learning(rows, PARTITION, row);
            assertThat(part.allReports()).hasSizeLessThanOrEqualTo(32);
        }
        int[] ids = new int[KEYS];
        part.find(rows, PARTITION, ids);
        assertThat(part.model(ids[0])).isNotNull();
        assertThat(part.model(ids[KEYS - 1])).isNotNull();
        assertThat(part.model(ids[1])).isNull();
        assertThat(part.forgotten()).isGreaterThan(60);
    }
}
