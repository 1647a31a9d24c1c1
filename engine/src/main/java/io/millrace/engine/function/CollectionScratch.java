package io.millrace.engine.function;

import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import io.millrace.engine.value.CallSite;
import io.millrace.engine.value.NestedValues;
import io.millrace.engine.value.Utf8;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a call of a function of collections works with, kept from row to row. One thread at a time. */
final class CollectionScratch {
    static final Utf8 COMMA = Utf8.of(",");
    static final Utf8 EQUALS = Utf8.of("=");

    final NestedWriter writer = new NestedWriter();
    final Elements first = new Elements();
    final Elements second = new Elements();
    final ElementSet set = new ElementSet();
    final ElementSet wanted = new ElementSet();
    final Utf8 part = new Utf8();
    private @Nullable RowLayout item;
    private final Utf8 patternKey = new Utf8();
    private @Nullable Pattern pattern;
    private int[] order = new int[16];
    private int[] other = new int[16];

    static CollectionScratch of(CallSite site) {
        return site.keep(CollectionScratch::new);
    }

    /** The storage of the elements of an argument. */
    static Storage element(CallSite site, int argument) {
        return site.argument(argument).child(0).storage();
    }

    NestedWriter beginArray(Storage element) {
        writer.clear().beginArray(element);
        return writer;
    }

    /** What was written, in the register of the site. */
    Utf8 finish(CallSite site) {
        writer.end();
        return NestedValues.written(site.text, writer);
    }

    /** The indexes of the elements that are not NULL, in order; see {@link #sorted()}. */
    int sort(Elements elements, boolean ascending) {
        if (order.length < elements.count) {
            order = new int[elements.count * 2];
            other = new int[elements.count * 2];
        }
        int count = 0;
        for (int i = 0; i < elements.count; i++) {
            if (!elements.isNull(i)) {
                order[count++] = i;
            }
        }
        sort(elements, 0, count, ascending ? 1 : -1);
        return count;
    }

    int[] sorted() {
        return order;
    }

    private void sort(Elements elements, int from, int to, int sign) {
        if (to - from < 2) {
            return;
        }
        int middle = from + to >>> 1;
        sort(elements, from, middle, sign);
        sort(elements, middle, to, sign);
        System.arraycopy(order, from, other, from, to - from);
        int left = from;
        int right = middle;
        for (int at = from; at < to; at++) {
            boolean takesLeft = right == to || left < middle && sign * elements.compare(other[left], other[right]) <= 0;
            order[at] = takesLeft ? other[left++] : other[right++];
        }
    }

    /** How the entries of a map are laid out; the maps of a call are all of one type. */
    RowLayout item(Type map) {
        RowLayout known = item;
        if (known == null) {
            known = RowLayout.of(map);
            item = known;
        }
        return known;
    }

    /** As {@link CallSite#remember}, for a second pattern. */
    Pattern pattern(Utf8 key, Function<Utf8, Pattern> make) {
        Pattern known = pattern;
        if (known == null || !patternKey.sameAs(key)) {
            known = make.apply(key);
            patternKey.clear().append(key);
            pattern = known;
        }
        return known;
    }
}
