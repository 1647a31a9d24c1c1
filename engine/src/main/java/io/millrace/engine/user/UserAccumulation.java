package io.millrace.engine.user;

import io.millrace.core.error.DataException;
import io.millrace.core.error.QueryException;
import io.millrace.core.type.Type;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.Utf8;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a user's aggregate function, with an object of its class, which is opened at once. Accumulators are the
 * user's own objects. One thread at a time.
 */
public final class UserAccumulation {
    private final UserFunction function;
    private final List<Type> types;
    private final Type result;
    private final MethodHandle create;
    private final MethodHandle accumulate;
    private final @Nullable MethodHandle retract;
    private final @Nullable MethodHandle merge;
    private final MethodHandle value;
    private final boolean[] primitive;
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
        this.types = List.copyOf(types);
        this.result = result;
        Class<?> type = UserClasses.load(function);
        Object instance = UserCall.instance(type);
        UserCall.open(function, instance);
        Method adding = method(type, "accumulate");
        create = spread(instance, named(type, "createAccumulator", 0), 0);
        value = spread(instance, named(type, "getValue", 1), 1);
        accumulate = spread(instance, adding, types.size() + 1);
        Method retracting = optional(type, "retract");
        retract = retracting == null ? null : spread(instance, retracting, types.size() + 1);
        Method merging = Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals("merge") && each.getParameterCount() == 2)
                .findFirst()
                .orElse(null);
        merge = merging == null ? null : spread(instance, merging, 2);
        primitive = new boolean[types.size()];
        for (int i = 0; i < primitive.length; i++) {
            primitive[i] = adding.getParameterTypes()[i + 1].isPrimitive();
        }
    }

    private static MethodHandle spread(Object instance, Method method, int count) {
        try {
            return MethodHandles.publicLookup()
                    .unreflect(method)
                    .bindTo(instance)
                    .asSpreader(Object[].class, count)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (IllegalAccessException e) {
            throw new QueryException(
                    "class '" + instance.getClass().getName() + "' cannot be called",
                    null,
                    "make it, its accumulator and their methods public",
                    e);
        }
    }

    private static Method named(Class<?> type, String name, int count) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == count)
                .min((a, b) -> Boolean.compare(a.isBridge(), b.isBridge()))
                .orElseThrow();
    }

    private Method method(Class<?> type, String name) {
        Method method = optional(type, name);
        if (method == null) {
            throw new IllegalStateException("bug: no " + name + " of " + type.getName() + " for " + types);
        }
        return method;
    }

    private @Nullable Method optional(Class<?> type, String name) {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name)
                    && method.getParameterCount() == types.size() + 1
                    && !method.isBridge()
                    && takes(method)) {
                return method;
            }
        }
        return null;
    }

    private boolean takes(Method method) {
        for (int i = 0; i < types.size(); i++) {
            if (!UserCall.takes(method.getParameterTypes()[i + 1], types.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether rows can be taken back. */
    public boolean isRetractable() {
        return retract != null;
    }

    /** A new accumulator. */
    public Object create() {
        return java.util.Objects.requireNonNull(invoke(create, new Object[0]), "an accumulator that is null");
    }

    /**
     * Adds a row, or takes it back.
     *
     * @param values the arguments as objects of ours, null for NULL; a row with NULL for a primitive changes nothing
     * @param weight how often
     */
    public void add(Object accumulator, @Nullable Object[] values, long weight) {
        @Nullable Object[] arguments = new Object[values.length + 1];
        arguments[0] = accumulator;
        for (int i = 0; i < values.length; i++) {
            Object each = values[i];
            if (each == null && primitive[i]) {
                return;
            }
            arguments[i + 1] = each == null ? null : JavaValues.toJava(each, types.get(i));
        }
        MethodHandle handle = weight > 0 ? accumulate : retract;
        if (handle == null) {
            throw new IllegalStateException("bug: a row is taken back from " + function.name());
        }
        for (long i = Math.abs(weight); i > 0; i--) {
            invoke(handle, arguments);
        }
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
        }
        return switch (result.storage()) {
            case BOOLEAN -> answer;
            case LONG -> JavaValues.toLong(answer);
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

    private @Nullable Object invoke(MethodHandle handle, @Nullable Object[] arguments) {
        try {
            return (Object) handle.invokeExact(arguments);
        } catch (Throwable e) {
            throw new DataException(
                    "function '" + function.name() + "' failed: " + e, null, "its class is " + function.className(), e);
        }
    }
}
