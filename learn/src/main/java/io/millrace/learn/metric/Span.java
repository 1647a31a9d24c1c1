package io.millrace.learn.metric;

/**
 * Which rows a score is about.
 *
 * @param rows the last so many; 0 for all
 * @param fading what a row counts one row later, against 1 now; 1 for as much as ever
 */
public record Span(int rows, double fading) {
    private static final int ROWS_MAX = 10_000_000;

    public Span {
        if (rows < 0 || rows > ROWS_MAX || !(fading > 0 && fading <= 1) || (rows > 0 && fading < 1)) {
            throw new IllegalArgumentException("no span: " + rows + " rows, fading " + fading);
        }
    }

    /** All rows since the start. */
    public static Span all() {
        return new Span(0, 1);
    }

    /**
     * The last rows. They are kept, and scores are made from them when somebody asks: adding a row costs the same
     * whatever the number, asking costs in proportion to it, and nothing is left behind of the rows that went.
     */
    public static Span last(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("a span of no rows");
        }
        return new Span(rows, 1);
    }

    /** All rows, each counting {@code factor} times what the next one does: Gama, Sebastião and Rodrigues, 2013. */
    public static Span fading(double factor) {
        return new Span(0, factor);
    }

    boolean isWindow() {
        return rows > 0;
    }

    @Override
    public String toString() {
        return rows > 0 ? "last " + rows + " rows" : fading < 1 ? "fading " + fading : "all rows";
    }
}
