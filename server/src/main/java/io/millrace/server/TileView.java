package io.millrace.server;

import java.util.List;

/**
 * What one browser wants to see of one tile.
 *
 * @param mode how it is looked at
 * @param widthPixels the chart's width
 * @param measures the columns to draw; empty for the plan's own choice
 * @param offset the first row of the table's visible part
 * @param count how many rows of it
 */
record TileView(Mode mode, int widthPixels, List<Integer> measures, int offset, int count) {
    static final TileView HIDDEN = new TileView(Mode.HIDDEN, 0, List.of(), 0, 0);

    private static final int ROWS_MAX = 200;
    private static final int WIDTH_MAX = 4_000;

    /** How a tile is looked at. */
    enum Mode {
        CHART,
        TABLE,
        HIDDEN
    }

    static TileView chart(int widthPixels, List<Integer> measures) {
        return new TileView(Mode.CHART, Math.max(16, Math.min(widthPixels, WIDTH_MAX)), measures, 0, 0);
    }

    static TileView table(int offset, int count) {
        return new TileView(Mode.TABLE, 0, List.of(), Math.max(0, offset), Math.max(0, Math.min(count, ROWS_MAX)));
    }
}
