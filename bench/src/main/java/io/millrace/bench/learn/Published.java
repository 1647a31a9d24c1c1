package io.millrace.bench.learn;

import io.millrace.learn.Learners;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What others reached. For regression the figures are the mean absolute error and the root of the mean squared error.
 *
 * @param settings of our algorithm, which make it the one that was measured
 * @param figures by the names of scores; accuracy and kappas in per cent
 * @param by who measured it, or nothing for MOA
 */
record Published(String data, String algorithm, Map<String, String> settings, Map<String, Double> figures, String by) {
    /**
     * Data set, algorithm, settings, figures. The origin of all is MOA 2024.07 with its default seeds, test-then-train,
     * but for CapyMOA's own test values on elec-tiny (2,000 rows). A tree for numbers is compared with FIMT-DD, the
     * forest of nearest leaves with SOKNL.
     */
    private static final String TABLE = """
            elec8     last-label accuracy=85.33 kappa=69.98
            elec8     majority-class accuracy=57.53
            elec8     naive-bayes accuracy=73.36 kappa=42.54
            elec8     hoeffding-tree accuracy=79.20 kappa=57.23
            elec8     extremely-fast-decision-tree accuracy=80.64 kappa=60.08
            elec8     hoeffding-adaptive-tree accuracy=83.39 kappa=65.56
            elec8     nearest-neighbors k=10 distance=range transform=none accuracy=78.38
            elec8     oza-bagging accuracy=82.42
            elec8     oza-bagging-adwin accuracy=84.35
            elec8     oza-boost accuracy=86.73 kappa=72.77
            elec8     leveraging-bagging accuracy=89.80 kappa=79.00
            elec8     adaptive-random-forest accuracy=89.33 kappa=78.05
            elec8     streaming-random-patches accuracy=88.82 kappa=76.99
            elec8     adaptive-random-forest ensemble-size=100 accuracy=90.05 kappa=79.55
            elec8     hoeffding-tree grace-period=50 delta=0.001 accuracy=81.66 by=CapyMOA
            elec8     logistic-regression learning-rate=0.005 accuracy=82.21 by=River
            elec8     streaming-gradient-boosted-trees accuracy=88.52 kappa=76.37
            elec8     alma accuracy=90.64 by=River
            elec6     last-label accuracy=85.33
            elec6     majority-class accuracy=57.54
            elec6     naive-bayes accuracy=73.63
            elec6     hoeffding-tree accuracy=78.28
            elec6     extremely-fast-decision-tree accuracy=78.12
            elec6     hoeffding-adaptive-tree accuracy=80.94
            elec6     nearest-neighbors k=10 distance=range transform=none accuracy=80.33
            elec6     oza-bagging accuracy=79.15
            elec6     oza-bagging-adwin accuracy=82.10
            elec6     leveraging-bagging accuracy=86.41
            elec6     adaptive-random-forest accuracy=87.57
            elec6     streaming-random-patches accuracy=86.25
            elec-tiny last-label accuracy=85.95
            elec-tiny majority-class accuracy=60.2
            elec-tiny naive-bayes accuracy=84.00
            elec-tiny hoeffding-tree accuracy=82.65
            elec-tiny hoeffding-tree grace-period=50 delta=0.001 accuracy=83.85 kappa=66.04
            elec-tiny nearest-neighbors k=3 distance=range transform=none accuracy=81.6
            elec-tiny adaptive-random-forest ensemble-size=100 accuracy=89.0
            elec-tiny streaming-random-patches ensemble-size=100 accuracy=90.2
            elec-tiny leveraging-bagging accuracy=86.7
            elec-tiny streaming-gradient-boosted-trees accuracy=88.75
            elec-tiny extremely-fast-decision-tree accuracy=82.69
            elec-tiny hoeffding-adaptive-tree accuracy=84.15
            fried     last-value mae=5.71 rmse=7.09
            fried     hoeffding-tree mae=2.02 rmse=2.74
            fried     nearest-neighbors k=10 distance=range transform=none mae=2.13 rmse=2.68
            fried     adaptive-model-rules mae=1.92 rmse=2.48
            fried     adaptive-random-forest mae=2.58 rmse=3.31
            fried     self-optimising-k-nearest-leaves mae=1.86 rmse=2.36
            ccpp      last-value mae=19.6 rmse=24.2
            ccpp      hoeffding-tree mae=4.66 rmse=9.32
            ccpp      nearest-neighbors k=10 distance=range transform=none mae=3.58 rmse=6.60
            ccpp      adaptive-model-rules mae=3.63 rmse=6.58
            ccpp      adaptive-random-forest mae=54.1 rmse=71.1
            ccpp      self-optimising-k-nearest-leaves mae=4.29 rmse=7.42
            ccpp      recursive-least-squares p0=1000000 mae=3.69 rmse=6.59 by=least-squares
            bike      last-value mae=64.9 rmse=101.4
            bike      hoeffding-tree mae=92.8 rmse=572
            bike      nearest-neighbors k=10 distance=range transform=none mae=91.1 rmse=131.7
            bike      adaptive-model-rules mae=82.6 rmse=135.0
            bike      adaptive-random-forest mae=61.2 rmse=95.6
            bike      self-optimising-k-nearest-leaves mae=57.9 rmse=85.9
            bike-lags hoeffding-tree mae=73.2
            bike-lags adaptive-model-rules mae=48.3
            bike-lags adaptive-random-forest mae=49.9
            bike-lags self-optimising-k-nearest-leaves mae=43.7
            bike-lags recursive-least-squares forgetting=0.9995 mae=31.1 rmse=47.0 by=least-squares
            pm25      last-value mae=13.0 rmse=24.5
            pm25      hoeffding-tree mae=50.9 rmse=84.1
            pm25      nearest-neighbors k=10 distance=range transform=none mae=44.9 rmse=67.4
            pm25      adaptive-model-rules mae=46.8 rmse=82.8
            pm25      adaptive-random-forest mae=31.8 rmse=48.3
            pm25      self-optimising-k-nearest-leaves mae=30.5 rmse=46.4
            pm25-lags hoeffding-tree mae=20.3
            pm25-lags adaptive-model-rules mae=16.5
            pm25-lags adaptive-random-forest mae=29.8
            pm25-lags self-optimising-k-nearest-leaves mae=28.2
            pm25-lags recursive-least-squares forgetting=0.9999 mae=13.9 rmse=24.2 by=least-squares
            """;

    private static final List<String> FIGURES = List.of("accuracy", "kappa", "mae", "rmse");

    static final List<Published> ALL = parse();

    private static List<Published> parse() {
        List<Published> all = new ArrayList<>();
        for (String line : TABLE.lines().toList()) {
            String[] words = line.trim().split("\\s+");
            Map<String, String> settings = new LinkedHashMap<>();
            Map<String, Double> figures = new HashMap<>();
            String by = "";
            for (int i = 2; i < words.length; i++) {
                int equal = words[i].indexOf('=');
                String name = words[i].substring(0, equal);
                String value = words[i].substring(equal + 1);
                if (FIGURES.contains(name)) {
                    figures.put(name, Double.parseDouble(value));
                } else if (name.equals("by")) {
                    by = value;
                } else {
                    settings.put(name, value);
                }
            }
            all.add(new Published(words[0], words[1], settings, figures, by));
        }
        return List.copyOf(all);
    }

    /** What was published for a data set about algorithms that we have. */
    static List<Published> of(DataSet data) {
        return ALL.stream()
                .filter(published -> published.data.equals(data.name())
                        && Learners.find(data.task(), published.algorithm).isPresent())
                .toList();
    }
}
