package io.millrace.bench.learn;

import io.millrace.core.learn.Feature;
import io.millrace.core.learn.Features;
import io.millrace.core.learn.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Data sets in a folder, with the columns that published results were made from. */
final class DataSets {
    /** Reads a data set. */
    @FunctionalInterface
    interface Reader {
        DataSet read(Path folder) throws IOException;
    }

    private static final List<String> ELEC6 =
            List.of("period", "nswprice", "nswdemand", "vicprice", "vicdemand", "transfer");
    private static final List<String> BIKE = List.of(
            "season",
            "yr",
            "mnth",
            "hr",
            "holiday",
            "weekday",
            "workingday",
            "weathersit",
            "temp",
            "atemp",
            "hum",
            "windspeed");

    private DataSets() {}

    /** By name, in the order of the report. */
    static Map<String, Reader> all() {
        Map<String, Reader> all = new LinkedHashMap<>();
        all.put("elec8", folder -> elec(folder, true));
        all.put("elec6", folder -> elec(folder, false));
        all.put("elec-tiny", DataSets::elecTiny);
        all.put("fried", folder -> numbers("fried", folder.resolve("regression/fried.csv"), "target"));
        all.put("ccpp", folder -> numbers("ccpp", folder.resolve("regression/ccpp_power_plant.csv"), "PE"));
        all.put("bike", folder -> bike(folder, "bike"));
        all.put("bike-lags", folder -> bike(folder, "bike-lags", 1, 2, 24, 168));
        all.put("bike-old-lags", folder -> bike(folder, "bike-old-lags", 25, 26, 48, 168));
        all.put("pm25", folder -> pollution(folder, "pm25"));
        all.put("pm25-lags", folder -> pollution(folder, "pm25-lags", 1, 2, 24));
        all.put("pm25-old-lags", folder -> pollution(folder, "pm25-old-lags", 25, 26, 48));
        return all;
    }

    /** One of them. */
    static DataSet read(String name, Path folder) throws IOException {
        Reader reader = all().get(name);
        if (reader == null) {
            throw new IllegalArgumentException("no data set: " + name);
        }
        return reader.read(folder);
    }

    /** Elec2 as the papers have it, or without date and day as CapyMOA has it today. */
    private static DataSet elec(Path folder, boolean hasDate) throws IOException {
        Table table = Table.read(folder.resolve("classification/elec2_elecNormNew.csv"));
        List<Feature> features = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        if (hasDate) {
            features.add(Feature.numeric("date"));
            columns.add(table.numbers("date"));
            features.add(Feature.nominal("day", 7));
            columns.add(Arrays.stream(table.numbers("day")).map(day -> day - 1).toArray());
        }
        addNumbers(table, ELEC6, features, columns);
        double[] classes = table.indexes("class", List.of("UP", "DOWN"));
        return classification(hasDate ? "elec8" : "elec6", features, columns, classes);
    }

    private static DataSet elecTiny(Path folder) throws IOException {
        Table table = Table.read(folder.resolve("classification/elec_tiny_capymoa.csv"));
        List<Feature> features = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        addNumbers(table, ELEC6, features, columns);
        return classification("elec-tiny", features, columns, table.numbers("class"));
    }

    private static DataSet classification(
            String name, List<Feature> features, List<double[]> columns, double[] classes) {
        return new DataSet(
                name, Task.CLASSIFICATION, Features.of(features), 2, Table.rows(columns), classes, new int[0]);
    }

    /** Every column but the target, all numbers. */
    private static DataSet numbers(String name, Path file, String target) throws IOException {
        Table table = Table.read(file);
        List<Feature> features = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        List<String> names = new ArrayList<>(table.columns());
        names.remove(target);
        addNumbers(table, names, features, columns);
        return regression(name, features, columns, table.numbers(target), new int[0]);
    }

    /** Rentals an hour; without the two columns that sum up to them. */
    private static DataSet bike(Path folder, String name, int... lags) throws IOException {
        Table table = Table.read(folder.resolve("regression/bike_hour.csv"));
        List<Feature> features = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        addNumbers(table, BIKE, features, columns);
        double[] target = table.numbers("cnt");
        addLags(target, features, columns, lags);
        if (lags.length > 0) {
            addHours(table.numbers("hr"), table.numbers("workingday"), features, columns);
        }
        return regression(name, features, columns, target, 24, 168);
    }

    /** Fine dust in Beijing an hour, without hours that nobody measured. */
    private static DataSet pollution(Path folder, String name, int... lags) throws IOException {
        Table table = Table.read(folder.resolve("regression/beijing_pm25.csv")).without("NA", "pm2.5");
        List<Feature> features = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        addNumbers(table, List.of("month", "day", "hour", "DEWP", "TEMP", "PRES"), features, columns);
        features.add(Feature.nominal("cbwd", 4));
        columns.add(table.indexes("cbwd", List.of("NE", "NW", "SE", "cv")));
        addNumbers(table, List.of("Iws", "Is", "Ir"), features, columns);
        double[] target = table.numbers("pm2.5");
        addLags(target, features, columns, lags);
        return regression(name, features, columns, target, 24);
    }

    private static DataSet regression(
            String name, List<Feature> features, List<double[]> columns, double[] target, int... seasons) {
        return new DataSet(name, Task.REGRESSION, Features.of(features), 0, Table.rows(columns), target, seasons);
    }

    private static void addNumbers(Table table, List<String> names, List<Feature> features, List<double[]> columns) {
        for (String name : names) {
            features.add(Feature.numeric(name));
            columns.add(table.numbers(name));
        }
    }

    /** What {@code LAG} says in SQL; lags from 25 on are known a day later, too. */
    private static void addLags(double[] target, List<Feature> features, List<double[]> columns, int... lags) {
        for (int lag : lags) {
            features.add(Feature.numeric("lag" + lag));
            columns.add(Table.lagged(target, lag));
        }
    }

    /** The hour of a working day or of another day, as one of 48. */
    private static void addHours(double[] hours, double[] workingDays, List<Feature> features, List<double[]> columns) {
        double[] both = new double[hours.length];
        Arrays.setAll(both, i -> hours[i] + 24 * workingDays[i]);
        features.add(Feature.nominal("hour_of_day", 48));
        columns.add(both);
    }
}
