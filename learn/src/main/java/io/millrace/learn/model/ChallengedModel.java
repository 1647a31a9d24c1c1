package io.millrace.learn.model;

import io.millrace.core.learn.Explained;
import io.millrace.core.learn.Model;
import io.millrace.core.learn.ModelEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two models that learn the same rows: the champion predicts, and the challenger takes its place when it was better by a
 * margin in the latest rows. Then the other one is the challenger. Both are compared by what they say of a row right
 * before they learn it, also where the label came late and the champion had said something else before: knowing more
 * must not be the challenger's advantage.
 */
final class ChallengedModel implements Model {
    private static final int EVENTS_MOST = 1000;

    private final Challenge challenge;
    private final LearningModel first;
    private final LearningModel second;
    private final double[] said;
    /** What happened to champions so far, without the latest of the one that is. */
    private final List<ModelEvent> events = new ArrayList<>();

    private boolean isSecondChampion;
    private long promoted;
    /** Rows since the last comparison, and the sums of errors in them. */
    private int compared;

    private double championErrors;
    private double challengerErrors;

    /**
     * @param first the champion at first
     * @param width how many numbers a prediction has
     */
    ChallengedModel(Challenge challenge, LearningModel first, LearningModel second, int width) {
        this.challenge = challenge;
        this.first = first;
        this.second = second;
        said = new double[width];
    }

    private LearningModel champion() {
        return isSecondChampion ? second : first;
    }

    private LearningModel challenger() {
        return isSecondChampion ? first : second;
    }

    @Override
    public void predict(double[] row, double[] prediction) {
        champion().predict(row, prediction);
    }

    @Override
    public void learn(double[] row, double label, double[] prediction) {
        champion().predict(row, said);
        double error = champion().error(label, said);
        champion().learn(row, label, prediction);
        challenge(row, label, error);
    }

    @Override
    public void predictThenLearn(double[] row, double label, double[] prediction) {
        champion().predictThenLearn(row, label, prediction);
        challenge(row, label, champion().error(label, prediction));
    }

    private void challenge(double[] row, double label, double championError) {
        challenger().predictThenLearn(row, label, said);
        double error = challenger().error(label, said);
        if (!Double.isFinite(championError) || !Double.isFinite(error)) {
            return;
        }
        championErrors += championError;
        challengerErrors += error;
        compared++;
        if (compared < challenge.rows()) {
            return;
        }
        boolean isBetter =
                challengerErrors < championErrors && challengerErrors <= championErrors * (1 - challenge.margin());
        if (isBetter) {
            promote();
        }
        compared = 0;
        championErrors = 0;
        challengerErrors = 0;
    }

    private void promote() {
        Recipe better = isSecondChampion ? challenge.champion() : challenge.challenger();
        gather();
        events.add(new ModelEvent(
                champion().rows(),
                "promotion",
                better.algorithm().name() + " predicts from now on: the mean of its errors was "
                        + Watched.rounded(challengerErrors / compared) + " in the last " + compared
                        + " rows, against " + Watched.rounded(championErrors / compared)));
        first.exchangeScores(second);
        isSecondChampion = !isSecondChampion;
        promoted++;
    }

    /** Takes over what the champion has to tell. */
    private void gather() {
        events.addAll(champion().events());
        challenger().events();
        if (events.size() > EVENTS_MOST) {
            events.subList(0, events.size() - EVENTS_MOST).clear();
        }
    }

    /** Both must be able to: who is the champion changes. */
    @Override
    public @Nullable Explained explained() {
        return challenger().explained() == null ? null : champion().explained();
    }

    @Override
    public List<ModelEvent> events() {
        gather();
        List<ModelEvent> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    /** Those of all that was predicted, whoever was champion; and those of all that challengers would have said. */
    @Override
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = champion().metrics();
        challenger().metrics().forEach((name, value) -> {
            if (!name.equals("rows")) {
                metrics.put("challenger-" + name, value);
            }
        });
        metrics.put("promotions", (double) promoted);
        return metrics;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        first.write(out);
        second.write(out);
        out.writeBoolean(isSecondChampion);
        out.writeLong(promoted);
        out.writeInt(compared);
        out.writeDouble(championErrors);
        out.writeDouble(challengerErrors);
    }

    @Override
    public void read(DataInput in) throws IOException {
        first.read(in);
        second.read(in);
        isSecondChampion = in.readBoolean();
        promoted = in.readLong();
        compared = in.readInt();
        championErrors = in.readDouble();
        challengerErrors = in.readDouble();
    }

    @Override
    public long bytes() {
        return first.bytes() + second.bytes() + 64 + 8L * said.length;
    }
}
