package io.millrace.engine.user;

import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lists, sets, queues and maps of the JDK, by their elements in the order in which they are given. What a new accumulator
 * has in their place is filled where it is of the same class, so that a comparator stays.
 */
final class KeptCollections implements JavaKeeping {
    private static final String PACKAGE = "java.util.";

    private final Class<?> declared;
    private final JavaKeeping element;
    private final @Nullable JavaKeeping content;

    /**
     * @param declared as the field says it
     * @param element of a collection, or the keys of a map
     * @param content of a map; else null
     */
    KeptCollections(Class<?> declared, JavaKeeping element, @Nullable JavaKeeping content) {
        this.declared = declared;
        this.element = element;
        this.content = content;
    }

    @Override
    public void write(Object value, StateOutput out) {
        out.writeText(value.getClass().getName());
        if (content == null) {
            Collection<?> elements = (Collection<?>) value;
            out.writeNumber(elements.size());
            for (Object each : elements) {
                JavaKeeping.writeNullable(element, each, out);
            }
            return;
        }
        Map<?, ?> map = (Map<?, ?>) value;
        out.writeNumber(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            JavaKeeping.writeNullable(element, entry.getKey(), out);
            JavaKeeping.writeNullable(content, entry.getValue(), out);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object read(StateInput in, @Nullable Object fresh) {
        Object made = make(in.readText(), fresh);
        int count = in.readCount();
        for (int i = 0; i < count; i++) {
            Object each = JavaKeeping.readNullable(element, in, null);
            if (content == null) {
                ((Collection<@Nullable Object>) made).add(each);
            } else {
                ((Map<@Nullable Object, @Nullable Object>) made).put(each, JavaKeeping.readNullable(content, in, null));
            }
        }
        return made;
    }

    private Object make(String name, @Nullable Object fresh) {
        Class<?> java = known(name);
        if (java == null) {
            return usual();
        } else if (fresh != null && fresh.getClass() == java) {
            if (fresh instanceof Collection<?> collection) {
                collection.clear();
            } else {
                ((Map<?, ?>) fresh).clear();
            }
            return fresh;
        }
        try {
            return java.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            return usual();
        }
    }

    /** The class of this name if it can be made, and filled, and put where it was. */
    private @Nullable Class<?> known(String name) {
        try {
            Class<?> java = name.startsWith(PACKAGE) ? Class.forName(name) : Object.class;
            return declared.isAssignableFrom(java)
                            && Modifier.isPublic(java.getModifiers())
                            && java.getConstructor() != null
                    ? java
                    : null;
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** What is taken where the class itself cannot be made: it is one that cannot be changed, or a part of another. */
    private Object usual() {
        if (content != null) {
            return SortedMap.class.isAssignableFrom(declared) ? new TreeMap<>() : new LinkedHashMap<>();
        } else if (SortedSet.class.isAssignableFrom(declared)) {
            return new TreeSet<>();
        } else if (Set.class.isAssignableFrom(declared)) {
            return new LinkedHashSet<>();
        }
        return Queue.class.isAssignableFrom(declared) ? new ArrayDeque<>() : new ArrayList<>();
    }

    /** Whether a field that is declared so can be filled again. */
    static boolean suits(Class<?> declared) {
        return declared.isInterface()
                || Modifier.isPublic(declared.getModifiers())
                        && !Modifier.isAbstract(declared.getModifiers())
                        && java.util.Arrays.stream(declared.getConstructors())
                                .anyMatch(constructor -> constructor.getParameterCount() == 0);
    }
}
