package io.millrace.engine.table;

import io.millrace.core.batch.Vector;
import io.millrace.core.state.State;
import io.millrace.core.type.Type;
import java.util.Arrays;

/**
 * For each owner (a dense id) a multiset of values in order: add and take back in O(log n), smallest and largest in
 * O(log n), where n counts the distinct (owner, value) pairs. One treap over all owners, in plain arrays. One thread at a
 * time.
 */
public final class OrderedMultiset implements State {
    private static final int NONE = -1;

    private final Vector.Writable values;
    private final Vector valueVector;
    private int[] owners = new int[16];
    private int[] left = new int[16];
    private int[] right = new int[16];
    private int[] priorities = new int[16];
    private long[] counts = new long[16];
    private int[] free = new int[8];
    private int freeCount;
    private int used;
    private int root = NONE;
    private long seed = 0x2545_F491_4F6C_DD1DL;

    public OrderedMultiset(Type type) {
        values = Vector.create(type, 16);
        valueVector = values.vector();
    }

    /**
     * Changes how often an owner has a value; NULL is not a value. A count that comes to 0 is forgotten. A count may be
     * below 0 for a while, when a value is taken back before it was added.
     */
    public void add(int owner, Vector source, int row, long weight) {
        int node = find(owner, source, row);
        if (node == NONE) {
            node = create(owner, source, row, weight);
            root = insert(root, node);
            return;
        }
        counts[node] += weight;
        if (counts[node] == 0) {
            root = remove(root, node);
            if (freeCount == free.length) {
                free = Arrays.copyOf(free, freeCount * 2);
            }
            free[freeCount++] = node;
        }
    }

    /** The row in {@link #values} of the owner's smallest (or largest) value that it has at least once, or -1. */
    public int extreme(int owner, boolean largest) {
        int best = NONE;
        int node = root;
        while (node != NONE) {
            int order = Integer.compare(owner, owners[node]);
            if (order == 0) {
                best = node;
                node = largest ? right[node] : left[node];
            } else {
                node = order < 0 ? left[node] : right[node];
            }
        }
        while (best != NONE && counts[best] < 0) {
            best = neighbour(best, largest);
        }
        return best;
    }

    private int neighbour(int from, boolean smaller) {
        int best = NONE;
        int node = root;
        while (node != NONE) {
            int order = compare(owners[from], valueVector, from, node);
            boolean candidate = smaller ? order > 0 : order < 0;
            if (candidate) {
                best = node;
            }
            boolean goRight = smaller ? order > 0 : order >= 0;
            node = goRight ? right[node] : left[node];
        }
        return best != NONE && owners[best] == owners[from] ? best : NONE;
    }

    /** Forgets all values of an owner. */
    public void clear(int owner) {
        for (int node = any(owner); node != NONE; node = any(owner)) {
            counts[node] = 0;
            root = remove(root, node);
            if (freeCount == free.length) {
                free = Arrays.copyOf(free, freeCount * 2);
            }
            free[freeCount++] = node;
        }
    }

    /** Shows every value of an owner with its count, in no order; the visitor may change other owners. */
    public void forEach(int owner, Visitor visitor) {
        int[] nodes = new int[8];
        int count = 0;
        int[] stack = new int[64];
        int depth = 0;
        int node = root;
        while (node != NONE || depth > 0) {
            if (node == NONE) {
                node = stack[--depth];
                continue;
            }
            int order = Integer.compare(owner, owners[node]);
            if (order == 0) {
                if (count == nodes.length) {
                    nodes = Arrays.copyOf(nodes, count * 2);
                }
                nodes[count++] = node;
                if (depth == stack.length) {
                    stack = Arrays.copyOf(stack, depth * 2);
                }
                stack[depth++] = right[node];
                node = left[node];
            } else {
                node = order < 0 ? left[node] : right[node];
            }
        }
        for (int i = 0; i < count; i++) {
            visitor.visit(valueVector, nodes[i], counts[nodes[i]]);
        }
    }

    /** Sees one value. */
    public interface Visitor {
        void visit(Vector values, int row, long count);
    }

    private int any(int owner) {
        int node = root;
        while (node != NONE && owners[node] != owner) {
            node = owner < owners[node] ? left[node] : right[node];
        }
        return node;
    }

    public Vector values() {
        return valueVector;
    }

    private int find(int owner, Vector source, int row) {
        int node = root;
        while (node != NONE) {
            int order = compare(owner, source, row, node);
            if (order == 0) {
                return node;
            }
            node = order < 0 ? left[node] : right[node];
        }
        return NONE;
    }

    private int compare(int owner, Vector source, int row, int node) {
        int order = Integer.compare(owner, owners[node]);
        return order != 0 ? order : Order.compare(source, row, valueVector, node);
    }

    private int create(int owner, Vector source, int row, long weight) {
        int node = freeCount > 0 ? free[--freeCount] : used++;
        if (node == owners.length) {
            int capacity = node * 2;
            owners = Arrays.copyOf(owners, capacity);
            left = Arrays.copyOf(left, capacity);
            right = Arrays.copyOf(right, capacity);
            priorities = Arrays.copyOf(priorities, capacity);
            counts = Arrays.copyOf(counts, capacity);
        }
        if (node == valueVector.size()) {
            values.append(source, row);
        } else {
            values.set(node, source, row);
        }
        owners[node] = owner;
        left[node] = NONE;
        right[node] = NONE;
        counts[node] = weight;
        seed ^= seed << 13;
        seed ^= seed >>> 7;
        seed ^= seed << 17;
        priorities[node] = (int) (seed >>> 32);
        return node;
    }

    private int insert(int tree, int node) {
        if (tree == NONE) {
            return node;
        }
        if (compare(owners[node], valueVector, node, tree) < 0) {
            left[tree] = insert(left[tree], node);
            return priorities[left[tree]] > priorities[tree] ? rotateRight(tree) : tree;
        }
        right[tree] = insert(right[tree], node);
        return priorities[right[tree]] > priorities[tree] ? rotateLeft(tree) : tree;
    }

    private int remove(int tree, int node) {
        if (tree == node) {
            return join(left[tree], right[tree]);
        }
        if (compare(owners[node], valueVector, node, tree) < 0) {
            left[tree] = remove(left[tree], node);
        } else {
            right[tree] = remove(right[tree], node);
        }
        return tree;
    }

    private int join(int low, int high) {
        if (low == NONE || high == NONE) {
            return low == NONE ? high : low;
        }
        if (priorities[low] > priorities[high]) {
            right[low] = join(right[low], high);
            return low;
        }
        left[high] = join(low, left[high]);
        return high;
    }

    private int rotateRight(int tree) {
        int top = left[tree];
        left[tree] = right[top];
        right[top] = tree;
        return top;
    }

    private int rotateLeft(int tree) {
        int top = right[tree];
        right[tree] = left[top];
        left[top] = tree;
        return top;
    }

    @Override
    public long bytes() {
        return valueVector.bytes() + 24L * owners.length + 4L * free.length;
    }

    @Override
    public long rows() {
        return (long) used - freeCount;
    }
}
