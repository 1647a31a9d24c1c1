package io.millrace.engine.user;

import io.millrace.core.type.Type;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Flink's {@code Row}, as one class loader of users has it. */
final class RowClass {
    static final String NAME = "org.apache.flink.types.Row";
    private static final String PACKAGE = "org.apache.flink.types.";

    private static final ClassValue<RowClass> KNOWN = new ClassValue<>() {
        @Override
        protected RowClass computeValue(Class<?> row) {
            return new RowClass(row);
        }
    };

    private final Method arity;
    private final Method byPlace;
    private final Method byName;
    private final Method names;
    private final Method make;
    private final Object insert;

    private RowClass(Class<?> row) {
        try {
            arity = row.getMethod("getArity");
            byPlace = row.getMethod("getField", int.class);
            byName = row.getMethod("getField", String.class);
            names = row.getMethod("getFieldNames", boolean.class);
            Class<?> kind = Class.forName(PACKAGE + "RowKind", true, row.getClassLoader());
            insert = kind.getField("INSERT").get(null);
            make = Class.forName(PACKAGE + "RowUtils", true, row.getClassLoader())
                    .getMethod("createRowWithNamedPositions", kind, Object[].class, LinkedHashMap.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("bug: Flink's Row is another one", e);
        }
    }

    static boolean isOne(Class<?> java) {
        return java.getName().equals(NAME);
    }

    /** The class that functions loaded by a loader see. */
    static Class<?> seenBy(ClassLoader loader) {
        try {
            return Class.forName(NAME, true, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("bug: Flink's Row is not there", e);
        }
    }

    static RowClass of(Class<?> row) {
        return KNOWN.get(row);
    }

    /** Where the fields of a type are, for {@link #make}, in a LinkedHashMap. */
    static Map<String, Integer> places(Type type) {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < type.children().size(); i++) {
            places.put(type.children().get(i).name(), i);
        }
        return places;
    }

    /** A row whose fields are found by place and by name. */
    Object make(@Nullable Object[] fields, Map<String, Integer> places) {
        return java.util.Objects.requireNonNull(call(make, null, insert, fields, places), "a row that is null");
    }

    /**
     * The fields of a row in the order of a type: by their names if it has names, else by place.
     *
     * @return null when it has another number of fields, or one that the type has not
     */
    @Nullable Object @Nullable [] fields(Object row, Type type) {
        int size = type.children().size();
        @Nullable Object[] fields = new Object[size];
        Set<?> given = (Set<?>) call(names, row, false);
        if (given == null) {
            if (!Integer.valueOf(size).equals(call(arity, row))) {
                return null;
            }
            Arrays.setAll(fields, i -> call(byPlace, row, i));
            return fields;
        }
        int found = 0;
        for (int i = 0; i < size; i++) {
            String name = type.children().get(i).name();
            if (given.contains(name)) {
                fields[i] = call(byName, row, name);
                found++;
            }
        }
        return found == given.size() ? fields : null;
    }

    private static @Nullable Object call(Method method, @Nullable Object object, Object... arguments) {
        try {
            return method.invoke(object, arguments);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("bug: Flink's Row does not answer", e);
        }
    }
}
