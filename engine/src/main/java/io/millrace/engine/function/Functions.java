package io.millrace.engine.function;

import static io.millrace.engine.function.Family.TEXT;

import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list of all scalar functions. */
public final class Functions {
    /** Every function once, in the order of the documentation. */
    public static final List<Function> ALL = all();

    private static final Map<String, Function> BY_NAME = byName();

    private Functions() {}

    private static List<Function> all() {
        List<Function> all = new ArrayList<>();
        all.add(Function.of(Function.Category.TEXT, "||(a, b)", "The second text behind the first.", "'a' || 'b'")
                .takes(ResultType.of(Type.STRING), TEXT, TEXT)
                .by(TextFunctions.class, "concat"));
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
        return names;
    }
}
