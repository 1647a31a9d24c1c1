package io.millrace.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.millrace.core.learn.Features;
import io.millrace.core.learn.ModelType;
import io.millrace.core.learn.ModelType.Partition;
import io.millrace.core.learn.Scoring;
import io.millrace.core.learn.Task;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardScoringTest {
    private static ModelType type(Task task, int classes) {
        return new ModelType(
                "", task, List.of(0), Features.numeric(1), classes, 3, List.of(), true, Partition.NONE, () -> {
                    throw new UnsupportedOperationException();
                });
    }

    private static Scoring numbers(int rows) {
        return new StandardScoring().create(type(Task.REGRESSION, 0), rows);
    }

    @Test
    void numbersUnderTheNamesOfFlinkComeFirst() {
        Scoring scoring = numbers(0);
        assertThat(scoring.measures()).isEmpty();
        scoring.add(1, new double[] {2});
        scoring.add(3, new double[] {3});
        scoring.add(Double.NaN, new double[] {3});
        scoring.add(5, new double[] {Double.NaN});
        assertThat(scoring.measures().entrySet())
                .startsWith(
                        entry("MAE", 0.5),
                        entry("MSE", 0.5),
                        entry("RMSE", Math.sqrt(0.5)),
                        entry("MAPE", 50.0),
                        entry("R2", 0.5),
                        entry("rows", 2.0));
        assertThat(scoring.measures()).containsEntry("mae", 0.5);
    }

    @Test
    void whatIsNotDefinedIsLeftOut() {
        Scoring scoring = numbers(0);
        scoring.add(4, new double[] {4});
        assertThat(scoring.measures()).doesNotContainKeys("R2", "r2").containsEntry("MAE", 0.0);
    }

    @Test
    void classesAreMeansOverThoseThatCame() {
        Scoring scoring = new StandardScoring().create(type(Task.CLASSIFICATION, 3), 0);
        scoring.add(0, new double[] {1, 0, 0});
        scoring.add(0, new double[] {0, 1, 0});
        scoring.add(1, new double[] {0, 1, 0});
        scoring.add(1, new double[] {0, 0, 1});
        // Of 0 there is one guess, and it is right; of 1 there are two, and one is; 2 never came.
        assertThat(scoring.measures().entrySet())
                .startsWith(
                        entry("Accuracy", 0.5),
                        entry("Precision", 0.75),
                        entry("Recall", 0.5),
                        entry("F1", 0.6),
                        entry("rows", 4.0));
        assertThat(scoring.measures()).containsEntry("precision-macro", 0.5).doesNotContainKey("auc");
    }

    @Test
    void theLastRowsAloneMayCountAndReadingGoesOn() throws IOException {
        Scoring scoring = numbers(2);
        scoring.add(1, new double[] {9});
        scoring.add(1, new double[] {2});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        scoring.write(new DataOutputStream(bytes));
        Scoring resumed = numbers(2);
        resumed.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        for (Scoring each : List.of(scoring, resumed)) {
            each.add(1, new double[] {4});
            assertThat(each.measures()).containsEntry("MAE", 2.0).containsEntry("rows", 2.0);
        }
        assertThat(scoring.bytes()).isPositive();
    }
}
