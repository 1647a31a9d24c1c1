package io.millrace.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.error.QueryException;
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
import io.millrace.engine.learn.ModelVersion.Shown;
import io.millrace.engine.learn.Models.LearnedFacts;
import io.millrace.engine.pipeline.LearnSpecification.ModelUse;
import io.millrace.engine.pipeline.LearnSpecification.VersionUse;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelVersionsTest {
    private static final Schema INPUT = Schema.of(
            new Column("k", Type.STRING),
            new Column("n", Type.BIGINT),
            new Column("d", Type.DOUBLE),
            new Column("b", Type.BOOLEAN),
            new Column("m", Type.decimal(30, 2)));
    private static final int[] KEY = {0, 1, 2, 3, 4};
    private static final Share ALONE = new Share(0, 1);

    /** Predicts the sum of what it has learned. */
    private static final class Sum implements Model {
        private double sum;
        private long rows;

        @Override
        public void predict(double[] row, double[] prediction) {
            prediction[0] = sum;
        }

        @Override
        public void learn(double[] row, double label, double[] prediction) {
            sum += label;
            rows++;
        }

        @Override
        public Map<String, Double> metrics() {
            return Map.of("rows", (double) rows);
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeDouble(sum);
            out.writeLong(rows);
        }

        @Override
        public void read(DataInput in) throws IOException {
            sum = in.readDouble();
            rows = in.readLong();
        }

        @Override
        public long bytes() {
            return 32;
        }
    }

    private static ModelType type(Partition partition) {
        return new ModelType(
                "sum",
                Task.REGRESSION,
                List.of(1),
                Features.numeric(1),
                0,
                1,
                List.of(Answer.VALUE),
                true,
                partition,
                Sum::new);
    }

    private static ModelUse use(VersionUse versions) {
        return new ModelUse("m#1", "m", type(Partition.NONE), List.of(1), List.of(), versions);
    }

    private static ModelUse keyed(long version) {
        return new ModelUse(
                "m#1",
                "m",
                type(new Partition(List.of(0), 1000)),
                List.of(1),
                Arrays.stream(KEY).boxed().toList(),
                new VersionUse(version, 10, 0));
    }

    private static final LearnedFacts FACTS = new LearnedFacts("m", type(Partition.NONE), List.of());
    private static final LearnedFacts KEYED = new LearnedFacts(
            "m", keyed(0).type(), INPUT.columns().stream().map(Column::type).toList());

    private static Batch keys(int count) {
        BatchBuilder rows = new BatchBuilder(INPUT, count);
        for (int i = 0; i < count; i++) {
            if (i % 5 == 0) {
                for (int c = 0; c < INPUT.size(); c++) {
                    rows.column(c).appendNull();
                }
            } else {
                rows.bytes(0).append("key " + i);
                rows.longs(1).append(i);
                rows.doubles(2).append(i / 2.0);
                rows.booleans(3).append(i % 2 == 0);
                rows.decimals(4).append(-1, -i);
            }
            rows.endRow();
        }
        return rows.build();
    }

    private static void teach(Models models, ModelUse use, double label) {
        models.settle(use, INPUT);
        ModelPart part = models.part(use, INPUT, ALONE);
        part.learning(keys(1), new int[0], 0).model().learn(new double[1], label, new double[1]);
        part.count(1);
    }

    private static double prediction(ModelPart part) {
        double[] prediction = new double[1];
        StoredModel model = part.model(0);
        assertThat(model).isNotNull();
        model.model().predict(new double[1], prediction);
        return prediction[0];
    }

    private static List<String> shown(Models models) {
        return models.versionReports().get(0).versions().stream()
                .map(ModelVersionsTest::text)
                .toList();
    }

    private static String text(Shown shown) {
        ModelVersion version = shown.version();
        return version.number() + " of " + version.parent() + ": " + version.learnedRows()
                + (shown.isCurrent() ? " current" : "");
    }

    @Test
    void runsMakeVersionsWhichStayAsTheyAre() {
        Models models = new Models();
        ModelUse live = use(VersionUse.LIVE);
        models.endRun(live, 1);
        teach(models, live, 10);
        models.endRun(live, 1);
        models.endRun(live, 1);
        teach(models, live, 5);
        models.endRun(live, 7);
        teach(models, live, 1);
        assertThat(shown(models)).containsExactly("1 of 0: 1", "2 of 1: 2 current");
        assertThat(prediction(models.part(live, INPUT, ALONE))).isEqualTo(16);
        assertThat(prediction(models.version(use(new VersionUse(1, 10, 0))).part(ALONE)))
                .isEqualTo(10);
        assertThat(prediction(models.version(use(new VersionUse(2, 10, 0))).part(ALONE)))
                .isEqualTo(15);
    }

    @Test
    void backAtAVersionTheModelGoesOnFromThere() {
        Models models = new Models();
        ModelUse live = use(VersionUse.LIVE);
        for (int i = 1; i <= 3; i++) {
            teach(models, live, i);
            models.endRun(live, 1);
        }
        models.goBack("m#1", 1);
        assertThat(prediction(models.part(live, INPUT, ALONE))).isEqualTo(1);
        models.endRun(live, 1);
        teach(models, live, 100);
        models.endRun(live, 1);
        assertThat(shown(models)).containsExactly("1 of 0: 1", "2 of 1: 2", "3 of 2: 3", "4 of 1: 2 current");
        models.goBack("m#1", 3);
        assertThat(prediction(models.part(live, INPUT, ALONE))).isEqualTo(6);
        models.goBack("m#1", 4);
        assertThat(prediction(models.part(live, INPUT, ALONE))).isEqualTo(101);
    }

    @Test
    void theOldestVersionsGo() {
        Models models = new Models();
        ModelUse live = use(new VersionUse(0, 2, 0));
        for (int i = 1; i <= 4; i++) {
            teach(models, live, i);
            models.endRun(live, 1);
        }
        assertThat(shown(models)).containsExactly("3 of 2: 3", "4 of 3: 4 current");
        assertThatThrownBy(() -> models.goBack("m#1", 2))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.hint()).isEqualTo("it has 3, 4"))
                .hasMessage("model 'm' has no version 2");
    }

    @Test
    void rowsMakeVersions() {
        Models models = new Models();
        ModelUse live = use(new VersionUse(0, 10, 2));
        for (int i = 1; i <= 5; i++) {
            teach(models, live, i);
            models.endEpoch(live, i);
        }
        models.endRun(live, 6);
        assertThat(shown(models)).containsExactly("1 of 0: 2", "2 of 1: 4", "3 of 2: 5 current");
        assertThat(prediction(models.version(use(new VersionUse(1, 10, 2))).part(ALONE)))
                .isEqualTo(3);
    }

    @Test
    void modelsOfKeysOfAllTypesComeBackOnAnotherNumberOfWorkers() throws IOException {
        Models models = new Models();
        Batch rows = keys(20);
        models.settle(keyed(0), INPUT);
        ModelPart part = models.part(keyed(0), INPUT, ALONE);
        for (int row = 0; row < rows.size(); row++) {
            part.learning(rows, KEY, row).model().learn(new double[1], row, new double[1]);
        }
        part.count(rows.size());
        models.endRun(keyed(0), 1);
        Models other = new Models();
        other.restore("m#1", models.copy("m#1", 0, KEYED), KEYED);
        for (Models each : List.of(models, other)) {
            LearnedModel version = each.version(keyed(1));
            long found = 0;
            for (int worker = 0; worker < 3; worker++) {
                ModelPart share = version.part(new Share(worker, 3));
                int[] ids = new int[rows.size()];
                share.find(rows, KEY, ids);
                for (int row = 0; row < ids.length; row++) {
                    StoredModel model = share.model(ids[row]);
                    if (model != null) {
                        found++;
                        double[] prediction = new double[1];
                        model.model().predict(new double[1], prediction);
                        // All rows of NULL are one key.
                        assertThat(prediction[0]).isEqualTo(row % 5 == 0 ? 0 + 5 + 10 + 15 : row);
                    }
                }
            }
            assertThat(found).isEqualTo(20);
            assertThat(version.learnedRows()).isEqualTo(20);
        }
        assertThat(other.copy("m#1", 1, KEYED).state())
                .isEqualTo(models.copy("m#1", 1, KEYED).state());
    }

    @Test
    void aCopyThatWasCutOrIsOfAnotherKindIsRefused() {
        Models models = new Models();
        teach(models, use(VersionUse.LIVE), 7);
        ModelCopy copy = models.copy("m#1", 0, FACTS);
        assertThat(copy.version()).isEqualTo(new ModelVersion(1, 0, 1, 0, ModelVersion.RUN));
        Models other = new Models();
        for (int length = 0; length < copy.state().length; length++) {
            ModelCopy cut = new ModelCopy(copy.version(), Arrays.copyOf(copy.state(), length));
            assertThatThrownBy(() -> other.restore("m#1", cut, FACTS)).isInstanceOf(IOException.class);
        }
        ModelCopy more = new ModelCopy(copy.version(), Arrays.copyOf(copy.state(), copy.state().length + 1));
        assertThatThrownBy(() -> other.restore("m#1", more, FACTS)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> other.restore("m#1", copy, KEYED)).isInstanceOf(IOException.class);
        assertThat(other.versionReports()).isEmpty();
    }

    @Test
    void aModelThatHasLearnedNothingCanBeCopied() throws IOException {
        ModelCopy copy = new Models().copy("m#1", 0, FACTS);
        Models other = new Models();
        other.restore("m#2", copy, FACTS);
        assertThat(other.current("m#2")).isEqualTo(1);
    }
}
