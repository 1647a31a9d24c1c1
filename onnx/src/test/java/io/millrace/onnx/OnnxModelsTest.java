package io.millrace.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.learn.Answer;
import io.millrace.core.learn.Model;
import io.millrace.core.learn.ModelProvider;
import io.millrace.core.learn.ModelType;
import io.millrace.core.learn.Task;
import io.millrace.core.type.Type;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxModelsTest {
    private static final Type D = Type.DOUBLE;

    @TempDir
    Path folder;

    private ModelCase model(OnnxGraph graph) throws IOException {
        return ModelCase.of(folder, graph.toBytes());
    }

    @Test
    void isFoundByServiceLoader() {
        assertThat(ServiceLoader.load(ModelProvider.class)).hasOnlyElementsOfType(OnnxModels.class);
    }

    @Test
    void aRegressionGivesItsNumber() throws IOException {
        ModelType type = model(ModelFiles.line(-1))
                .input("a", D)
                .input("b", D)
                .output("y", D)
                .define();
        assertThat(type.task()).isEqualTo(Task.REGRESSION);
        assertThat(type.learns()).isFalse();
        assertThat(type.description()).isEqualTo("model.onnx on CPU");
        assertThat(type.answers()).containsExactly(Answer.NUMBER);
        double[][] predictions = predict(type, new double[][] {{1, 2}, {0, 0}, {-3, 0.25}});
        assertThat(predictions).isDeepEqualTo(new double[][] {{0.5}, {0.5}, {-5.75}});
    }

    @Test
    void doublesStayDoubles() throws IOException {
        ModelType type = model(ModelFiles.doubles())
                .input("a", D)
                .input("b", D)
                .output("y", D)
                .define();
        assertThat(predict(type, new double[][] {{0.1, 0.3}})[0][0]).isEqualTo(2 * 0.1 - 0.3 + 0.5);
    }

    /** A model that takes three rows at once gets the last ones with zeros behind them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 3, 7})
    void aFixedNumberOfRowsIsFilledUp(long batch) throws IOException {
        ModelType type = model(ModelFiles.line(batch))
                .input("a", D)
                .input("b", D)
                .output("y", D)
                .define();
        double[][] rows = new double[7][];
        double[][] expected = new double[7][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {i, 1};
            expected[i] = new double[] {2 * i - 0.5};
        }
        assertThat(predict(type, rows)).isDeepEqualTo(expected);
    }

    @Test
    void moreRowsThanOneBatchTakes() throws IOException {
        ModelType type = model(ModelFiles.line(-1))
                .input("a", D)
                .input("b", D)
                .output("y", D)
                .define();
        double[][] rows = new double[3000][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {i, 0};
        }
        double[][] predictions = predict(type, rows);
        for (int i = 0; i < rows.length; i++) {
            assertThat(predictions[i][0]).isEqualTo(2 * i + 0.5);
        }
    }

    @Test
    void twoLayers() throws IOException {
        ModelType type = model(ModelFiles.layers())
                .input("a", D)
                .input("b", D)
                .output("y", D)
                .define();
        assertThat(predict(type, new double[][] {{3, 1}, {1, 3}, {2, 2}})).isDeepEqualTo(new double[][] {{2}, {-4}, {0}
        });
    }

    @Test
    void logitsBecomeProbabilities() throws IOException {
        ModelType type = model(ModelFiles.softmax())
                .input("a", D)
                .input("b", D)
                .output("label", Type.STRING)
                .output("probability", D)
                .output("probability_c", D)
                .with("output", "logits")
                .with("scores", "logits")
                .with("labels", "a,b,c")
                .define();
        assertThat(type.labels()).containsExactly("a", "b", "c");
        assertThat(type.answers()).containsExactly(Answer.NAME, Answer.NUMBER, Answer.NUMBER);
        double[] prediction = predict(type, new double[][] {{0, 2}})[0];
        double sum = 1 + Math.exp(2) + Math.exp(1);
        assertThat(prediction[0]).isEqualTo(1);
        assertThat(prediction[1]).isCloseTo(Math.exp(2) / sum, within(1e-9));
        assertThat(prediction[2]).isCloseTo(Math.exp(1) / sum, within(1e-9));
    }

    @Test
    void probabilitiesStayAsTheyAre() throws IOException {
        ModelType type = model(ModelFiles.softmax())
                .input("a", D)
                .input("b", D)
                .output("label", Type.INT)
                .output("probability", D)
                .with("output", "probabilities")
                .define();
        double[] prediction = predict(type, new double[][] {{3, 2}})[0];
        assertThat(prediction[0]).isEqualTo(0);
        assertThat(prediction[1]).isCloseTo(Math.exp(3) / (Math.exp(3) + Math.exp(2) + Math.exp(1)), within(1e-6));
    }

    /** The names of classes come from the file, whether probabilities are a tensor or maps. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClassifierOfScikitLearn(boolean maps) throws IOException {
        ModelType type = model(ModelFiles.texts(maps))
                .input("a", D)
                .input("b", D)
                .output("label", Type.STRING)
                .output("probability", D)
                .output("probability_cat", D)
                .define();
        assertThat(type.labels()).containsExactly("cat", "dog");
        double[][] predictions = predict(type, new double[][] {{1, 2}, {4, 2}});
        double dog = 1 / (1 + Math.exp(-1));
        assertThat(predictions[0]).containsExactly(new double[] {1, dog, 1 - dog}, within(1e-6));
        double cat = 1 / (1 + Math.exp(-2));
        assertThat(predictions[1]).containsExactly(new double[] {0, cat, cat}, within(1e-6));
    }

    @Test
    void classesThatAreNumbersKeepThem() throws IOException {
        ModelType type = model(ModelFiles.numbers())
                .input("a", D)
                .input("b", D)
                .output("label", Type.BIGINT)
                .output("probability_7", D)
                .define();
        double[] prediction = predict(type, new double[][] {{1, 2}})[0];
        assertThat(prediction).containsExactly(new double[] {7, 1 / (1 + Math.exp(-1))}, within(1e-6));
    }

    @Test
    void classesThatAreNumbersGetNames() throws IOException {
        ModelType type = model(ModelFiles.numbers())
                .input("a", D)
                .input("b", D)
                .output("label", Type.STRING)
                .with("labels", "three,seven")
                .define();
        assertThat(type.labels()).containsExactly("three", "seven");
        assertThat(predict(type, new double[][] {{1, 2}, {2, 1}})).isDeepEqualTo(new double[][] {{1}, {0}});
    }

    @Test
    void oneProbabilityIsThatOfTrue() throws IOException {
        ModelType type = model(ModelFiles.sigmoid())
                .input("x", D)
                .output("yes", Type.BOOLEAN)
                .output("probability", D)
                .define();
        double[][] predictions = predict(type, new double[][] {{1}, {-2}});
        assertThat(predictions[0]).containsExactly(new double[] {1, 1 / (1 + Math.exp(-1))}, within(1e-6));
        assertThat(predictions[1]).containsExactly(new double[] {0, 1 / (1 + Math.exp(-2))}, within(1e-6));
    }

    @Test
    void anOutlierDetectorOfScikitLearn() throws IOException {
        ModelType type = model(ModelFiles.outliers())
                .input("x", D)
                .output("score", D)
                .output("is_anomaly", Type.BOOLEAN)
                .with("task", "anomaly-detection")
                .define();
        assertThat(predict(type, new double[][] {{0.5}, {3}})).isDeepEqualTo(new double[][] {{0.5, 0}, {-2, 1}});
    }

    @Test
    void anInputForEachColumnTakesTheOneOfItsName() throws IOException {
        ModelType type = model(ModelFiles.columns())
                .input("B", Type.BOOLEAN)
                .input("a", D)
                .input("n", Type.BIGINT)
                .output("y", D)
                .define();
        assertThat(predict(type, new double[][] {{1, 0.5, 2}, {0, 0.5, 2}})).isDeepEqualTo(new double[][] {{2.5}, {0.5}
        });
    }

    /** NULL cannot be put where whole numbers or truth is wanted: then nothing is known. */
    @Test
    void whatIsMissingMakesAnUnknownPrediction() throws IOException {
        ModelType type = model(ModelFiles.columns())
                .input("x", D)
                .input("y", Type.BIGINT)
                .input("z", Type.BOOLEAN)
                .output("sum", D)
                .with("input", "a,n,b")
                .define();
        double n = Double.NaN;
        double[][] predictions = predict(type, new double[][] {{1, n, 1}, {1, 2, n}, {n, 2, 0}, {1, 2, 1}});
        assertThat(Arrays.deepToString(predictions)).isEqualTo("[[NaN], [NaN], [NaN], [3.0]]");
    }

    @Test
    void whatIsNotFiniteIsUnknown() throws IOException {
        ModelType type =
                model(ModelFiles.inverse()).input("x", D).output("y", D).define();
        double[][] predictions = predict(type, new double[][] {{0}, {4}, {Double.NaN}});
        assertThat(Arrays.deepToString(predictions)).isEqualTo("[[NaN], [0.25], [NaN]]");
    }

    @Test
    void aClassOfNothingIsUnknown() throws IOException {
        ModelType type = model(ModelFiles.texts(false))
                .input("a", D)
                .input("b", D)
                .output("label", Type.STRING)
                .output("probability", D)
                .define();
        assertThat(predict(type, new double[][] {{Double.NaN, 1}})[0]).containsOnly(Double.NaN);
    }

    @Test
    void severalNumbersFillSeveralColumns() throws IOException {
        ModelType type = model(ModelFiles.softmax())
                .input("a", D)
                .input("b", D)
                .output("x", D)
                .output("y", D)
                .output("z", D)
                .with("output", "logits")
                .define();
        assertThat(predict(type, new double[][] {{5, 6}})).isDeepEqualTo(new double[][] {{5, 6, 1}});
    }

    @Test
    void manyThreadsPredictAtOnce() throws Exception {
        ModelType type = model(ModelFiles.layers())
                .input("a", D)
                .input("b", D)
                .output("y", D)
                .define();
        Model model = type.create();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int offset = t;
                all.add(threads.submit(() -> {
                    boolean right = true;
                    for (int round = 0; round < 200; round++) {
                        double[][] rows = new double[offset + 1][];
                        for (int i = 0; i < rows.length; i++) {
                            rows[i] = new double[] {round + i, offset};
                        }
                        double[][] predictions = new double[rows.length][1];
                        model.predictAll(rows, rows.length, predictions);
                        for (int i = 0; i < rows.length; i++) {
                            double difference = round + i - offset;
                            right &= predictions[i][0] == (difference > 0 ? difference : 2 * difference);
                        }
                    }
                    return right;
                }));
            }
            for (Future<Boolean> each : all) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static double[][] predict(ModelType type, double[][] rows) {
        double[][] predictions = new double[rows.length][type.width()];
        type.create().predictAll(rows, rows.length, predictions);
        return predictions;
    }
}
