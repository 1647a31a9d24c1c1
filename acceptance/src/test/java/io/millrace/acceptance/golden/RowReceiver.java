package io.millrace.acceptance.golden;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the changes of a result one by one, for results that are too large to be kept. */
@FunctionalInterface
public interface RowReceiver {
    /** A row as text, NULL as null, and how often it came, or went if that is less than zero. */
    void accept(List<@Nullable String> row, long weight);
}
