package io.millrace.engine.aggregate;

import io.millrace.core.batch.BooleanVector;
import io.millrace.core.batch.BytesVector;
import io.millrace.core.batch.DecimalVector;
import io.millrace.core.batch.DoubleVector;
import io.millrace.core.batch.LongVector;
import io.millrace.core.batch.Vector;
import io.millrace.core.error.QueryException;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.engine.pipeline.AggregateCall;
import io.millrace.engine.user.UserAccumulation;
import io.millrace.engine.user.UserFunction;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.Utf8;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate function of a user: one object of the user's an id, made with its first row and dropped when the id is
 * reset. How large it grows is the user's affair.
 */
final class UserState implements AggregateState {
    /** What an accumulator is taken to weigh: nobody can see into it. */
    private static final int ASSUMED_BYTES = 64;

    private final UserAccumulation calls;
    private @Nullable Object[] accumulators = {};
    private final @Nullable Object[] values;
    private int held;

    UserState(AggregateCall call, boolean changing) {
        calls = new UserAccumulation(call.function(), call.argumentTypes(), call.type());
        values = new Object[call.arguments().size()];
        if (changing && !calls.isRetractable()) {
            throw new QueryException(
                    "function '" + UserFunction.shown(call.function())
                            + "' has no method retract, but rows may be taken back here",
                    null,
                    "add one: public void retract(Sum sum, Long x)");
        }
    }

    @Override
    public void requireKept() {
        calls.requireKept();
    }

    @Override
    public void reset(int from, int to) {
        if (to > accumulators.length) {
            accumulators = Arrays.copyOf(accumulators, Math.max(to, accumulators.length * 2));
        }
        for (int id = from; id < to; id++) {
            held -= accumulators[id] == null ? 0 : 1;
            accumulators[id] = null;
        }
    }

    private Object accumulator(int id) {
        Object known = accumulators[id];
        if (known == null) {
            known = calls.create();
            accumulators[id] = known;
            held++;
        }
        return known;
    }

    @Override
    public void add(Rows rows, Vector[] arguments) {
        for (int i = 0; i < rows.count; i++) {
            int row = rows.row(i);
            for (int a = 0; a < values.length; a++) {
                values[a] = boxed(arguments[a], row);
            }
            calls.add(accumulator(rows.ids[i]), values, rows.weight(row));
        }
    }

    private static @Nullable Object boxed(Vector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        } else if (vector instanceof LongVector longs) {
            return longs.get(row);
        } else if (vector instanceof DoubleVector doubles) {
            return doubles.get(row);
        } else if (vector instanceof BooleanVector booleans) {
            return booleans.get(row);
        } else if (vector instanceof DecimalVector decimals) {
            return new Decimal().set(decimals.high()[row], decimals.low()[row]);
        }
        BytesVector bytes = (BytesVector) vector;
        return new Utf8().set(bytes.data(), bytes.offset(row), bytes.length(row));
    }

    @Override
    public void merge(int[] into, AggregateState other, int[] from, int count) {
        @Nullable Object[] others = ((UserState) other).accumulators;
        for (int i = 0; i < count; i++) {
            Object added = others[from[i]];
            if (added != null) {
                calls.merge(accumulator(into[i]), added);
            }
        }
    }

    @Override
    public void result(int[] ids, int count, Vector.Writable out) {
        for (int i = 0; i < count; i++) {
            Object known = accumulators[ids[i]];
            Object value = calls.value(known == null ? calls.create() : known);
            if (value == null) {
                out.appendNull();
            } else if (value instanceof Long number) {
                ((LongVector) out).append(number);
            } else if (value instanceof Double number) {
                ((DoubleVector) out).append(number);
            } else if (value instanceof Boolean truth) {
                ((BooleanVector) out).append(truth);
            } else if (value instanceof Decimal decimal) {
                ((DecimalVector) out).append(decimal.high, decimal.low);
            } else if (value instanceof Utf8 text) {
                ((BytesVector) out).append(text.data, text.offset, text.length);
            }
        }
    }

    @Override
    public void write(int id, StateOutput out) {
        Object known = accumulators[id];
        out.writeBoolean(known != null);
        if (known != null) {
            calls.write(known, out);
        }
    }

    @Override
    public void read(int id, StateInput in) {
        if (in.readBoolean()) {
            accumulators[id] = calls.read(in);
            held++;
        }
    }

    @Override
    public long bytes() {
        return 8L * accumulators.length + (long) held * ASSUMED_BYTES;
    }
}
