package io.millrace.learn.metric;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * What a detector of anomalies said, where nobody knows whether it was right: {@code anomalies}, how many rows it took for
 * some; {@code anomaly-rate}, their share; {@code mean-score}. Of all rows since the start.
 */
public final class DetectionScores implements Scores {
    private long rows;
    private long anomalies;
    private double mean;

    /** Takes what was said of a row; one whose score is not finite counts nothing. */
    public void add(double score, boolean isAnomaly) {
        if (!Double.isFinite(score)) {
            return;
        }
        rows++;
        anomalies += isAnomaly ? 1 : 0;
        // Divided first: the difference of two huge scores is not finite.
        mean += score / rows - mean / rows;
    }

    @Override
    public List<Score> values() {
        return List.of(
                new Score("anomalies", anomalies),
                new Score("anomaly-rate", rows == 0 ? Double.NaN : (double) anomalies / rows),
                new Score("mean-score", rows == 0 ? Double.NaN : mean));
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(rows);
        out.writeLong(anomalies);
        out.writeDouble(mean);
    }

    @Override
    public void read(DataInput in) throws IOException {
        rows = in.readLong();
        anomalies = in.readLong();
        mean = in.readDouble();
    }

    @Override
    public long bytes() {
        return 40;
    }
}
