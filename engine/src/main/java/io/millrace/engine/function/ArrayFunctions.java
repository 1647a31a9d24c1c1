package io.millrace.engine.function;

import io.millrace.core.error.DataException;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.type.Storage;
import io.millrace.engine.value.CallSite;
import io.millrace.engine.value.NestedValues;
import io.millrace.engine.value.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Functions of arrays. A single value comes as an array of that value alone, and an answer that is an element goes as
 * one, since elements of any type can be read and written so.
 */
public final class ArrayFunctions {
    private ArrayFunctions() {}

    /** @param site not needed, but what may answer NULL is called with one */
    public static long cardinality(CallSite site, Utf8 collection) {
        return NestedValues.count(collection);
    }

    /** The array itself, if it has one element at most. */
    public static Utf8 element(Utf8 array) {
        if (NestedValues.count(array) > 1) {
            throw new DataException(
                    "ELEMENT of an array with " + NestedValues.count(array) + " elements",
                    "write array[1] for the first");
        }
        return array;
    }

    public static Utf8 append(CallSite site, Utf8 array, Utf8 value) {
        return joined(site, array, value);
    }

    public static Utf8 prepend(CallSite site, Utf8 array, Utf8 value) {
        return joined(site, value, array);
    }

    private static Utf8 joined(CallSite site, Utf8 array, Utf8 more) {
        CollectionScratch scratch = CollectionScratch.of(site);
        Storage element = CollectionScratch.element(site, 0);
        scratch.beginArray(element);
        writeAll(scratch, array, element);
        writeAll(scratch, more, element);
        return scratch.finish(site);
    }

    private static void writeAll(CollectionScratch scratch, Utf8 array, Storage element) {
        Elements elements = scratch.first.point(array, element);
        for (int i = 0; i < elements.count; i++) {
            elements.write(i, scratch.writer);
        }
    }

    public static Utf8 concat(CallSite site, Utf8[] arrays) {
        CollectionScratch scratch = CollectionScratch.of(site);
        Storage element = CollectionScratch.element(site, 0);
        scratch.beginArray(element);
        for (Utf8 array : arrays) {
            writeAll(scratch, array, element);
        }
        return scratch.finish(site);
    }

    private static int indexOf(CallSite site, Utf8 array, Utf8 value) {
        CollectionScratch scratch = CollectionScratch.of(site);
        Storage element = CollectionScratch.element(site, 0);
        return scratch.first.point(array, element).indexOf(scratch.second.point(value, element), 0);
    }

    public static boolean contains(CallSite site, Utf8 array, Utf8 value) {
        return indexOf(site, array, value) >= 0;
    }

    public static long position(CallSite site, Utf8 array, Utf8 value) {
        return NestedValues.isNull(value, 0) ? site.nullLong() : indexOf(site, array, value) + 1;
    }

    public static Utf8 remove(CallSite site, Utf8 array, Utf8 value) {
        CollectionScratch scratch = CollectionScratch.of(site);
        Storage element = CollectionScratch.element(site, 0);
        Elements elements = scratch.first.point(array, element);
        Elements unwanted = scratch.second.point(value, element);
        scratch.beginArray(element);
        for (int i = 0; i < elements.count; i++) {
            if (!elements.isSame(i, unwanted, 0)) {
                elements.write(i, scratch.writer);
            }
        }
        return scratch.finish(site);
    }

    public static Utf8 distinct(CallSite site, Utf8 array) {
        CollectionScratch scratch = CollectionScratch.of(site);
        Storage element = CollectionScratch.element(site, 0);
        scratch.set.clear();
        scratch.beginArray(element);
        addNew(scratch, scratch.first.point(array, element));
        return scratch.finish(site);
    }

    private static void addNew(CollectionScratch scratch, Elements elements) {
        for (int i = 0; i < elements.count; i++) {
            if (scratch.set.add(elements, i)) {
                elements.write(i, scratch.writer);
            }
        }
    }

    public static Utf8 union(CallSite site, Utf8 one, Utf8 other) {
        CollectionScratch scratch = CollectionScratch.of(site);
        Storage element = CollectionScratch.element(site, 0);
        scratch.set.clear();
        scratch.beginArray(element);
        addNew(scratch, scratch.first.point(one, element));
        addNew(scratch, scratch.second.point(other, element));
        return scratch.finish(site);
    }

    public static Utf8 except(CallSite site, Utf8 one, Utf8 other) {
        CollectionScratch scratch = CollectionScratch.of(site);
        Storage element = CollectionScratch.element(site, 0);
        Elements without = scratch.second.point(other, element);
        scratch.set.clear();
        for (int i = 0; i < without.count; i++) {
            scratch.set.add(without, i);
        }
        scratch.beginArray(element);
        addNew(scratch, scratch.first.point(one, element));
        return scratch.finish(site);
    }

    public static Utf8 intersect(CallSite site, Utf8 one, Utf8 other) {
        // What is in the first, less what is in the first and not in the second.
        CollectionScratch scratch = CollectionScratch.of(site);
        Storage element = CollectionScratch.element(site, 0);
        Elements with = scratch.second.point(other, element);
        Elements elements = scratch.first.point(one, element);
        ElementSet wanted = scratch.wanted;
        wanted.clear();
        for (int i = 0; i < with.count; i++) {
            wanted.add(with, i);
        }
        scratch.set.clear();
        scratch.beginArray(element);
        for (int i = 0; i < elements.count; i++) {
            if (wanted.contains(elements, i) && scratch.set.add(elements, i)) {
                elements.write(i, scratch.writer);
            }
        }
        return scratch.finish(site);
    }

    public static Utf8 reverse(CallSite site, Utf8 array) {
        CollectionScratch scratch = CollectionScratch.of(site);
        Storage element = CollectionScratch.element(site, 0);
        Elements elements = scratch.first.point(array, element);
        scratch.beginArray(element);
        for (int i = elements.count - 1; i >= 0; i--) {
            elements.write(i, scratch.writer);
        }
        return scratch.finish(site);
    }

    public static Utf8 slice(CallSite site, Utf8 array, long start) {
        return slice(site, array, start, Integer.MAX_VALUE);
    }

    /** Negative positions count from the back; 0 is the first one, and what is outside is cut off. */
    public static Utf8 slice(CallSite site, Utf8 array, long start, long end) {
        CollectionScratch scratch = CollectionScratch.of(site);
        Storage element = CollectionScratch.element(site, 0);
        Elements elements = scratch.first.point(array, element);
        long first = start < 0 ? Math.max(1, elements.count + start + 1) : Math.max(1, start);
        long last = end < 0 ? elements.count + end + 1 : Math.min(end, elements.count);
        scratch.beginArray(element);
        for (long i = first; i <= last; i++) {
            elements.write((int) i - 1, scratch.writer);
        }
        return scratch.finish(site);
    }

    public static Utf8 sort(CallSite site, Utf8 array) {
        return sort(site, array, true, true);
    }

    public static Utf8 sort(CallSite site, Utf8 array, boolean ascending) {
        return sort(site, array, ascending, ascending);
    }

    public static Utf8 sort(CallSite site, Utf8 array, boolean ascending, boolean nullsFirst) {
        CollectionScratch scratch = CollectionScratch.of(site);
        Storage element = CollectionScratch.element(site, 0);
        Elements elements = scratch.first.point(array, element);
        int count = scratch.sort(elements, ascending);
        NestedWriter out = scratch.beginArray(element);
        writeNulls(out, nullsFirst ? elements.count - count : 0);
        for (int i = 0; i < count; i++) {
            elements.write(scratch.sorted()[i], out);
        }
        writeNulls(out, nullsFirst ? 0 : elements.count - count);
        return scratch.finish(site);
    }

    private static void writeNulls(NestedWriter out, int count) {
        for (int i = 0; i < count; i++) {
            out.writeNull();
        }
    }

    public static Utf8 max(CallSite site, Utf8 array) {
        return extreme(site, array, 1);
    }

    public static Utf8 min(CallSite site, Utf8 array) {
        return extreme(site, array, -1);
    }

    /** An array of the largest element, or of none. */
    private static Utf8 extreme(CallSite site, Utf8 array, int sign) {
        CollectionScratch scratch = CollectionScratch.of(site);
        Storage element = CollectionScratch.element(site, 0);
        Elements elements = scratch.first.point(array, element);
        int best = -1;
        for (int i = 0; i < elements.count; i++) {
            if (!elements.isNull(i) && (best < 0 || sign * elements.compare(i, best) > 0)) {
                best = i;
            }
        }
        scratch.beginArray(element);
        if (best >= 0) {
            elements.write(best, scratch.writer);
        }
        return scratch.finish(site);
    }

    public static Utf8 join(CallSite site, Utf8 array, Utf8 separator) {
        return join(site, array, separator, null);
    }

    public static Utf8 join(CallSite site, Utf8 array, Utf8 separator, @Nullable Utf8 forNull) {
        Elements elements = CollectionScratch.of(site).first.point(array, Storage.BYTES);
        Utf8 out = site.text.clear();
        boolean first = true;
        for (int i = 0; i < elements.count; i++) {
            if (elements.isNull(i) && forNull == null) {
                continue;
            }
            if (!first) {
                out.append(separator);
            }
            first = false;
            if (elements.isNull(i)) {
                out.append(java.util.Objects.requireNonNull(forNull));
            } else {
                out.append(elements.data, elements.start(i), elements.end(i) - elements.start(i));
            }
        }
        return out;
    }

    /** An empty text has no parts, and with an empty separator each character is one. */
    public static Utf8 split(CallSite site, Utf8 text, Utf8 separator) {
        CollectionScratch scratch = CollectionScratch.of(site);
        NestedWriter out = scratch.beginArray(Storage.BYTES);
        int from = 0;
        while (separator.length == 0 && from < text.length) {
            int next = from + 1;
            while (next < text.length && (text.at(next) & 0xC0) == 0x80) {
                next++;
            }
            out.writeBytes(text.data, text.offset + from, next - from);
            from = next;
        }
        while (separator.length > 0 && text.length > 0) {
            int at = text.indexOf(separator, from);
            int end = at < 0 ? text.length : at;
            out.writeBytes(text.data, text.offset + from, end - from);
            if (at < 0) {
                break;
            }
            from = at + separator.length;
        }
        return scratch.finish(site);
    }

    public static @Nullable Utf8 extractAll(CallSite site, Utf8 text, Utf8 pattern) {
        return extractAll(site, text, pattern, 1);
    }

    public static @Nullable Utf8 extractAll(CallSite site, Utf8 text, Utf8 pattern, long group) {
        RegularExpression expression = site.remember(pattern, key -> RegularExpression.of(key.toString()));
        if (group < 0 || group > expression.groups()) {
            return null;
        }
        CollectionScratch scratch = CollectionScratch.of(site);
        NestedWriter out = scratch.beginArray(Storage.BYTES);
        Utf8 part = scratch.part;
        expression.forEach(text, () -> {
            Utf8 found = expression.group(part, (int) group);
            if (found == null) {
                out.writeNull();
            } else {
                out.writeBytes(found.data, found.offset, found.length);
            }
        });
        return scratch.finish(site);
    }
}
