package io.millrace.engine.function;

import io.millrace.core.text.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The list of all scalar functions. To add one, write a public static method in the class of its kind, and one line in
 * {@link MathList}, {@link TextList}, {@link PatternList}, {@link TimeList}, {@link CollectionList}, {@link JsonList} or
 * {@link BitmapList}.
 */
public final class Functions {
    /** Every function once, in the order of the documentation. */
    public static final List<Function> ALL = all();

    private static final Map<String, Function> BY_NAME = byName();

    private Functions() {}

    private static List<Function> all() {
        List<Function> all = new ArrayList<>(MathList.ALL);
        all.addAll(TextList.ALL);
        all.addAll(PatternList.ALL);
        all.addAll(TimeList.ALL);
        all.addAll(CollectionList.ALL);
        all.addAll(JsonList.ALL);
        all.addAll(BitmapList.ALL);
        return List.copyOf(all);
    }

    /** The function with this name or alias, in any case; null if there is none. */
    public static @Nullable Function find(String name) {
        return BY_NAME.get(name.toUpperCase(Locale.ROOT));
    }

    /** A hint for somebody who called a function that does not exist. */
    public static String suggestion(String name) {
        return Suggestions.didYouMean(name.toUpperCase(Locale.ROOT), BY_NAME.keySet());
    }

    private static Map<String, Function> byName() {
        Map<String, Function> names = new HashMap<>();
        for (Function function : ALL) {
            names.put(function.name(), function);
            for (String alias : function.aliases()) {
                names.put(alias, function);
            }
        }
        JsonList.PARTS.forEach(part -> names.put(part.name(), part));
        CollectionList.PARTS.forEach(part -> names.put(part.name(), part));
        return names;
    }
}
