package io.millrace.core.learn;

import io.millrace.core.connect.Option;
import java.util.List;

/** What WITH can say of every model that learns, whatever its provider; providers do not get to see it. */
public final class VersionOptions {
    public static final String FROZEN = "frozen";
    public static final String MAX_VERSIONS = "max-versions";
    public static final String VERSION_ROWS = "version-rows";

    public static final List<Option> ALL = List.of(
            Option.optional(
                    FROZEN,
                    Option.Kind.BOOLEAN,
                    "false",
                    "Whether it predicts and does not learn; ALTER MODEL changes it."),
            Option.optional(
                    MAX_VERSIONS,
                    Option.Kind.INTEGER,
                    "10",
                    "At most so many versions are kept, from 0 to 1000: then the oldest goes."),
            Option.optional(
                    VERSION_ROWS,
                    Option.Kind.INTEGER,
                    null,
                    "A version is made not only at the end of runs, but at the end of the first epoch, too, after which so many"
                            + " more rows are learned; not with partition-by."));

    private VersionOptions() {}
}
