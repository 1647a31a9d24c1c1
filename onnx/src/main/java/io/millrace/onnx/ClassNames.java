package io.millrace.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What classes are called: by the model, and by those who read its predictions. Immutable.
 */
final class ClassNames {
    private final List<String> shown;
    private final boolean numbered;
    private final Map<String, Integer> byName = new HashMap<>();

    /**
     * @param own what the model calls its classes, in their order; none where it numbers them from 0, or where texts that
     *     it gives are those that are shown
     * @param given what they are to be called; none for what the model calls them
     */
    ClassNames(List<String> own, List<String> given) {
        numbered = own.isEmpty();
        shown = List.copyOf(given.isEmpty() ? own : given);
        List<String> keys = own.isEmpty() ? given : own;
        for (int i = 0; i < keys.size(); i++) {
            byName.put(keys.get(i), i);
        }
    }

    /** The names in the order of the classes; none when only their numbers are known. */
    List<String> shown() {
        return shown;
    }

    /** The class that the model calls so, or -1. */
    int find(String name) {
        return byName.getOrDefault(name, -1);
    }

    /** The class that the model gives this number, or -1. */
    int find(long number) {
        if (!numbered) {
            return find(Long.toString(number));
        }
        return number >= 0 && (shown.isEmpty() ? number <= Integer.MAX_VALUE : number < shown.size())
                ? (int) number
                : -1;
    }
}
