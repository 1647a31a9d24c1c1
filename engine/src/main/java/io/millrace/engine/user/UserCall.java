package io.millrace.engine.user;

import io.millrace.core.error.DataException;
import io.millrace.core.type.Type;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.Utf8;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One call of a user's scalar or table function in one compiled expression, with an object of its class of its own, which
 * is opened at once. Arguments and results are boxed; the method is called by a handle. A NULL for a primitive parameter
 * makes the answer NULL. The answer of a table function is an ARRAY of the rows that it collected. One thread at a time.
 */
public final class UserCall implements AutoCloseable {
    /** How long an answer that comes later is waited for. */
    private static final long TIMEOUT_SECONDS = 180;

    /** The arguments of the next call: as compiled code boxes them, null for NULL. */
    public final @Nullable Object[] values;
    /** The answer of the last call, if its type is held as a long. */
    public long longValue;

    public double doubleValue;
    public boolean booleanValue;
    public final Utf8 text = new Utf8();
    public final Decimal decimal = new Decimal();

    private final UserFunction function;
    private final UserObject object;
    private final FunctionKind kind;
    private final Type result;
    private final JavaWriting writing;
    private final MethodHandle handle;
    private final boolean variadic;
    private final Class<?>[] parameters;
    private final JavaReading[] readings;
    private final @Nullable Object[] arguments;
    private final @Nullable CollectedRows rows;

    /**
     * Makes an object of the class and opens it.
     *
     * @param code as a call names the function
     * @param given the types of the arguments, as the planner has cast them
     */
    private UserCall(String code, List<Type> given, Type result) {
        this.function = UserFunction.of(code);
        this.result = result;
        object = new UserObject(function);
        kind = FunctionKind.of(function, object.type());
        writing = new JavaWriting(function.name());
        rows = kind == FunctionKind.TABLE ? new CollectedRows(object, result.child(0), writing) : null;
        Method method = UserMethods.best(object.type(), kind, given, result);
        handle = object.handle(method);
        variadic = method.isVarArgs();
        parameters = method.getParameterTypes();
        arguments = new Object[parameters.length];
        values = new Object[given.size()];
        readings = new JavaReading[given.size()];
        for (int i = 0; i < readings.length; i++) {
            readings[i] =
                    JavaReading.of(given.get(i), UserMethods.parameter(method, kind.first() + i), object.loader());
        }
    }

    /** As the constructor. */
    public static UserCall of(String code, List<Type> given, Type result) {
        return new UserCall(code, given, result);
    }

    /** Calls it; false when the answer is NULL. */
    public boolean call() {
        int first = kind.first();
        int fixed = parameters.length - first - (variadic ? 1 : 0);
        for (int i = 0; i < fixed; i++) {
            Object value = values[i];
            if (value == null && parameters[first + i].isPrimitive()) {
                return empty();
            }
            arguments[first + i] = value == null ? null : readings[i].of(value);
        }
        if (variadic && !rest(fixed)) {
            return empty();
        }
        if (rows != null) {
            rows.begin();
            invoke();
            rows.end(text);
            return true;
        }
        Object answer = kind == FunctionKind.ASYNC ? later() : invoke();
        return answer != null && take(answer);
    }

    /** The answer to a NULL that cannot be handed over: no rows, or NULL. */
    private boolean empty() {
        if (rows == null) {
            return false;
        }
        rows.begin();
        rows.end(text);
        return true;
    }

    private @Nullable Object later() {
        CompletableFuture<Object> future = new CompletableFuture<>();
        arguments[0] = future;
        invoke();
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw failure(new TimeoutException("no answer in " + TIMEOUT_SECONDS + " s"));
        }
    }

    private @Nullable Object invoke() {
        try {
            return (Object) handle.invokeExact(arguments);
        } catch (DataException e) {
            throw e;
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    private DataException failure(Throwable cause) {
        return new DataException(
                "function '" + function.name() + "' failed: " + cause,
                null,
                "its class is " + function.className(),
                cause);
    }

    /** The array of a variadic method's last arguments; false when one is NULL that cannot be. */
    private boolean rest(int fixed) {
        Class<?> element = parameters[parameters.length - 1].getComponentType();
        Object array = Array.newInstance(element, values.length - fixed);
        for (int i = fixed; i < values.length; i++) {
            Object value = values[i];
            if (value == null && element.isPrimitive()) {
                return false;
            }
            Array.set(array, i - fixed, value == null ? null : readings[i].of(value));
        }
        arguments[parameters.length - 1] = array;
        return true;
    }

    private boolean take(Object answer) {
        if (JavaWriting.isNested(result)) {
            writing.whole(text, answer, result);
            return true;
        }
        switch (result.storage()) {
            case BOOLEAN -> booleanValue = (Boolean) answer;
            case LONG -> longValue = JavaValues.toLong(answer, result);
            case DOUBLE -> doubleValue = ((Number) answer).doubleValue();
            case BYTES -> JavaValues.toUtf8(text, answer);
            case DECIMAL -> {
                if (JavaValues.toDecimal(decimal, answer, result) == null) {
                    throw new DataException(
                            "function '" + function.name() + "' answered " + answer + ", which is too large for "
                                    + result.sql(),
                            "say a wider type with @DataTypeHint");
                }
            }
        }
        return true;
    }

    @Override
    public void close() {
        object.close();
    }
}
