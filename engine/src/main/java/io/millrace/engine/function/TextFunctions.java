package io.millrace.engine.function;

import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Utf8;

/** Functions of text. Positions and lengths count characters (code points), from 1. */
public final class TextFunctions {
    private TextFunctions() {}

    public static Utf8 concat(CallSite site, Utf8 first, Utf8 second) {
        return site.text.clear().append(first).append(second);
    }
}
