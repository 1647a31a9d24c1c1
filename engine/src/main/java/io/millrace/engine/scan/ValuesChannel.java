package io.millrace.engine.scan;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.expression.Expression;
import io.millrace.core.operator.Output;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.expression.ExpressionCompiler;
import io.millrace.engine.pipeline.Specification.Values;
import io.millrace.engine.time.Channel;
import java.time.ZoneId;
import java.util.List;

/** Gives the rows of VALUES once, in the first epoch. */
public final class ValuesChannel implements Channel {
    private final Values values;
    private final Schema schema;
    private final ZoneId zone;
    private final Output output;
    private boolean given;

    /**
     * @param given whether an earlier run has given the rows
     */
    public ValuesChannel(Values values, Schema schema, ZoneId zone, boolean given, Output output) {
        this.given = given;
        this.values = values;
        this.schema = schema;
        this.zone = zone;
        this.output = output;
    }

    @Override
    public boolean pull() {
        given = true;
        LongVector nothing = new LongVector(1);
        nothing.append(0);
        Batch oneRow = new Batch(new Vector[] {nothing}, 1);
        Schema input = Schema.of(new Column("nothing", Type.BIGINT));
        BatchBuilder rows = new BatchBuilder(schema, values.rows().size());
        for (List<Expression> row : values.rows()) {
            rows.append(ExpressionCompiler.compile(null, row, input, zone).apply(oneRow));
        }
        output.emit(rows.build());
        return true;
    }

    @Override
    public boolean finished() {
        return given;
    }

    @Override
    public void nextEpoch() {}

    @Override
    public long waitNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public void close() {}
}
