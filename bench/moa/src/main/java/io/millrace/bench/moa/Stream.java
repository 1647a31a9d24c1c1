package io.millrace.bench.moa;

import com.yahoo.labs.samoa.instances.Attribute;
import com.yahoo.labs.samoa.instances.DenseInstance;
import com.yahoo.labs.samoa.instances.Instance;
import com.yahoo.labs.samoa.instances.Instances;
import com.yahoo.labs.samoa.instances.InstancesHeader;
import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows in memory, for both sides: a place for each feature, and the answer.
 *
 * @param classes how many classes the answers are; 0 for numbers
 */
record Stream(String name, Features features, int classes, double[][] rows, double[] answers) {
    /**
     * A file of numbers separated by commas with the answer last, below a header that has {@code name:values} for a
     * nominal feature and for an answer that is a class.
     */
    static Stream read(String name, Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<Feature> columns = new ArrayList<>();
        for (String column : lines.get(0).split(",")) {
            String[] parts = column.split(":");
            columns.add(
                    parts.length == 1
                            ? Feature.numeric(parts[0])
                            : Feature.nominal(parts[0], Integer.parseInt(parts[1])));
        }
        int width = columns.size() - 1;
        double[][] rows = new double[lines.size() - 1][];
        double[] answers = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double[] values = Arrays.stream(lines.get(i + 1).split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            rows[i] = Arrays.copyOf(values, width);
            answers[i] = values[width];
        }
        Feature answer = columns.get(width);
        return new Stream(name, Features.of(columns.subList(0, width)), answer.values(), rows, answers);
    }

    /** Elec2 as the papers have it: eight features, of which the day of the week is nominal. */
    static Stream elec2(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("classification/elec2_elecNormNew.csv"));
        String[] header = lines.get(0).split(",");
        List<Feature> features = new ArrayList<>();
        for (int j = 0; j < header.length - 1; j++) {
            features.add(header[j].equals("day") ? Feature.nominal("day", 7) : Feature.numeric(header[j]));
        }
        double[][] rows = new double[lines.size() - 1][features.size()];
        double[] answers = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            String[] values = lines.get(i + 1).split(",");
            for (int j = 0; j < features.size(); j++) {
                rows[i][j] = Double.parseDouble(values[j]) - (header[j].equals("day") ? 1 : 0);
            }
            answers[i] = values[features.size()].equals("UP") ? 0 : 1;
        }
        return new Stream("elec8", Features.of(features), 2, rows, answers);
    }

    /** A file of numbers alone, the last column the answer. */
    static Stream numbers(String name, Path file) throws IOException {
        Stream stream = read(name, file);
        return new Stream(name, stream.features, 0, stream.rows, stream.answers);
    }

    /** What MOA calls rows. */
    Instance[] instances() {
        ArrayList<Attribute> attributes = new ArrayList<>();
        for (Feature feature : features.all()) {
            attributes.add(attribute(feature.name(), feature.values()));
        }
        attributes.add(attribute("answer", classes));
        Instances data = new Instances(name, attributes, 0);
        data.setClassIndex(features.size());
        InstancesHeader header = new InstancesHeader(data);
        Instance[] instances = new Instance[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double[] values = Arrays.copyOf(rows[i], features.size() + 1);
            values[features.size()] = answers[i];
            instances[i] = new DenseInstance(1, values);
            instances[i].setDataset(header);
        }
        return instances;
    }

    private static Attribute attribute(String name, int values) {
        return values == 0
                ? new Attribute(name)
                : new Attribute(
                        name, IntStream.range(0, values).mapToObj(i -> "v" + i).toList());
    }
}
