package io.millrace.engine.match;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Output;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.expression.Calculation;
import io.millrace.engine.expression.ExpressionCompiler;
import io.millrace.engine.pipeline.Recognition.Match;
import io.millrace.engine.pipeline.Recognition.Position;
import io.millrace.engine.pipeline.Recognition.Source;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of matches: one a match or one a row of it, computed many at a time. What it takes for a match grows with the
 * rows of the match.
 */
final class MatchRows {
    private final Match spec;
    private final RowStore rows;
    private final Paths paths;
    private final List<Integer> used = new ArrayList<>();
    private final List<MatchedSet> sets = new ArrayList<>();
    private final MatchedSet[] setOf;
    private final byte[][] names;
    private final BatchBuilder evaluation;
    private final Calculation outputs;
    private int[] trail = new int[16];

    MatchRows(Match spec, Schema offsets, Paths paths, ZoneId zone) {
        this.spec = spec;
        this.rows = paths.rows();
        this.paths = paths;
        names = spec.variables().stream()
                .map(variable -> variable.name().getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        BitSet columns = ConditionSources.columns(spec.outputs());
        columns.stream().forEach(used::add);
        setOf = new MatchedSet[spec.sources().size()];
        List<Column> schema = new ArrayList<>();
        for (int source : used) {
            Source from = spec.sources().get(source);
            schema.add(new Column(
                    ConditionSources.name(from, spec, offsets), from.type().withNullable(true)));
            Position position = position(spec.sources().get(source));
            if (position != null) {
                MatchedSet set = set(position);
                setOf[source] = set;
                if (spec.sources().get(source) instanceof Source.Total total) {
                    set.add(total.call());
                }
            }
        }
        for (MatchedSet set : sets) {
            set.prepare();
        }
        Schema evaluated = new Schema(schema);
        evaluation = new BatchBuilder(evaluated, 64);
        outputs =
                ExpressionCompiler.compile(null, ConditionSources.over(spec.outputs(), used::indexOf), evaluated, zone);
    }

    private static @Nullable Position position(Source source) {
        if (source instanceof Source.Value value) {
            return value.position();
        } else if (source instanceof Source.Total total) {
            return total.position();
        }
        return source instanceof Source.Classifier classifier ? classifier.position() : null;
    }

    private MatchedSet set(Position position) {
        for (MatchedSet set : sets) {
            if (set.isOf(position)) {
                return set;
            }
        }
        MatchedSet set = new MatchedSet(position, spec.variables().size());
        sets.add(set);
        return set;
    }

    /** Adds the rows of a match; {@code true} when there are enough to be emitted. */
    boolean add(int path, long time, long number) {
        int length = 0;
        for (int at = path; at != Paths.NONE; at = paths.parent(at)) {
            if (length == trail.length) {
                trail = Arrays.copyOf(trail, length * 2);
            }
            trail[length++] = at;
        }
        for (MatchedSet set : sets) {
            set.begin();
        }
        for (MatchedSet set : sets) {
            for (int i = length - 1; set.isWhole() && i >= 0; i--) {
                set.add(paths.variable(trail[i]), paths.row(trail[i]), rows);
            }
        }
        for (int i = length - 1; i >= 0; i--) {
            for (MatchedSet set : sets) {
                if (!set.isWhole()) {
                    set.add(paths.variable(trail[i]), paths.row(trail[i]), rows);
                }
            }
            if (i == 0 && !spec.outcome().allRows() || spec.outcome().allRows() && paths.isShown(trail[i])) {
                evaluate(trail[i], time, number);
            }
        }
        return evaluation.isFull();
    }

    private void evaluate(int path, long time, long number) {
        for (int i = 0; i < used.size(); i++) {
            int place = used.get(i);
            Source source = spec.sources().get(place);
            Vector.Writable out = evaluation.column(i);
            if (source instanceof Source.Current current) {
                out.append(rows.column(current.offset()), paths.row(path));
            } else if (source instanceof Source.MatchNumber) {
                ((LongVector) out).append(number);
            } else if (source instanceof Source.Time) {
                ((LongVector) out).append(time);
            } else if (source instanceof Source.Classifier classifier) {
                int variable = setOf[place].variable(classifier.position());
                append(variable, (BytesVector) out);
            } else if (source instanceof Source.Value value) {
                int row = setOf[place].row(value.position());
                if (row < 0) {
                    out.appendNull();
                } else {
                    out.append(rows.column(value.offset()), row);
                }
            } else {
                setOf[place].append(((Source.Total) source).call(), out);
            }
        }
        evaluation.endRow();
    }

    private void append(int variable, BytesVector out) {
        if (variable < 0) {
            out.appendNull();
        } else {
            out.append(names[variable], 0, names[variable].length);
        }
    }

    /** Emits what was added. */
    void flush(Output output) {
        if (evaluation.size() > 0) {
            Batch batch = outputs.apply(evaluation.build());
            output.emit(batch);
            evaluation.clear();
        }
    }

    long bytes() {
        return evaluation.bytes() + 4L * trail.length;
    }
}
