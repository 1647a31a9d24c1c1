package io.millrace.engine.user;

import io.millrace.core.error.QueryException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An object of the class of a function, opened at once, until it is closed. One thread at a time. */
final class UserObject implements AutoCloseable {
    private final UserFunction function;
    private final Class<?> type;
    private final Object object;
    private boolean open;

    /** Makes and opens one. */
    UserObject(UserFunction function) {
        this.function = function;
        type = UserClasses.load(function);
        object = make(type);
        call("open");
        open = true;
    }

    Class<?> type() {
        return type;
    }

    Object object() {
        return object;
    }

    ClassLoader loader() {
        return type.getClassLoader();
    }

    static Object make(Class<?> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (NoSuchMethodException e) {
            throw new QueryException(
                    "class '" + type.getName() + "' has no public constructor without arguments", null, "add one", e);
        } catch (ReflectiveOperationException e) {
            throw new QueryException(
                    "class '" + type.getName() + "' cannot be made: " + UserClass.cause(e), null, null, e);
        }
    }

    /** A method with the object as its receiver, which takes its arguments in one array and answers an object. */
    MethodHandle handle(Method method) {
        try {
            return MethodHandles.publicLookup()
                    .unreflect(method)
                    .asFixedArity()
                    .bindTo(object)
                    .asSpreader(Object[].class, method.getParameterCount())
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (IllegalAccessException e) {
            throw new QueryException(
                    "class '" + type.getName() + "' cannot be called",
                    null,
                    "make it, the classes it takes and its method " + method.getName() + " public",
                    e);
        }
    }

    private void call(String name) {
        try {
            for (Method method : type.getMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == (name.equals("open") ? 1 : 0)) {
                    if (method.getParameterCount() == 0) {
                        method.invoke(object);
                    } else if (method.getParameterTypes()[0].getSimpleName().equals("FunctionContext")) {
                        method.invoke(object, context(method.getParameterTypes()[0]));
                    }
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new QueryException(
                    "method " + name + " of function '" + function.name() + "' failed: " + UserClass.cause(e),
                    null,
                    name.equals("open") ? "a context here has no cached files, no state and no job parameters" : null,
                    e);
        }
    }

    /** A context with metrics that nobody reads, and without job parameters. */
    private @Nullable Object context(Class<?> context) throws ReflectiveOperationException {
        Optional<Constructor<?>> widest =
                Stream.of(context.getConstructors()).max(Comparator.comparing(Constructor::getParameterCount));
        if (widest.isEmpty()) {
            return null;
        }
        @Nullable Object[] given = new Object[widest.get().getParameterCount()];
        for (int i = 0; i < given.length; i++) {
            Class<?> wanted = widest.get().getParameterTypes()[i];
            given[i] = wanted == ClassLoader.class
                    ? loader()
                    : wanted.getSimpleName().equals("RuntimeContext") ? runtime(wanted) : null;
        }
        return widest.get().newInstance(given);
    }

    private Object runtime(Class<?> wanted) {
        return Proxy.newProxyInstance(loader(), new Class<?>[] {wanted}, (proxy, method, arguments) -> {
            return switch (method.getName()) {
                case "getGlobalJobParameters" -> Map.of();
                case "getUserCodeClassLoader" -> loader();
                case "isObjectReuseEnabled", "hasBroadcastVariable" -> false;
                case "getExternalResourceInfos" -> Set.of();
                case "getMetricGroup" ->
                    Class.forName("org.apache.flink.metrics.groups.UnregisteredMetricsGroup", true, loader())
                            .getMethod("createOperatorMetricGroup")
                            .invoke(null);
                default ->
                    throw new UnsupportedOperationException("there is no " + method.getName() + " outside of Flink");
            };
        });
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            call("close");
        }
    }
}
