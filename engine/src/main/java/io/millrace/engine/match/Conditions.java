package io.millrace.engine.match;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.error.DataException;
import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.expression.Calculation;
import io.millrace.engine.expression.ExpressionCompiler;
import io.millrace.engine.pipeline.Recognition.Match;
import io.millrace.engine.pipeline.Recognition.Source;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether rows fulfil the conditions of variables. Those that look at the row alone are computed for a whole batch at
 * once; those that look at a partial match, for each partial match that asks.
 */
final class Conditions {
    private final Match spec;
    private final Schema columns;
    private final ZoneId zone;
    private final RowStore rows;
    private final Paths paths;
    private final PathTotals totals;
    private final ConditionSources sources;
    private final @Nullable Evaluation[] evaluations;
    private final int[] ofRow;
    private final @Nullable Calculation rowConditions;
    private Batch batch = new Batch(new Vector[0], 0);
    private @Nullable Batch results;

    /** A condition with what it needs of the evaluation row. */
    private static final class Evaluation {
        final List<Source> needed = new ArrayList<>();
        final BatchBuilder row;
        final Calculation calculation;

        Evaluation(Expression condition, Match spec, Schema offsets, ZoneId zone) {
            Expression narrow = ConditionSources.narrow(condition, spec.sources(), needed);
            List<Column> columns = needed.stream()
                    .map(source -> new Column(
                            ConditionSources.name(source, spec, offsets),
                            source.type().withNullable(true)))
                    .toList();
            Schema schema = new Schema(columns);
            row = new BatchBuilder(schema, 1);
            calculation = ExpressionCompiler.compile(null, List.of(narrow), schema, zone);
        }
    }

    /**
     * @param columns of the batches: one for each of {@link Match#offsets}
     */
    Conditions(Match spec, Schema columns, Paths paths, ConditionSources sources, ZoneId zone) {
        this.spec = spec;
        this.columns = columns;
        this.zone = zone;
        this.rows = paths.rows();
        this.paths = paths;
        this.sources = sources;
        this.totals = new PathTotals(sources.totals());
        int count = spec.variables().size();
        evaluations = new @Nullable Evaluation[count];
        ofRow = new int[count];
        List<Expression> plain = new ArrayList<>();
        for (int v = 0; v < count; v++) {
            ofRow[v] = -1;
            Expression condition = spec.variables().get(v).condition();
            if (condition != null && ConditionSources.isOfRow(condition, spec.sources())) {
                ofRow[v] = plain.size();
                plain.add(ConditionSources.overOffsets(condition, spec.sources()));
            }
        }
        rowConditions = plain.isEmpty() ? null : ExpressionCompiler.compile(null, plain, columns, zone);
    }

    /** Takes a batch, of which rows will be asked for. */
    void begin(Batch next) {
        batch = next;
        results = null;
        if (rowConditions != null) {
            try {
                results = rowConditions.apply(next);
            } catch (DataException e) {
                // It may be of a row that nobody asks for: then each is computed when it is.
                results = null;
            }
        }
    }

    /** Whether a row of the batch can follow a path as a row of a variable. */
    boolean holds(int path, int variable, int row) {
        Expression condition = spec.variables().get(variable).condition();
        if (condition == null) {
            return true;
        }
        Batch known = results;
        if (known != null && ofRow[variable] >= 0) {
            return isTrue(known.booleans(ofRow[variable]), row);
        }
        Evaluation evaluation = evaluations[variable];
        if (evaluation == null) {
            evaluation = new Evaluation(condition, spec, columns, zone);
            evaluations[variable] = evaluation;
        }
        evaluation.row.clear();
        for (int i = 0; i < evaluation.needed.size(); i++) {
            append(evaluation.needed.get(i), path, variable, row, evaluation.row.column(i));
        }
        evaluation.row.endRow();
        return isTrue(evaluation.calculation.apply(evaluation.row.build()).booleans(0), 0);
    }

    private static boolean isTrue(BooleanVector values, int row) {
        return values.get(row) && !values.isNull(row);
    }

    private void append(Source source, int path, int variable, int row, Vector.Writable out) {
        if (source instanceof Source.Current current) {
            out.append(batch.column(current.offset()), row);
        } else if (source instanceof Source.Total total) {
            totals.append(total, path, variable, batch, row, out);
        } else {
            Source.Value value = (Source.Value) source;
            int found = sources.find(value, paths, path, variable);
            if (found == ConditionSources.TRIED) {
                out.append(batch.column(value.offset()), row);
            } else if (found == Paths.NONE) {
                out.appendNull();
            } else {
                out.append(rows.column(value.offset()), found);
            }
        }
    }

    /** Says that a path was made longer by a row of the batch. */
    void extended(int path, int parent, int variable, int row) {
        totals.extend(path, parent, variable, batch, row);
    }

    /** The same of a path that a checkpoint has kept, whose row is kept, too. */
    void restored(int path, int parent, int variable, int kept) {
        totals.extend(path, parent, variable, paths.rows().rows(), kept);
    }

    long bytes() {
        return totals.bytes();
    }
}
