package io.millrace.engine.user;

import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects of a class of users, by their fields; those that are transient are as they are made. */
final class KeptFields implements JavaKeeping {
    private final Class<?> java;
    private final Way way;
    private final List<Kept> fields;

    private record Kept(Field field, JavaKeeping keeping) {}

    private KeptFields(Class<?> java, Way way, List<Kept> fields) {
        this.java = java;
        this.way = way;
        this.fields = fields;
    }

    static KeptFields of(Class<?> java, Type type, Way before) {
        Way way = new Way(before.function(), before, java, JavaKeeping.arguments(type, before));
        List<Kept> fields = new ArrayList<>();
        Class<?> declaring = java;
        Way at = way;
        while (declaring != null && declaring != Object.class && declaring != Record.class) {
            for (Field field : declaring.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (!Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers) && !field.isSynthetic()) {
                    open(field, way);
                    fields.add(new Kept(field, JavaKeeping.of(field.getGenericType(), at)));
                }
            }
            Type above = declaring.getGenericSuperclass();
            at = new Way(way.function(), way, declaring, JavaKeeping.arguments(above, at));
            declaring = declaring.getSuperclass();
        }
        requireMade(java, way);
        fields.sort(Comparator.comparing((Kept kept) -> kept.field().getName())
                .thenComparing(kept -> kept.field().getDeclaringClass().getName()));
        return new KeptFields(java, way, fields);
    }

    /** An accumulator is made by its function; what is in it must be made by its class. */
    private static void requireMade(Class<?> java, Way way) {
        boolean inner = way.before() != null && way.before().java() != Object.class;
        if (inner && !java.isRecord()) {
            boolean made =
                    Arrays.stream(java.getDeclaredConstructors()).anyMatch(each -> each.getParameterCount() == 0);
            if (!made) {
                throw way.refused(java, "which has no constructor without arguments");
            }
        }
        if (Modifier.isAbstract(java.getModifiers())) {
            throw way.refused(java, "which is abstract");
        }
    }

    private static void open(Field field, Way way) {
        try {
            field.setAccessible(true);
        } catch (InaccessibleObjectException | SecurityException e) {
            throw way.refused(field.getDeclaringClass(), "which cannot be looked into");
        }
    }

    @Override
    public void write(Object value, StateOutput out) {
        boolean same = value.getClass() == java;
        out.writeBoolean(same);
        if (!same) {
            out.writeText(value.getClass().getName());
            of(value.getClass(), value.getClass(), way).writeFields(value, out);
            return;
        }
        writeFields(value, out);
    }

    private void writeFields(Object value, StateOutput out) {
        try {
            for (Kept kept : fields) {
                JavaKeeping.writeNullable(kept.keeping(), kept.field().get(value), out);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("bug: a field that was opened cannot be read", e);
        }
    }

    @Override
    public Object read(StateInput in, @Nullable Object fresh) {
        if (in.readBoolean()) {
            return readFields(in, fresh);
        }
        String name = in.readText();
        try {
            Class<?> other = Class.forName(name, true, java.getClassLoader());
            return of(other, other, way).readFields(in, fresh);
        } catch (ClassNotFoundException e) {
            throw new StateInput.DamagedStateException("there is no class " + name);
        }
    }

    private Object readFields(StateInput in, @Nullable Object fresh) {
        @Nullable Object[] values = new Object[fields.size()];
        Object base = fresh != null && fresh.getClass() == java ? fresh : null;
        try {
            if (java.isRecord()) {
                return record(in);
            }
            base = base == null ? make() : base;
            for (int i = 0; i < values.length; i++) {
                Field field = fields.get(i).field();
                values[i] = JavaKeeping.readNullable(fields.get(i).keeping(), in, field.get(base));
                if (!field.getType().isPrimitive() || values[i] != null) {
                    field.set(base, values[i]);
                }
            }
            return base;
        } catch (ReflectiveOperationException e) {
            throw way.refused(java, "which cannot be made: " + UserClass.cause(e));
        }
    }

    private Object make() throws ReflectiveOperationException {
        Constructor<?> constructor = java.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private Object record(StateInput in) throws ReflectiveOperationException {
        java.lang.reflect.RecordComponent[] components = java.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new Object[components.length];
        for (Kept kept : fields) {
            Object value = JavaKeeping.readNullable(kept.keeping(), in, null);
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                if (components[i].getName().equals(kept.field().getName())) {
                    values[i] = value;
                }
            }
        }
        Constructor<?> constructor = java.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }
}
