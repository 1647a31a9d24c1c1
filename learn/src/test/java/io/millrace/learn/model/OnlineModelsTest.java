package io.millrace.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.learn.Learner;
import io.millrace.core.learn.Model;
import io.millrace.core.learn.ModelEvent;
import io.millrace.core.learn.ModelProvider.InvalidModelException;
import io.millrace.core.learn.ModelProvider.Request;
import io.millrace.core.learn.ModelType;
import io.millrace.core.type.Column;
import io.millrace.core.type.Type;
import io.millrace.learn.Learners;
import io.millrace.learn.random.Randomness;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnlineModelsTest {
    private static final Map<String, Type> TYPES =
            Map.of("DOUBLE", Type.DOUBLE, "BOOLEAN", Type.BOOLEAN, "BIGINT", Type.BIGINT);
    private static final OnlineModels PROVIDER = new OnlineModels(Learners.ALL);

    /** @param options names and values, with = and commas between them */
    private static ModelType type(String output, String options) {
        List<Column> outputs = Arrays.stream(output.split(", "))
                .map(each -> new Column(each.split(" ")[0], TYPES.get(each.split(" ")[1])))
                .toList();
        Map<String, String> with = new HashMap<>();
        for (String option : options.split(", ")) {
            with.put(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
        }
        return PROVIDER.define(
                new Request("m", List.of(new Column("x", Type.DOUBLE), new Column("y", Type.DOUBLE)), outputs, with));
    }

    private static byte[] state(Learner learner) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            learner.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Rows with a line up to row 1000, then a curve. Labels are numbers, or 0 and 1. */
    private static double[][] teach(Model model, ModelType type, int from, int to) {
        Randomness random = new Randomness(7);
        double[][] predictions = new double[to - from][type.width()];
        for (int i = 0; i < to; i++) {
            double x = random.nextDouble() * 10;
            double target = i < 1000 ? 2 * x : x * x;
            double label = !type.hasLabel() ? Double.NaN : type.classes() > 0 ? (target > 12 ? 1 : 0) : target;
            if (i >= from) {
                model.predictThenLearn(new double[] {x, random.nextDouble()}, label, predictions[i - from]);
            } else {
                random.nextDouble();
            }
        }
        return predictions;
    }

    private static final String LINE = "algorithm=recursive-least-squares, on-drift=ignore";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "z DOUBLE, lower_bound DOUBLE, upper_bound DOUBLE: " + LINE + ", coverage=0.8",
                "z DOUBLE, lower_bound DOUBLE: " + LINE + ", challenger=hoeffding-tree, challenger-rows=300",
                "z BOOLEAN, probability DOUBLE: algorithm=majority-class, challenger=naive-bayes, on-drift=swap",
                "z DOUBLE, is_anomaly BOOLEAN: task=anomaly-detection, threshold-risk=0.01, threshold-window=200",
                "z DOUBLE, is_anomaly BOOLEAN: task=anomaly-detection, threshold=peaks, algorithm=hotelling",
                "z BIGINT: task=clustering, algorithm=k-means"
            })
    void aModelWrittenAndReadInBetweenIsTheSame(String definition) throws IOException {
        ModelType type = type(definition.split(": ")[0], definition.split(": ")[1]);
        Model straight = type.create();
        teach(straight, type, 0, 1450);
        Model resumed = type.create();
        resumed.read(new DataInputStream(new ByteArrayInputStream(state(straight))));
        assertThat(state(resumed)).isEqualTo(state(straight));
        assertThat(resumed.metrics()).isEqualTo(straight.metrics());
        double[][] predictions = teach(straight, type, 1450, 2500);
        assertThat(Arrays.deepEquals(teach(resumed, type, 1450, 2500), predictions))
                .isTrue();
        assertThat(state(resumed)).isEqualTo(state(straight));
        assertThat(resumed.bytes()).isPositive();
    }

    @Test
    void theChallengerPredictsOnceItWasBetterByTheMargin() {
        ModelType type = type("z DOUBLE", LINE + ", challenger=hoeffding-tree, challenger-rows=200");
        assertThat(type.description()).isEqualTo("recursive-least-squares, challenged by hoeffding-tree");
        Model model = type.create();
        Model line = type("z DOUBLE", LINE).create();
        double[][] predictions = teach(model, type, 0, 1100);
        assertThat(Arrays.deepEquals(predictions, teach(line, type, 0, 1100))).isTrue();
        assertThat(model.events()).isEmpty();
        double[][] later = teach(model, type, 1100, 3000);
        assertThat(later[1800][0]).isNotEqualTo(teach(line, type, 1100, 3000)[1800][0]);
        List<ModelEvent> events = model.events();
        assertThat(events).extracting(ModelEvent::kind).containsExactly("promotion");
        assertThat(events.get(0).detail()).startsWith("hoeffding-tree predicts from now on");
        assertThat(model.metrics()).containsEntry("promotions", 1.0).containsEntry("rows", 3000.0);
        // What was predicted is better than what the challengers would have said, and than the line alone.
        assertThat(model.metrics().get("mae"))
                .isLessThan(model.metrics().get("challenger-mae"))
                .isLessThan(line.metrics().get("mae"));
    }

    @Test
    void aLabelThatCameLateGivesTheChallengerNoAdvantage() {
        String same = "algorithm=target-mean, challenger=target-mean, challenger-margin=0, challenger-rows=10";
        ModelType type = type("z DOUBLE", same);
        Model model = type.create();
        double[] early = {0, Double.NaN, Double.NaN};
        for (int i = 0; i < 500; i++) {
            model.learn(new double[] {i, 0}, 100 + i % 7, early);
        }
        assertThat(model.events()).extracting(ModelEvent::kind).doesNotContain("promotion");
        assertThat(model.metrics().get("mae")).isGreaterThan(99);
        assertThat(model.metrics().get("challenger-mae")).isLessThan(10);
    }

    @Test
    void boundsHoldTheShareThatIsAskedFor() {
        ModelType type = type("z DOUBLE, lower_bound DOUBLE, upper_bound DOUBLE", LINE + ", coverage=0.8");
        Model model = type.create();
        double[][] predictions = teach(model, type, 0, 4000);
        assertThat(predictions[0]).containsOnly(Double.NaN);
        assertThat(predictions[3999][1]).isLessThan(predictions[3999][0]);
        assertThat(predictions[3999][2]).isGreaterThan(predictions[3999][0]);
        assertThat(model.metrics().get("coverage")).isBetween(0.79, 0.81);
        assertThat(type("z DOUBLE", LINE).create().metrics()).doesNotContainKey("coverage");
    }

    @Test
    void whatIsAnAnomalyIsNotKnownBeforeTheWindowHasEnoughScores() {
        ModelType type =
                type("z DOUBLE, is_anomaly BOOLEAN", "task=anomaly-detection, algorithm=z-score, threshold-risk=0.01");
        double[][] predictions = teach(type.create(), type, 0, 900);
        assertThat(predictions[98][1]).isNaN();
        assertThat(predictions[101][1]).isBetween(0.0, 1.0);
        assertThat(Arrays.stream(predictions).filter(each -> each[1] == 1).count())
                .isBetween(1L, 30L);
    }

    @Test
    void aPredictionOfAChallengedModelChangesNothing() {
        ModelType type = type("z DOUBLE, upper_bound DOUBLE", LINE + ", challenger=hoeffding-tree, challenger-rows=50");
        Model model = type.create();
        teach(model, type, 0, 1500);
        byte[] before = state(model);
        double[] answer = new double[type.width()];
        model.predict(new double[] {3, 4}, answer);
        double[] again = new double[type.width()];
        model.predict(new double[] {3, 4}, again);
        assertThat(again).isEqualTo(answer);
        assertThat(state(model)).isEqualTo(before);
    }

    @Test
    void whatMakesNoSenseIsSaid() {
        assertThatThrownBy(() -> type("z DOUBLE", LINE + ", challenger.grace-period=9"))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("there is no challenger");
        assertThatThrownBy(() -> type("z DOUBLE", LINE + ", coverage=0.8"))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("for a column of OUTPUT that is not there");
    }
}
