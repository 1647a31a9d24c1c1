package io.millrace.engine.user;

import io.millrace.core.error.QueryException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A class that extends one of Flink's function classes: what its {@code eval} or {@code accumulate} methods take and what
 * it answers, by their Java types and by {@code @DataTypeHint} and {@code @FunctionHint}.
 */
public record UserClass(UserFunction function, FunctionKind kind, List<Signature> signatures) {
    /** The name of the only column of a table function whose rows are no rows but values. */
    static final String ONLY_COLUMN = "EXPR$0";

    public UserClass {
        signatures = List.copyOf(signatures);
    }

    /**
     * Reads a class.
     *
     * @param types reads the type that a hint names
     * @throws QueryException without a place, when it is no such function or its types are not known
     */
    public static UserClass of(UserFunction function, Function<String, Type> types) {
        Class<?> type = UserClasses.load(function);
        FunctionKind kind = FunctionKind.of(function, type);
        FunctionHints hints = new FunctionHints(types);
        List<Signature> signatures = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (method.getName().equals(kind.method()) && !method.isBridge()) {
                signatures.addAll(signatures(type, kind, method, hints));
            }
        }
        if (signatures.isEmpty()) {
            throw new QueryException(
                    "class '" + type.getName() + "' has no public method " + kind.method(),
                    null,
                    "write one: " + kind.example());
        }
        signatures.sort(Comparator.comparing(Signature::text));
        boolean deterministic = deterministic(UserObject.make(type));
        return new UserClass(
                new UserFunction(function.name(), function.className(), deterministic, function.jars()),
                kind,
                signatures);
    }

    /** The ways to call a method: what its hints and those of its class say, or else what its parameters are. */
    private static List<Signature> signatures(Class<?> type, FunctionKind kind, Method method, FunctionHints hints) {
        if (Modifier.isStatic(method.getModifiers())) {
            throw new QueryException(
                    method.getName() + " is static in '" + type.getName() + "'", null, "make it a method of objects");
        }
        List<FunctionHints.Hint> all = new ArrayList<>(hints.of(method));
        all.addAll(hints.of(type));
        Type output = all.stream()
                .filter(hint -> hint.inputs() == null && hint.output() != null)
                .map(FunctionHints.Hint::output)
                .findFirst()
                .orElse(null);
        List<Signature> signatures = new ArrayList<>();
        for (FunctionHints.Hint hint : all) {
            List<Type> inputs = hint.inputs();
            if (inputs != null && suits(method, kind.first(), inputs)) {
                Type said = hint.output() == null ? output : hint.output();
                Type result = result(type, kind, method, hints, said);
                signatures.add(
                        new Signature(method, inputs, hint.names(), hint.variadic() || method.isVarArgs(), result));
            }
        }
        if (signatures.isEmpty()) {
            signatures.add(plain(type, kind, method, hints, output));
        }
        return signatures;
    }

    private static Signature plain(
            Class<?> type, FunctionKind kind, Method method, FunctionHints hints, @Nullable Type output) {
        Parameter[] parameters = method.getParameters();
        List<Type> types = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> noted = ParameterNames.of(method);
        for (int i = kind.first(); i < parameters.length; i++) {
            java.lang.reflect.Type java = parameters[i].getParameterizedType();
            if (i == parameters.length - 1 && method.isVarArgs()) {
                java = JavaTypes.element(java);
            }
            types.add(hints.type(parameters[i], java, method, "parameter " + parameters[i].getName()));
            int place = i;
            FunctionHints.name(parameters[i])
                    .or(() -> noted.stream().skip(place).findFirst())
                    .ifPresent(names::add);
        }
        Type result = result(type, kind, method, hints, output);
        return new Signature(
                method, types, names.size() == types.size() ? names : List.of(), method.isVarArgs(), result);
    }

    /** Whether a method can be called with arguments of the types of a hint. */
    private static boolean suits(Method method, int first, List<Type> inputs) {
        Class<?>[] parameters = method.getParameterTypes();
        int last = parameters.length - 1;
        for (int i = 0; i < inputs.size(); i++) {
            int place = Math.min(i + first, last);
            if (place < first || i + first > last && !method.isVarArgs()) {
                return false;
            }
            boolean repeated = place == last && method.isVarArgs();
            Class<?> java = repeated ? parameters[place].getComponentType() : parameters[place];
            Type type = inputs.get(i);
            if (type.kind() == Kind.NULL ? java != Object.class : JavaValues.suits(java, type) == 0) {
                return false;
            }
        }
        return method.isVarArgs() ? inputs.size() >= last - first : inputs.size() == last + 1 - first;
    }

    private static Type result(
            Class<?> type, FunctionKind kind, Method method, FunctionHints hints, @Nullable Type said) {
        java.lang.reflect.Type java = kind.answer(type, method);
        Type result = said == null ? hints.type(method, java, method, "the result") : said;
        if (kind != FunctionKind.TABLE) {
            return kind == FunctionKind.SCALAR ? result : result.withNullable(true);
        }
        return result.kind() == Kind.ROW
                ? result.notNull()
                : Type.row(List.of(new Column(ONLY_COLUMN, result))).notNull();
    }

    private static boolean deterministic(Object instance) {
        try {
            return (boolean) instance.getClass().getMethod("isDeterministic").invoke(instance);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Whether an aggregate function can take rows back. */
    public boolean isRetractable() {
        return has("retract");
    }

    /** Whether accumulators of an aggregate function can be merged. */
    public boolean isMergeable() {
        return has("merge");
    }

    private boolean has(String name) {
        return Arrays.stream(UserClasses.load(function).getMethods())
                .anyMatch(method -> method.getName().equals(name));
    }

    /** The ways to call it with so many arguments. */
    public List<Signature> withCount(int count) {
        return signatures.stream().filter(each -> each.takes(count)).toList();
    }

    /** All ways to call it, for people. */
    public String text() {
        return String.join(
                ", ",
                signatures.stream().map(each -> function.name() + each.text()).toList());
    }

    /** What the cause of a failed call is called. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
        return cause == null ? failure : cause;
    }
}
