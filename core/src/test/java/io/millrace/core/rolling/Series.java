package io.millrace.core.rolling;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Series that are hard on sums. */
final class Series {
    private Series() {}

    static Map<String, double[]> nasty(int length, long seed) {
        Random random = new Random(seed);
        Map<String, double[]> series = new LinkedHashMap<>();
        series.put("uniform", fill(length, i -> random.nextDouble()));
        series.put("from 1e9 to 1e-9", fill(length, i -> (i < length / 3 ? 1e9 : 1e-9) * (1 + random.nextDouble())));
        series.put("alternating", fill(length, i -> (i % 2 == 0 ? 1 : -1) * (1e6 + random.nextDouble())));
        series.put("denormal", fill(length, i -> random.nextInt(1000) * Double.MIN_VALUE));
        series.put("1e300", fill(length, i -> 1e300 * random.nextGaussian()));
        series.put("half an ulp after one", fill(length, i -> i % 7 == 0 ? 1 : 0x1p-53));
        series.put(
                "every magnitude",
                fill(length, i -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(1200) - 600)));
        series.put("constant", fill(length, i -> 0.1));
        return series;
    }

    static double[] fill(int length, IntToDoubleFunction function) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = function.applyAsDouble(i);
        }
        return values;
    }
}
