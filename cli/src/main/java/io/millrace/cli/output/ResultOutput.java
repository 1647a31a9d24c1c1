package io.millrace.cli.output;

import io.millrace.core.connect.Sink;
import io.millrace.engine.pipeline.Specification;
import io.millrace.engine.pipeline.Specification.Order;

/** Prints the rows of one query. */
public interface ResultOutput extends Sink {
    /** Prints what had to wait for the end: called once, after the last epoch of a run whose inputs have all ended. */
    void complete();

    /** Whether the query has printed all that it may print, as its LIMIT says: the run can end. */
    default boolean isSatisfied() {
        return false;
    }

    /**
     * The printer for a result.
     *
     * @param changing whether rows can change or go after they came
     * @param bounded whether all inputs end
     */
    static ResultOutput create(
            OutputFormat format, Specification.Result result, boolean changing, boolean bounded, Printing printing) {
        boolean asChanges = format == OutputFormat.CHANGELOG || !bounded;
        Order order = result.order();
        boolean ordered = !order.columns().isEmpty();
        if (asChanges && (ordered || changing) && (order.limit() >= 0 || order.offset() > 0)) {
            return new TopChanges(result, format, printing);
        }
        if (asChanges) {
            return new ChangeRows(result, rows(format, result, true, bounded, printing), printing.lines());
        }
        RowFormat rows = rows(format, result, false, true, printing);
        return changing || ordered
                ? new FinalRows(result, changing, rows, printing.lines())
                : new AppendedRows(order, rows, printing.lines());
    }

    /** The layout of single rows. */
    static RowFormat rows(
            OutputFormat format, Specification.Result result, boolean withOp, boolean bounded, Printing printing) {
        return switch (format) {
            case CSV, CHANGELOG -> new CsvRows(result.schema(), withOp, printing);
            case JSON -> new JsonRows(result.schema(), withOp, printing);
            case TABLE -> new TableRows(result.schema(), withOp, bounded && !withOp, printing);
        };
    }
}
