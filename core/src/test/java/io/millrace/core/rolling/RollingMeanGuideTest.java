package io.millrace.core.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What docs/rolling-mean.md says is true: its Java is this Java, its figures are these figures. */
class RollingMeanGuideTest {
    private static final double[] READINGS = {20, 21, 23, 22, 30, 31};

    private static String guide() throws IOException {
        return Files.readString(Path.of("..", "docs", "rolling-mean.md"));
    }

    private static String printed(double[] values) {
        return Arrays.toString(values);
    }

    private static double[] snippet() {
        // tag: java
        double[] readings = {20, 21, 23, 22, 30, 31};
        double[] means = RollingMean.of(readings, 3);

        RollingMean live = new RollingMean(3);
        for (double reading : readings) {
            double mean = live.add(reading);
            System.out.println(reading + " -> " + mean);
        }
        // end: java
        return means;
    }

    private static double[] mistaken(double[] x, int w) {
        // tag: mistake
        double[] means = new double[x.length];
        for (int t = 0; t < x.length; t++) {
            double sum = 0;
            for (int i = t - w; i < t; i++) {
                sum += i < 0 ? 0 : x[i];
            }
            means[t] = sum / w;
        }
        // end: mistake
        return means;
    }

    private static double[] drifting(double[] x, int w) {
        // tag: drift
        double sum = 0;
        double[] means = new double[x.length];
        for (int t = 0; t < x.length; t++) {
            sum += x[t];
            if (t >= w) {
                sum -= x[t - w];
            }
            means[t] = sum / Math.min(t + 1, w);
        }
        // end: drift
        return means;
    }

    private static double[] calmAfterStorm() {
        // tag: series
        double[] x = new double[2000];
        for (int t = 0; t < x.length; t++) {
            x[t] = t < 1000 ? 1e9 + 0.1 * t : 1e-9;
        }
        // end: series
        return x;
    }

    @Test
    void showsThisCode() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/millrace/core/rolling/RollingMeanGuideTest.java"));
        String guide = guide();
        for (String name : new String[] {"java", "mistake", "drift", "series"}) {
            String begin = "// tag: " + name + "\n";
            int from = source.indexOf(begin) + begin.length();
            String code = source.substring(from, source.indexOf("        // end: " + name + "\n", from));
            assertThat(guide).contains("```java\n" + code.replaceAll("(?m)^ {8}", "") + "```");
        }
    }

    @Test
    void showsTheseFigures() throws IOException {
        assertThat(guide())
                .contains(printed(READINGS))
                .contains(printed(snippet()))
                .contains(printed(mistaken(READINGS, 3)))
                .contains(printed(RollingMean.of(READINGS, 3, Start.COMPLETE_WINDOWS)));
        double[] series = calmAfterStorm();
        assertThat(guide())
                .contains("running sum: " + drifting(series, 5)[1999])
                .contains("Millrace: " + RollingMean.of(series, 5)[1999]);
    }
}
