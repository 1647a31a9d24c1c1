package io.millrace.engine.user;

import io.millrace.core.type.Column;
import io.millrace.core.type.Type;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The types that classes of Java stand for without a hint. */
final class JavaTypes {
    private static final int MOST_DEEP = 16;

    private JavaTypes() {}

    /** The class behind a type with arguments. */
    static Class<?> raw(java.lang.reflect.Type type) {
        if (type instanceof Class<?> java) {
            return java;
        } else if (type instanceof ParameterizedType generic) {
            return raw(generic.getRawType());
        } else if (type instanceof GenericArrayType array) {
            return raw(array.getGenericComponentType()).arrayType();
        } else if (type instanceof WildcardType wildcard) {
            return raw(wildcard.getUpperBounds()[0]);
        }
        return Object.class;
    }

    /** An argument of a generic type; Object when it has none. */
    static java.lang.reflect.Type argument(java.lang.reflect.Type type, int index) {
        return type instanceof ParameterizedType generic && generic.getActualTypeArguments().length > index
                ? generic.getActualTypeArguments()[index]
                : Object.class;
    }

    /** The element of an array or a list. */
    static java.lang.reflect.Type element(java.lang.reflect.Type type) {
        if (type instanceof GenericArrayType array) {
            return array.getGenericComponentType();
        }
        Class<?> component = raw(type).getComponentType();
        return component == null ? argument(type, 0) : component;
    }

    /**
     * The type that a class stands for; empty when it stands for several, or none.
     *
     * @param hint the type that a field of a class says, if it does
     */
    static Optional<Type> of(java.lang.reflect.Type java, Function<JavaStructure.Member, Optional<Type>> hint) {
        return of(java, hint, 0);
    }

    private static Optional<Type> of(
            java.lang.reflect.Type java, Function<JavaStructure.Member, Optional<Type>> hint, int depth) {
        Class<?> raw = raw(java);
        Optional<Type> plain = JavaValues.type(raw);
        if (plain.isPresent() || depth > MOST_DEEP) {
            return plain;
        } else if (raw.isArray() || raw == List.class) {
            return of(element(java), hint, depth + 1).map(Type::array);
        } else if (raw == Map.class) {
            Optional<Type> key = of(argument(java, 0), hint, depth + 1);
            return key.flatMap(known -> of(argument(java, 1), hint, depth + 1).map(value -> Type.map(known, value)));
        } else if (!JavaStructure.isOne(raw)) {
            return Optional.empty();
        }
        JavaStructure structure = JavaStructure.of(raw);
        structure.check();
        List<Column> fields = new ArrayList<>();
        for (JavaStructure.Member member : structure.members()) {
            Optional<Type> hinted = hint.apply(member);
            Optional<Type> type = hinted.isPresent() ? hinted : of(member.type(), hint, depth + 1);
            if (type.isEmpty()) {
                return Optional.empty();
            }
            fields.add(new Column(member.name(), type.get()));
        }
        return Optional.of(Type.row(fields));
    }

    /** What a class puts for the first type parameter of a class above it; Object when that is open. */
    static java.lang.reflect.Type parameterOf(Class<?> type, String above) {
        java.lang.reflect.@Nullable Type[] arguments = {};
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals(above)) {
                java.lang.reflect.Type first = arguments.length == 0 ? null : arguments[0];
                return first == null ? Object.class : first;
            }
            arguments = resolved(each.getGenericSuperclass(), each.getTypeParameters(), arguments);
        }
        return Object.class;
    }

    private static java.lang.reflect.@Nullable Type[] resolved(
            java.lang.reflect.@Nullable Type above,
            TypeVariable<?>[] variables,
            java.lang.reflect.@Nullable Type[] values) {
        if (!(above instanceof ParameterizedType generic)) {
            return new java.lang.reflect.@Nullable Type[0];
        }
        java.lang.reflect.@Nullable Type[] arguments =
                generic.getActualTypeArguments().clone();
        for (int i = 0; i < arguments.length; i++) {
            for (int v = 0; v < variables.length && v < values.length; v++) {
                if (variables[v].equals(arguments[i])) {
                    arguments[i] = values[v];
                }
            }
        }
        return arguments;
    }
}
