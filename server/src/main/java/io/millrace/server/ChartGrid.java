package io.millrace.server;

import java.util.Arrays;
import java.util.List;

/**
 * Lines reduced to what the columns of pixels can show: in each column every line's smallest, largest and last value.
 * The columns lie on a fixed raster (their width is a power of two of microseconds), so that a chart that grows to the
 * right stays the same on the left and only what is new has to be sent.
 */
final class ChartGrid {
    private static final int COLUMNS_MAX = 4_096;

    private final long step;
    private final long firstColumn;
    private final int columns;
    private final double[][] lows;
    private final double[][] highs;
    private final double[][] lasts;
    private final long[] firstTimes;
    private final long[] lastTimes;

    private ChartGrid(int lines, long from, long to, int widthPixels) {
        long wanted = Math.max(1, (to - from) / Math.max(16, Math.min(widthPixels, COLUMNS_MAX)));
        step = Long.highestOneBit(wanted) == wanted ? wanted : Long.highestOneBit(wanted) << 1;
        firstColumn = Math.floorDiv(from, step);
        columns = (int) (Math.floorDiv(to, step) - firstColumn + 1);
        lows = new double[lines][columns];
        highs = new double[lines][columns];
        lasts = new double[lines][columns];
        firstTimes = new long[columns];
        lastTimes = new long[columns];
        Arrays.fill(firstTimes, Long.MAX_VALUE);
        Arrays.fill(lastTimes, Long.MIN_VALUE);
        for (double[] line : lasts) {
            Arrays.fill(line, Double.NaN);
        }
    }

    /**
     * Points to draw; a point a line does not have is NaN.
     *
     * @param times ascending, in microseconds since 1970
     * @param values by line and point
     */
    record Points(long[] times, double[][] values) {}

    /** The lines from a time on (microseconds; {@link Long#MIN_VALUE} for all), for a chart of this width. */
    static Points of(List<Series> lines, long from, int widthPixels) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Series line : lines) {
            first = Math.min(first, line.firstTime());
            last = Math.max(last, line.latestTime());
        }
        first = Math.max(first, from);
        if (first > last) {
            return new Points(new long[0], new double[lines.size()][0]);
        }
        ChartGrid grid = new ChartGrid(lines.size(), first, last, widthPixels);
        long start = grid.firstColumn * grid.step;
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i).fill(grid, i, start);
        }
        return grid.points();
    }

    /** Adds one point, or several put together: the time of the first and the last, smallest, largest, last value. */
    void add(int line, long firstTime, long lastTime, double low, double high, double last) {
        int column = (int) Math.max(0, Math.min(columns - 1, Math.floorDiv(lastTime, step) - firstColumn));
        firstTimes[column] = Math.min(firstTimes[column], Math.max(firstTime, (firstColumn + column) * step));
        lastTimes[column] = Math.max(lastTimes[column], lastTime);
        boolean empty = Double.isNaN(lasts[line][column]);
        lows[line][column] = empty ? low : Math.min(lows[line][column], low);
        highs[line][column] = empty ? high : Math.max(highs[line][column], high);
        lasts[line][column] = last;
    }

    private Points points() {
        long[] times = new long[2 * columns];
        double[][] values = new double[lasts.length][2 * columns];
        int size = 0;
        for (int column = 0; column < columns; column++) {
            if (lastTimes[column] == Long.MIN_VALUE) {
                continue;
            }
            if (spread(column)) {
                times[size] = firstTimes[column];
                for (int line = 0; line < lasts.length; line++) {
                    values[line][size] = firstOfTwo(line, column);
                }
                size++;
            }
            times[size] = lastTimes[column];
            for (int line = 0; line < lasts.length; line++) {
                values[line][size] = secondOfTwo(line, column);
            }
            size++;
        }
        for (int line = 0; line < lasts.length; line++) {
            values[line] = Arrays.copyOf(values[line], size);
        }
        return new Points(Arrays.copyOf(times, size), values);
    }

    private boolean spread(int column) {
        for (int line = 0; line < lasts.length; line++) {
            if (!Double.isNaN(lasts[line][column]) && lows[line][column] != highs[line][column]) {
                return true;
            }
        }
        return false;
    }

    private double firstOfTwo(int line, int column) {
        double low = lows[line][column];
        double high = highs[line][column];
        if (Double.isNaN(lasts[line][column]) || low == high) {
            return Double.NaN;
        }
        return endsHigh(line, column) ? low : high;
    }

    private double secondOfTwo(int line, int column) {
        if (Double.isNaN(lasts[line][column])) {
            return Double.NaN;
        }
        return endsHigh(line, column) ? highs[line][column] : lows[line][column];
    }

    private boolean endsHigh(int line, int column) {
        double last = lasts[line][column];
        return highs[line][column] - last <= last - lows[line][column];
    }
}
