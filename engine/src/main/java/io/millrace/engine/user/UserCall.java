package io.millrace.engine.user;

import io.millrace.core.error.DataException;
import io.millrace.core.error.QueryException;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import io.millrace.engine.value.Decimal;
import io.millrace.engine.value.Utf8;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a user's scalar function in one compiled expression, with an object of its class of its own, which is
 * opened at once. Arguments and results are boxed; the method is called by a handle. A NULL for a primitive parameter
 * makes the answer NULL. One thread at a time.
 */
public final class UserCall {
    /** The arguments of the next call: as compiled code boxes them, null for NULL. */
    public final @Nullable Object[] values;
    /** The answer of the last call, if its type is held as a long. */
    public long longValue;

    public double doubleValue;
    public boolean booleanValue;
    public final Utf8 text = new Utf8();
    public final Decimal decimal = new Decimal();

    private final UserFunction function;
    private final Signature signature;
    private final Type[] types;
    private final Type result;
    private final MethodHandle handle;
    private final @Nullable Object[] arguments;

    private UserCall(UserFunction function, Signature signature, List<Type> given, Type result, MethodHandle handle) {
        this.function = function;
        this.signature = signature;
        this.types = given.toArray(new Type[0]);
        this.result = result;
        this.handle = handle;
        this.values = new Object[given.size()];
        this.arguments = new Object[signature.method().getParameterCount()];
    }

    /**
     * Makes an object of the class and opens it.
     *
     * @param code as a call names the function
     * @param given the types of the arguments, as the planner has cast them
     */
    public static UserCall of(String code, List<Type> given, Type result) {
        UserFunction function = UserFunction.of(code);
        Class<?> type = UserClasses.load(function);
        Object instance = instance(type);
        open(function, instance);
        Method method = method(type, given, result);
        List<Type> none = List.of();
        try {
            MethodHandle handle = MethodHandles.publicLookup()
                    .unreflect(method)
                    .asFixedArity()
                    .bindTo(instance)
                    .asSpreader(Object[].class, method.getParameterCount())
                    .asType(MethodType.methodType(Object.class, Object[].class));
            Signature signature = new Signature(method, none, method.isVarArgs(), result);
            return new UserCall(function, signature, given, result, handle);
        } catch (IllegalAccessException e) {
            throw new QueryException(
                    "class '" + type.getName() + "' cannot be called", null, "make it and its eval public", e);
        }
    }

    /** The method that takes the classes of some types. */
    private static Method method(Class<?> type, List<Type> given, Type result) {
        for (Method method : type.getMethods()) {
            if (method.getName().equals("eval") && !method.isBridge() && fits(method, given, result)) {
                return method;
            }
        }
        throw new IllegalStateException("bug: no eval of " + type.getName() + " for " + given);
    }

    private static boolean fits(Method method, List<Type> given, Type result) {
        Class<?>[] parameters = method.getParameterTypes();
        int fixed = method.isVarArgs() ? parameters.length - 1 : parameters.length;
        if (method.isVarArgs() ? given.size() < fixed : given.size() != fixed) {
            return false;
        }
        for (int i = 0; i < given.size(); i++) {
            Class<?> parameter = i < fixed ? parameters[i] : parameters[fixed].getComponentType();
            if (!takes(parameter, given.get(i))) {
                return false;
            }
        }
        return takes(method.getReturnType(), result);
    }

    static boolean takes(Class<?> java, Type type) {
        Class<?> boxed = MethodType.methodType(java).wrap().returnType();
        return JavaValues.boxed(type).filter(boxed::isAssignableFrom).isPresent();
    }

    static Object instance(Class<?> type) {
        try {
            Constructor<?> constructor = type.getConstructor();
            return constructor.newInstance();
        } catch (NoSuchMethodException e) {
            throw new QueryException(
                    "class '" + type.getName() + "' has no public constructor without arguments", null, "add one", e);
        } catch (ReflectiveOperationException e) {
            throw new QueryException(
                    "class '" + type.getName() + "' cannot be made: " + UserClass.cause(e), null, null, e);
        }
    }

    static void open(UserFunction function, Object instance) {
        try {
            for (Method method : instance.getClass().getMethods()) {
                if (method.getName().equals("open") && method.getParameterCount() == 1) {
                    Class<?> context = method.getParameterTypes()[0];
                    Object given = null;
                    for (Constructor<?> constructor : context.getConstructors()) {
                        if (constructor.getParameterCount() == 1) {
                            given = constructor.newInstance((Object) null);
                        }
                    }
                    method.invoke(instance, given);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new QueryException(
                    "function '" + function.name() + "' cannot be opened: " + UserClass.cause(e),
                    null,
                    "a context here has no metrics and no cached files",
                    e);
        }
    }

    /** Calls it; false when the answer is NULL. */
    public boolean call() {
        int fixed = signature.variadic() ? arguments.length - 1 : arguments.length;
        for (int i = 0; i < fixed; i++) {
            Object value = values[i];
            if (value == null && signature.method().getParameterTypes()[i].isPrimitive()) {
                return false;
            }
            arguments[i] = value == null ? null : JavaValues.toJava(value, types[i]);
        }
        if (signature.variadic() && !rest(fixed)) {
            return false;
        }
        Object answer;
        try {
            answer = (Object) handle.invokeExact(arguments);
        } catch (Throwable e) {
            throw new DataException(
                    "function '" + function.name() + "' failed: " + e, null, "its class is " + function.className(), e);
        }
        return answer != null && take(answer);
    }

    /** The array of a variadic method's last arguments; false when one is NULL that cannot be. */
    private boolean rest(int fixed) {
        Class<?> element = signature.method().getParameterTypes()[fixed].getComponentType();
        Object array = Array.newInstance(element, values.length - fixed);
        for (int i = fixed; i < values.length; i++) {
            Object value = values[i];
            if (value == null && element.isPrimitive()) {
                return false;
            }
            Array.set(array, i - fixed, value == null ? null : JavaValues.toJava(value, types[i]));
        }
        arguments[fixed] = array;
        return true;
    }

    private boolean take(Object answer) {
        Storage storage = result.storage();
        switch (storage) {
            case BOOLEAN -> booleanValue = (Boolean) answer;
            case LONG -> longValue = JavaValues.toLong(answer);
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
}
