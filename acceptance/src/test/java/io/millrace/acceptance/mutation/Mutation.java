package io.millrace.acceptance.mutation;

import java.util.ArrayList;
import java.util.List;

/**
 * A bug that somebody might have written.
 *
 * @param name says what is wrong
 * @param place the file and line it is described at
 * @param source the path of the source file within the repository
 * @param original lines of the source file, without their indentation
 * @param mutated what stands there instead
 * @param golden paths of golden files below their folder; a case of theirs must fail
 */
record Mutation(
        String name, String place, String source, List<String> original, List<String> mutated, List<String> golden) {

    /**
     * The source with the bug in it.
     *
     * @throws IllegalArgumentException when the original lines are not there exactly once
     */
    String apply(String text) {
        List<String> lines = text.lines().toList();
        int found = -1;
        for (int at = 0; at + original.size() <= lines.size(); at++) {
            if (matches(lines, at)) {
                if (found >= 0) {
                    throw stale("more than once: add lines before or after, with a space in front");
                }
                found = at;
            }
        }
        if (found < 0) {
            throw stale("no more: seed the bug in what the source says now");
        }
        List<String> result = new ArrayList<>(lines.subList(0, found));
        result.addAll(mutated);
        result.addAll(lines.subList(found + original.size(), lines.size()));
        return String.join("\n", result);
    }

    private boolean matches(List<String> lines, int at) {
        for (int i = 0; i < original.size(); i++) {
            if (!lines.get(at + i).strip().equals(original.get(i))) {
                return false;
            }
        }
        return true;
    }

    private IllegalArgumentException stale(String how) {
        return new IllegalArgumentException(
                place + ": " + source + " has these lines " + how + "\n" + String.join("\n", original) + "\n");
    }

    /** The class of the source file. */
    String className() {
        String path = source.substring(source.indexOf("src/main/java/") + "src/main/java/".length());
        return path.substring(0, path.length() - ".java".length()).replace('/', '.');
    }
}
