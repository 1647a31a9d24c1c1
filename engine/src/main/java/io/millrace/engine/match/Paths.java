package io.millrace.engine.match;

import io.millrace.core.state.Marks;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of partial matches as a forest: a path is a row, the variable it was taken for, and the path before it, so
 * that partial matches that begin alike share what they share. A path goes when no partial match and no longer path has
 * it, and takes its row along.
 *
 * <p>What conditions ask of a path is kept with it, so that nobody walks along it: for each set of variables that they
 * name, the last part that is of one of them, how many there are, and the first ones.
 */
final class Paths {
    static final int NONE = -1;

    private final RowStore rows;
    private final int variables;
    private final boolean[][] members;
    private final int[][] firsts;
    private final int[] offsets;
    private final int words;
    private int[] parents = new int[64];
    private int[] rowIds = new int[64];
    private int[] codes = new int[64];
    private int[] references = new int[64];
    private int[] facts;
    private int[] free = new int[64];
    private int freeCount;
    private int limit;
    private Marks marks = Marks.OFF;

    /**
     * What is kept with each path about a set of variables.
     *
     * @param firsts which of the first parts of that set, from 0
     */
    record Kept(List<Integer> variables, int[] firsts) {}

    Paths(RowStore rows, int variables, List<Kept> kept) {
        this.rows = rows;
        this.variables = variables;
        members = new boolean[kept.size()][variables];
        firsts = new int[kept.size()][];
        offsets = new int[kept.size()];
        int width = 0;
        for (int set = 0; set < kept.size(); set++) {
            for (int variable : kept.get(set).variables()) {
                members[set][variable] = true;
            }
            firsts[set] = kept.get(set).firsts();
            offsets[set] = width;
            width += 2 + firsts[set].length;
        }
        words = width;
        facts = new int[64 * words];
    }

    /**
     * Makes a path longer by a row.
     *
     * @param parent the path so far, or {@link #NONE}
     * @return the new path, which its caller holds
     */
    int extend(int parent, int variable, boolean shown, int row) {
        int path = freeCount > 0 ? free[--freeCount] : limit++;
        if (path >= parents.length) {
            grow(path * 2);
        }
        marks.touch(path);
        parents[path] = parent;
        rowIds[path] = row;
        codes[path] = shown ? variable : variable + variables;
        references[path] = 1;
        rows.retain(row);
        if (parent != NONE) {
            references[parent]++;
        }
        for (int set = 0; set < members.length; set++) {
            keep(path, parent, set, members[set][variable]);
        }
        return path;
    }

    private void keep(int path, int parent, int set, boolean member) {
        int to = path * words + offsets[set];
        int size = 2 + firsts[set].length;
        if (parent == NONE) {
            Arrays.fill(facts, to, to + size, NONE);
            facts[to + 1] = 0;
        } else {
            System.arraycopy(facts, parent * words + offsets[set], facts, to, size);
        }
        if (member) {
            int number = facts[to + 1]++;
            facts[to] = path;
            for (int i = 0; i < firsts[set].length; i++) {
                if (firsts[set][i] == number) {
                    facts[to + 2 + i] = path;
                }
            }
        }
    }

    private void grow(int capacity) {
        parents = Arrays.copyOf(parents, capacity);
        rowIds = Arrays.copyOf(rowIds, capacity);
        codes = Arrays.copyOf(codes, capacity);
        references = Arrays.copyOf(references, capacity);
        facts = Arrays.copyOf(facts, capacity * words);
    }

    /** Says who is to be told of paths that come and go. */
    void mark(Marks newMarks) {
        marks = newMarks;
    }

    void retain(int path) {
        references[path]++;
    }

    void release(int released) {
        int path = released;
        while (path != NONE && --references[path] == 0) {
            marks.remove(path);
            rows.release(rowIds[path]);
            if (freeCount == free.length) {
                free = Arrays.copyOf(free, freeCount * 2);
            }
            free[freeCount++] = path;
            path = parents[path];
        }
    }

    RowStore rows() {
        return rows;
    }

    /** The path without its last row, or {@link #NONE}. */
    int parent(int path) {
        return parents[path];
    }

    /** The last row of a path. */
    int row(int path) {
        return rowIds[path];
    }

    /** What the last row was taken for. */
    int variable(int path) {
        int code = codes[path];
        return code < variables ? code : code - variables;
    }

    /** Whether the last row is one of those that are shown. */
    boolean isShown(int path) {
        return codes[path] < variables;
    }

    boolean isMember(int set, int variable) {
        return members[set][variable];
    }

    /** How many rows of a path are of a set. */
    int count(int path, int set) {
        return path == NONE ? 0 : facts[path * words + offsets[set] + 1];
    }

    /**
     * The row of a set that is so many rows of that set from the end, or {@link #NONE}. The cost grows with {@code
     * skipped}, a number in the query, not with the path.
     */
    int last(int path, int set, int skipped) {
        int at = path == NONE ? NONE : facts[path * words + offsets[set]];
        for (int i = 0; i < skipped && at != NONE; i++) {
            int before = parents[at];
            at = before == NONE ? NONE : facts[before * words + offsets[set]];
        }
        return at == NONE ? NONE : rowIds[at];
    }

    /**
     * One of the first rows of a set, or {@link #NONE}.
     *
     * @param index which of the {@link Kept#firsts}
     */
    int first(int path, int set, int index) {
        int at = path == NONE ? NONE : facts[path * words + offsets[set] + 2 + index];
        return at == NONE ? NONE : rowIds[at];
    }

    /** All paths are below this. */
    int limit() {
        return limit;
    }

    long bytes() {
        return 16L * parents.length + 4L * facts.length + 4L * free.length;
    }
}
