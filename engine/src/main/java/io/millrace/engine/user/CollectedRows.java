package io.millrace.engine.user;

import io.millrace.core.error.DataException;
import io.millrace.core.nested.NestedWriter;
import io.millrace.core.nested.RowLayout;
import io.millrace.core.type.Storage;
import io.millrace.core.type.Type;
import io.millrace.engine.value.Utf8;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** What a table function collects in one call, as an ARRAY of rows. A row that is null is left out, as Flink does. */
final class CollectedRows implements InvocationHandler {
    /** More bytes of one call would not fit into an array. */
    private static final int MOST_BYTES = 1 << 30;

    private final Type row;
    private final RowLayout layout;
    private final boolean isValue;
    private final JavaWriting writing;
    private final NestedWriter out;

    /** @param row what is collected: with one column of a name of our own where that is a value */
    CollectedRows(UserObject object, Type row, JavaWriting writing) {
        this.row = row;
        this.writing = writing;
        layout = RowLayout.of(row);
        out = writing.out();
        isValue = row.children().size() == 1 && row.children().get(0).name().equals(UserClass.ONLY_COLUMN);
        try {
            Class<?> collector = Class.forName("org.apache.flink.util.Collector", true, object.loader());
            Object proxy = Proxy.newProxyInstance(object.loader(), new Class<?>[] {collector}, this);
            object.type().getMethod("setCollector", collector).invoke(object.object(), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("bug: Flink's Collector is another one", e);
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        if (arguments != null && method.getName().equals("collect")) {
            collect(arguments[0]);
        }
        return null;
    }

    private void collect(@Nullable Object value) {
        if (out.length() > MOST_BYTES) {
            throw new DataException(
                    "a table function collected more than 1 GB for one row", "collect less in one call of eval");
        } else if (isValue) {
            out.beginRow(layout);
            writing.write(value, row.child(0));
            out.end();
        } else if (value != null) {
            writing.write(value, row);
        }
    }

    void begin() {
        out.clear();
        out.beginArray(Storage.BYTES);
    }

    /** @param array becomes the rows; it holds good until the next call */
    void end(Utf8 array) {
        out.end();
        array.set(out.data(), 0, out.length());
    }
}
