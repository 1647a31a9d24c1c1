package io.millrace.engine.user;

import io.millrace.core.error.DataException;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.type.Type;
import io.millrace.engine.checkpoint.StateException;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.Utf8;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call of a user's aggregate function, with an object of its class, which is opened at once. Accumulators are the
 * user's own objects. One thread at a time.
 */
public final class UserAccumulation implements AutoCloseable {
    private final UserFunction function;
    private final UserObject object;
    private final Type result;
    private final JavaReading[] readings;
    private final JavaWriting writing;
    private final MethodHandle create;
    private final java.lang.reflect.Type created;
    private final MethodHandle accumulate;
    private final @Nullable MethodHandle retract;
    private final @Nullable MethodHandle merge;
    private final MethodHandle value;
    private final Class<?>[] parameters;
    private final boolean variadic;
    private @Nullable JavaKeeping keeping;
    private final Utf8 text = new Utf8();
    private final Decimal decimal = new Decimal();

    /**
     * Makes an object of the class and opens it.
     *
     * @param code as a call names the function
     * @param types the types of the arguments
     */
    public UserAccumulation(String code, List<Type> types, Type result) {
        this.function = UserFunction.of(code);
        this.result = result;
        object = new UserObject(function);
        writing = new JavaWriting(function.name());
        Class<?> type = object.type();
        Method adding = UserMethods.best(type, FunctionKind.AGGREGATE, types, result);
        Method creating = named(type, "createAccumulator", 0);
        created = creating.getGenericReturnType();
        create = object.handle(creating);
        value = object.handle(named(type, "getValue", 1));
        accumulate = object.handle(adding);
        Method retracting = UserMethods.best(type, "retract", FunctionKind.AGGREGATE, types, null);
        retract = retracting == null ? null : object.handle(retracting);
        Method merging = Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals("merge") && each.getParameterCount() == 2)
                .min((a, b) -> Boolean.compare(a.isBridge(), b.isBridge()))
                .orElse(null);
        merge = merging == null ? null : object.handle(merging);
        parameters = adding.getParameterTypes();
        variadic = adding.isVarArgs();
        readings = new JavaReading[types.size()];
        for (int i = 0; i < readings.length; i++) {
            readings[i] = JavaReading.of(types.get(i), UserMethods.parameter(adding, i + 1), object.loader());
        }
    }

    private static Method named(Class<?> type, String name, int count) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == count)
                .min((a, b) -> Boolean.compare(a.isBridge(), b.isBridge()))
                .orElseThrow();
    }

    /** As the script calls the function. */
    public String name() {
        return function.name();
    }

    /** Whether rows can be taken back. */
    public boolean isRetractable() {
        return retract != null;
    }

    /**
     * Says that accumulators are kept over a restart.
     *
     * @throws StateException when they cannot be taken apart
     */
    public void requireKept() {
        keeping = JavaKeeping.of(created, JavaKeeping.Way.begin(function.name()));
    }

    private JavaKeeping keeping() {
        return Objects.requireNonNull(keeping, "nobody said that it is kept");
    }

    /** Writes an accumulator. */
    public void write(Object accumulator, StateOutput out) {
        keeping().write(accumulator, out);
    }

    /** Makes an accumulator that {@link #write} wrote. */
    public Object read(StateInput in) {
        return keeping().read(in, create());
    }

    /** A new accumulator. */
    public Object create() {
        return Objects.requireNonNull(invoke(create, new Object[0]), "an accumulator that is null");
    }

    /**
     * Adds a row, or takes it back.
     *
     * @param values the arguments as objects of ours, null for NULL; a row with NULL for a primitive changes nothing
     * @param weight how often
     */
    public void add(Object accumulator, @Nullable Object[] values, long weight) {
        @Nullable Object[] arguments = new Object[parameters.length];
        arguments[0] = accumulator;
        int fixed = parameters.length - (variadic ? 2 : 1);
        Class<?> repeated = parameters[parameters.length - 1].getComponentType();
        Object rest = null;
        if (variadic) {
            rest = Array.newInstance(repeated, values.length - fixed);
            arguments[parameters.length - 1] = rest;
        }
        for (int i = 0; i < values.length; i++) {
            Object each = values[i];
            Class<?> parameter = i < fixed ? parameters[i + 1] : repeated;
            if (each == null && parameter.isPrimitive()) {
                return;
            }
            Object value = each == null ? null : readings[i].of(each);
            if (rest == null || i < fixed) {
                arguments[i + 1] = value;
            } else {
                Array.set(rest, i - fixed, value);
            }
        }
        MethodHandle handle = weight > 0 ? accumulate : retract;
        if (handle == null) {
            throw new IllegalStateException("bug: a row is taken back from " + function.name());
        }
        for (long i = Math.abs(weight); i > 0; i--) {
            invoke(handle, arguments);
        }
    }

    /** Whether accumulators can be merged. */
    public boolean isMergeable() {
        return merge != null;
    }

    /** Adds to an accumulator what another one holds. */
    public void merge(Object accumulator, Object other) {
        if (merge == null) {
            throw new DataException(
                    "function '" + function.name() + "' has no method merge, which this kind of window needs",
                    "add one: public void merge(Sum sum, Iterable<Sum> others)");
        }
        invoke(merge, new Object[] {accumulator, List.of(other)});
    }

    /** What an accumulator answers, as an object of ours; null for NULL. */
    public @Nullable Object value(Object accumulator) {
        Object answer = invoke(value, new Object[] {accumulator});
        if (answer == null) {
            return null;
        } else if (JavaWriting.isNested(result)) {
            return writing.whole(text, answer, result);
        }
        return switch (result.storage()) {
            case BOOLEAN -> answer;
            case LONG -> JavaValues.toLong(answer, result);
            case DOUBLE -> ((Number) answer).doubleValue();
            case BYTES -> JavaValues.toUtf8(text, answer);
            case DECIMAL -> {
                Decimal held = JavaValues.toDecimal(decimal, answer, result);
                if (held == null) {
                    throw new DataException(
                            "function '" + function.name() + "' answered " + answer + ", which is too large for "
                                    + result.sql(),
                            "say a wider type with @DataTypeHint");
                }
                yield held;
            }
        };
    }

    @Override
    public void close() {
        object.close();
    }

    private @Nullable Object invoke(MethodHandle handle, @Nullable Object[] arguments) {
        try {
            return (Object) handle.invokeExact(arguments);
        } catch (Throwable e) {
            throw new DataException(
                    "function '" + function.name() + "' failed: " + e, null, "its class is " + function.className(), e);
        }
    }
}
