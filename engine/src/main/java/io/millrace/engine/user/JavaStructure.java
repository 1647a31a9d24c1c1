package io.millrace.engine.user;

import io.millrace.core.error.QueryException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A class of a user that stands for a ROW: its fields, in the order of the constructor that takes them all, else by
 * their names.
 */
final class JavaStructure {
    private static final ClassValue<JavaStructure> KNOWN = new ClassValue<>() {
        @Override
        protected JavaStructure computeValue(Class<?> java) {
            return new JavaStructure(java);
        }
    };

    /** One field; it is read by a method of its name, or as it is if it is public. */
    record Member(
            Field field, @Nullable Method getter, @Nullable Method setter) {
        String name() {
            return field.getName();
        }

        Type type() {
            return field.getGenericType();
        }

        AnnotatedElement hints() {
            return field;
        }
    }

    private final Class<?> java;
    private final List<Member> members;
    private final @Nullable Constructor<?> assigning;

    private JavaStructure(Class<?> java) {
        this.java = java;
        List<Member> found = new ArrayList<>();
        for (Class<?> each = java; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())
                        && !Modifier.isTransient(field.getModifiers())
                        && !field.isSynthetic()) {
                    found.add(new Member(field, getter(java, field), setter(java, field)));
                }
            }
        }
        found.sort(Comparator.comparing(Member::name));
        assigning = assigning(java, found);
        members = assigning == null ? found : inOrder(found, names(assigning));
    }

    /** Whether a class may stand for a ROW: one of a user, not of the JDK or of Flink. */
    static boolean isOne(Class<?> java) {
        return !java.isPrimitive()
                && !java.isArray()
                && !java.isInterface()
                && !java.isEnum()
                && !Modifier.isAbstract(java.getModifiers())
                && !java.getName().startsWith("java.")
                && !java.getName().startsWith("org.apache.flink.");
    }

    /**
     * The structure of a class.
     *
     * @throws QueryException without a place, when it cannot be read or made
     */
    static JavaStructure of(Class<?> java) {
        return KNOWN.get(java);
    }

    List<Member> members() {
        return members;
    }

    /** Checks that it can be read, as Flink does. */
    void check() {
        String name = java.getSimpleName();
        if (!Modifier.isPublic(java.getModifiers()) || members.isEmpty()) {
            throw new QueryException(
                    "class '" + name + "' cannot stand for a row",
                    null,
                    "make it public, static if it is inside of another class, and give it fields");
        }
        for (Member member : members) {
            if (!Modifier.isPublic(member.field().getModifiers()) && member.getter() == null) {
                throw new QueryException(
                        "field " + member.name() + " of class '" + name + "' cannot be read",
                        null,
                        "make it public, or add a method " + getterName(member.name()));
            }
        }
    }

    private static String getterName(String field) {
        return "get" + field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1) + "()";
    }

    private static @Nullable Method getter(Class<?> java, Field field) {
        String name = field.getName().toLowerCase(Locale.ROOT);
        for (Method method : java.getMethods()) {
            String called = method.getName().toLowerCase(Locale.ROOT);
            boolean named = called.equals(name) || called.equals("get" + name) || called.equals("is" + name);
            if (named && method.getParameterCount() == 0 && method.getReturnType() == field.getType()) {
                return method;
            }
        }
        return null;
    }

    private static @Nullable Method setter(Class<?> java, Field field) {
        String name = field.getName().toLowerCase(Locale.ROOT);
        for (Method method : java.getMethods()) {
            String called = method.getName().toLowerCase(Locale.ROOT);
            boolean named = called.equals(name) || called.equals("set" + name);
            if (named && method.getParameterCount() == 1 && method.getParameterTypes()[0] == field.getType()) {
                return method;
            }
        }
        return null;
    }

    /** The public constructor that takes all fields by their names, if it says the names. */
    private static @Nullable Constructor<?> assigning(Class<?> java, List<Member> members) {
        for (Constructor<?> constructor : java.getConstructors()) {
            List<String> names = names(constructor);
            if (names.size() == members.size()
                    && members.stream().allMatch(member -> names.contains(member.name()))
                    && constructor.getParameterCount() > 0) {
                return constructor;
            }
        }
        return null;
    }

    private static List<String> names(Executable executable) {
        Class<?> java = executable.getDeclaringClass();
        if (java.isRecord()) {
            return Arrays.stream(java.getRecordComponents())
                    .map(RecordComponent::getName)
                    .toList();
        }
        Parameter[] parameters = executable.getParameters();
        if (Arrays.stream(parameters).allMatch(Parameter::isNamePresent)) {
            return Arrays.stream(parameters).map(Parameter::getName).toList();
        }
        return ParameterNames.of(executable);
    }

    private static List<Member> inOrder(List<Member> members, List<String> names) {
        List<Member> ordered = new ArrayList<>(members);
        ordered.sort(Comparator.comparing(member -> names.indexOf(member.name())));
        return ordered;
    }

    /** The values of an object's fields. */
    @Nullable Object[] values(Object object) {
        @Nullable Object[] values = new Object[members.size()];
        try {
            for (int i = 0; i < values.length; i++) {
                Member member = members.get(i);
                Method getter = member.getter();
                values[i] = getter != null && !Modifier.isPublic(member.field().getModifiers())
                        ? getter.invoke(object)
                        : member.field().get(object);
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(UserClass.cause(e));
        }
        return values;
    }

    /** An object with these values; a NULL leaves a field of a primitive type as it is. */
    Object make(@Nullable Object[] values) {
        try {
            if (assigning != null) {
                return assigning.newInstance(values);
            }
            Object made = java.getConstructor().newInstance();
            for (int i = 0; i < values.length; i++) {
                Member member = members.get(i);
                Method setter = member.setter();
                boolean stays = values[i] == null && member.field().getType().isPrimitive();
                if (!stays && Modifier.isPublic(member.field().getModifiers())) {
                    member.field().set(made, values[i]);
                } else if (!stays) {
                    Objects.requireNonNull(setter, "no setter of " + member.name())
                            .invoke(made, values[i]);
                }
            }
            return made;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("class '" + java.getName() + "' cannot be made: " + UserClass.cause(e), e);
        }
    }
}
