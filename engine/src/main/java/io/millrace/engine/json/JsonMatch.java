package io.millrace.engine.json;

import io.millrace.engine.json.JsonDocument.Kind;
import io.millrace.engine.json.JsonPath.Step;
import io.millrace.engine.value.Utf8;
import java.util.Arrays;

/** Where a path leads in a document. Reusable; one thread at a time. */
final class JsonMatch {
    private final JsonDocument document;
    private final Utf8 key = new Utf8();
    private int[] nodes = new int[8];
    private int[] next = new int[8];
    private int count;
    private int nextCount;
    private boolean failed;

    JsonMatch(JsonDocument document) {
        this.document = document;
    }

    /** How many values were found. */
    int count() {
        return count;
    }

    int node(int index) {
        return nodes[index];
    }

    /** Looks; false when a part of the path is not there that leads to one value. */
    boolean find(JsonPath path) {
        nodes[0] = 0;
        count = 1;
        boolean single = true;
        for (Step step : path.steps()) {
            failed = false;
            nextCount = 0;
            for (int i = 0; i < count; i++) {
                step(step, nodes[i]);
            }
            int[] reached = next;
            next = nodes;
            nodes = reached;
            count = nextCount;
            if (single && failed && count == 0) {
                return false;
            }
            single &= JsonPath.isSingle(step);
        }
        return true;
    }

    private void add(int node) {
        if (nextCount == next.length) {
            next = Arrays.copyOf(next, nextCount * 2);
        }
        next[nextCount++] = node;
    }

    private void step(Step step, int node) {
        Kind kind = document.kind(node);
        if (step instanceof Step.Name name) {
            int member = kind == Kind.OBJECT ? member(node, name.name()) : -1;
            failed |= member < 0;
            if (member >= 0) {
                add(member);
            }
        } else if (step instanceof Step.Indexes indexes) {
            int size = kind == Kind.ARRAY ? size(node) : 0;
            for (int index : indexes.indexes()) {
                int place = index < 0 ? size + index : index;
                boolean there = place >= 0 && place < size;
                failed |= !there;
                if (there) {
                    add(element(node, place));
                }
            }
        } else if (step instanceof Step.Range range) {
            range(range, node, kind == Kind.ARRAY ? size(node) : 0);
            failed |= kind != Kind.ARRAY;
        } else if (step instanceof Step.All) {
            all(node, kind);
        } else {
            deep(node);
        }
    }

    private void range(Step.Range range, int node, int size) {
        Integer from = range.from();
        Integer to = range.to();
        int first = from == null ? 0 : from < 0 ? Math.max(0, size + from) : from;
        int last = to == null ? size : to < 0 ? size + to : Math.min(to, size);
        for (int i = first; i < last; i++) {
            add(element(node, i));
        }
    }

    private void all(int node, Kind kind) {
        if (document.isScalar(node)) {
            return;
        }
        for (int child = document.first(node); child < document.after(node); child = document.after(child)) {
            if (kind == Kind.OBJECT) {
                child = document.after(child);
            }
            add(child);
        }
    }

    private void deep(int node) {
        add(node);
        if (document.isScalar(node)) {
            return;
        }
        boolean object = document.kind(node) == Kind.OBJECT;
        for (int child = document.first(node); child < document.after(node); child = document.after(child)) {
            child = object ? document.after(child) : child;
            deep(child);
        }
    }

    private int size(int node) {
        int size = 0;
        for (int child = document.first(node); child < document.after(node); child = document.after(child)) {
            size++;
        }
        return size;
    }

    private int element(int node, int index) {
        int child = document.first(node);
        for (int i = 0; i < index; i++) {
            child = document.after(child);
        }
        return child;
    }

    /** The value of a member, or -1. */
    private int member(int node, byte[] name) {
        int found = -1;
        for (int child = document.first(node); child < document.after(node); ) {
            int value = document.after(child);
            if (isNamed(child, name)) {
                found = value;
            }
            child = document.after(value);
        }
        return found;
    }

    private boolean isNamed(int node, byte[] name) {
        byte[] data = document.data();
        int start = document.start(node);
        int end = document.end(node);
        for (int i = start; i < end; i++) {
            if (data[i] == '\\') {
                JsonWriter.unescape(data, start, end, key.clear());
                return Arrays.equals(key.data, key.offset, key.offset + key.length, name, 0, name.length);
            }
        }
        return Arrays.equals(data, start, end, name, 0, name.length);
    }
}
