package io.millrace.server;

import java.util.Arrays;
import java.util.List;

/** The lines a browser has, so that only what differs is sent. One thread at a time. */
final class SentLines {
    private List<String> names = List.of();
    private long[] times = new long[0];
    private double[][] values = new double[0][];

    /** Writes what makes the browser's lines equal to these, or nothing at all; says whether it wrote. */
    boolean write(Json json, List<Series> series, ChartGrid.Points points) {
        List<String> newNames = series.stream().map(Series::name).toList();
        boolean all = !newNames.equals(names);
        int head = all || points.times().length == 0 ? times.length : firstAt(points.times()[0]);
        int same = 0;
        while (head + same < times.length && same < points.times().length && equalAt(head + same, points, same)) {
            same++;
        }
        if (!all && head == 0 && same == times.length && same == points.times().length) {
            return false;
        }
        all |= same == 0;
        json.name("lines").open('{').name("all").bool(all);
        if (all) {
            json.name("names").open('[');
            newNames.forEach(json::text);
            json.close(']');
        }
        json.name("head").number(all ? 0 : head).name("keep").number(all ? 0 : same);
        writePoints(json, points, all ? 0 : same);
        json.name("latest").open('[');
        series.forEach(line -> json.number(line.latest()));
        json.close(']').close('}');
        names = newNames;
        times = points.times();
        values = points.values();
        return true;
    }

    private static void writePoints(Json json, ChartGrid.Points points, int from) {
        json.name("x").open('[');
        for (int i = from; i < points.times().length; i++) {
            json.number(points.times()[i] / 1000.0);
        }
        json.close(']').name("y").open('[');
        for (double[] line : points.values()) {
            json.open('[');
            for (int i = from; i < line.length; i++) {
                json.number(line[i]);
            }
            json.close(']');
        }
        json.close(']');
    }

    private boolean equalAt(int mine, ChartGrid.Points points, int theirs) {
        if (times[mine] != points.times()[theirs]) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if (Double.compare(values[i][mine], points.values()[i][theirs]) != 0) {
                return false;
            }
        }
        return true;
    }

    private int firstAt(long time) {
        int at = Arrays.binarySearch(times, time);
        while (at > 0 && times[at - 1] == time) {
            at--;
        }
        return at < 0 ? -at - 1 : at;
    }

    /** The browser has nothing any more. */
    void forget() {
        names = List.of();
        times = new long[0];
        values = new double[0][];
    }
}
