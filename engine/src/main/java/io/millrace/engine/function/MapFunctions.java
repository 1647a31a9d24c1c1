package io.millrace.engine.function;

import io.millrace.core.error.DataException;
import io.millrace.core.nested.Nested;
import io.millrace.core.nested.NestedOrder;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import io.millrace.engine.value.CallSite;
import io.millrace.engine.value.NestedValues;
import io.millrace.engine.value.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Functions of maps. */
public final class MapFunctions {
    private MapFunctions() {}

    public static Utf8 keys(CallSite site, Utf8 map) {
        return parts(site, map, 0);
    }

    public static Utf8 values(CallSite site, Utf8 map) {
        return parts(site, map, 1);
    }

    private static Utf8 parts(CallSite site, Utf8 map, int part) {
        CollectionScratch scratch = CollectionScratch.of(site);
        Type type = site.argument(0);
        RowLayout item = scratch.item(type);
        NestedWriter out = scratch.beginArray(type.child(part).storage());
        int count = NestedValues.count(map);
        for (int i = 0; i < count; i++) {
            out.writeField(map.data, Nested.start(map.data, map.offset, map.length, i), part, item);
        }
        return scratch.finish(site);
    }

    /** A map is an array of its entries. */
    public static Utf8 entries(Utf8 map) {
        return map;
    }

    public static Utf8 fromArrays(CallSite site, Utf8 keys, Utf8 values) {
        CollectionScratch scratch = CollectionScratch.of(site);
        Elements first = scratch.first.point(keys, CollectionScratch.element(site, 0));
        Elements second = scratch.second.point(values, CollectionScratch.element(site, 1));
        if (first.count != second.count) {
            throw new DataException(
                    "MAP_FROM_ARRAYS of " + first.count + " keys and " + second.count + " values",
                    "both arrays must be equally long");
        }
        RowLayout item = scratch.item(site.type());
        scratch.writer.clear().beginMap(item);
        for (int i = 0; i < first.count; i++) {
            scratch.writer.beginRow(item);
            first.write(i, scratch.writer);
            second.write(i, scratch.writer);
            scratch.writer.end();
        }
        return scratch.finish(site);
    }

    public static Utf8 union(CallSite site, Utf8[] maps) {
        CollectionScratch scratch = CollectionScratch.of(site);
        scratch.writer.clear().beginMap(scratch.item(site.type()));
        for (Utf8 map : maps) {
            Elements entries = scratch.first.point(map, Storage.BYTES);
            for (int i = 0; i < entries.count; i++) {
                entries.write(i, scratch.writer);
            }
        }
        return scratch.finish(site);
    }

    /** The value with the entries of every map in it sorted by their keys. */
    public static Utf8 sorted(CallSite site, Utf8 value) {
        CollectionScratch scratch = CollectionScratch.of(site);
        NestedOrder.sort(scratch.writer.clear(), value.data, value.offset, value.length, site.argument(0));
        return NestedValues.written(site.text, scratch.writer);
    }

    public static Utf8 fromText(CallSite site, Utf8 text) {
        return fromText(site, text, CollectionScratch.COMMA, CollectionScratch.EQUALS);
    }

    /** An entry without a value has NULL. */
    public static Utf8 fromText(CallSite site, Utf8 text, Utf8 between, Utf8 before) {
        CollectionScratch scratch = CollectionScratch.of(site);
        RowLayout item = scratch.item(site.type());
        NestedWriter out = scratch.writer.clear();
        out.beginMap(item);
        if (text.length > 0) {
            Pattern values = scratch.pattern(before, MapFunctions::pattern);
            for (String entry : site.remember(between, MapFunctions::pattern).split(text.toString())) {
                String[] parts = values.split(entry, 2);
                out.beginRow(item);
                write(out, parts[0]);
                if (parts.length < 2) {
                    out.writeNull();
                } else {
                    write(out, parts[1]);
                }
                out.end();
            }
        }
        return scratch.finish(site);
    }

    private static void write(NestedWriter out, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(utf8, 0, utf8.length);
    }

    private static Pattern pattern(Utf8 regex) {
        try {
            return Pattern.compile(regex.toString());
        } catch (PatternSyntaxException e) {
            throw new DataException(
                    "'" + regex + "' is not a regular expression: " + e.getDescription(),
                    "a character with a meaning of its own stands for itself after \\, as in \\|");
        }
    }
}
