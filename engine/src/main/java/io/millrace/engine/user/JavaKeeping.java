package io.millrace.engine.user;

import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.engine.checkpoint.StateException;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How objects of a class of Java are written for checkpoints and made again: values by what they are, arrays, lists and
 * maps by their elements, and classes of users by their fields. One thread at a time.
 */
interface JavaKeeping {
    /** Writes an object. */
    void write(Object value, StateOutput out);

    /**
     * Makes an object that {@link #write} wrote.
     *
     * @param fresh what a new accumulator has in its place, which may be filled instead; or null
     */
    Object read(StateInput in, @Nullable Object fresh);

    /** The same with null. */
    static void writeNullable(JavaKeeping keeping, @Nullable Object value, StateOutput out) {
        out.writeBoolean(value != null);
        if (value != null) {
            keeping.write(value, out);
        }
    }

    /** The same with null. */
    static @Nullable Object readNullable(JavaKeeping keeping, StateInput in, @Nullable Object fresh) {
        return in.readBoolean() ? keeping.read(in, fresh) : null;
    }

    /** Which classes are known on the way to one, so that it ends. */
    record Way(String function, @Nullable Way before, Class<?> java, Map<TypeVariable<?>, Type> arguments) {
        static Way begin(String function) {
            return new Way(function, null, Object.class, Map.of());
        }

        boolean has(Class<?> asked) {
            return java == asked || before != null && before.has(asked);
        }

        StateException refused(Class<?> refused, String why) {
            return new StateException(
                    StateException.Kind.NOT_KEPT,
                    "function '" + function + "' keeps objects of class " + refused.getName() + ", " + why,
                    "give the accumulator fields of values, arrays, lists, maps and classes with such fields; or run it without"
                            + " --state",
                    null);
        }
    }

    /**
     * How objects of a type are kept.
     *
     * @throws StateException when they cannot be taken apart
     */
    static JavaKeeping of(Type type, Way way) {
        if (type instanceof TypeVariable<?> variable) {
            Type known = way.arguments.get(variable);
            return of(known == null ? variable.getBounds()[0] : known, way);
        }
        Class<?> raw = JavaTypes.raw(type);
        JavaKeeping plain = KeptValues.of(raw);
        if (plain != null) {
            return plain;
        } else if (raw.isArray()) {
            return array(raw.getComponentType(), of(JavaTypes.element(type), way));
        } else if (raw.getName().startsWith("java.util.")
                && (Collection.class.isAssignableFrom(raw) || Map.class.isAssignableFrom(raw))
                && !KeptCollections.suits(raw)) {
            throw way.refused(raw, "which cannot be made again");
        } else if (raw.getName().startsWith("java.util.") && Collection.class.isAssignableFrom(raw)) {
            return new KeptCollections(raw, of(argument(type, 0), way), null);
        } else if (raw.getName().startsWith("java.util.") && Map.class.isAssignableFrom(raw)) {
            return new KeptCollections(raw, of(argument(type, 0), way), of(argument(type, 1), way));
        } else if (raw.getName().startsWith("java.") || raw.isInterface() || raw.isPrimitive()) {
            throw way.refused(raw, "which checkpoints cannot write");
        } else if (way.has(raw)) {
            throw way.refused(raw, "which has others of its own class in it");
        }
        return KeptFields.of(raw, type, way);
    }

    private static Type argument(Type type, int index) {
        return JavaTypes.argument(type, index);
    }

    private static JavaKeeping array(Class<?> component, JavaKeeping element) {
        return new JavaKeeping() {
            @Override
            public void write(Object value, StateOutput out) {
                int length = Array.getLength(value);
                out.writeNumber(length);
                for (int i = 0; i < length; i++) {
                    writeNullable(element, Array.get(value, i), out);
                }
            }

            @Override
            public Object read(StateInput in, @Nullable Object fresh) {
                Object made = Array.newInstance(component, in.readCount());
                for (int i = 0; i < Array.getLength(made); i++) {
                    Array.set(made, i, readNullable(element, in, null));
                }
                return made;
            }
        };
    }

    /** What a class with these arguments puts for its variables. */
    static Map<TypeVariable<?>, Type> arguments(Type type, Way way) {
        if (!(type instanceof ParameterizedType generic)) {
            return Map.of();
        }
        Map<TypeVariable<?>, Type> arguments = new java.util.HashMap<>();
        TypeVariable<?>[] variables = JavaTypes.raw(type).getTypeParameters();
        for (int i = 0; i < variables.length; i++) {
            Type given = generic.getActualTypeArguments()[i];
            Type known = given instanceof TypeVariable<?> ? way.arguments.get(given) : null;
            arguments.put(variables[i], known == null ? given : known);
        }
        return arguments;
    }
}
