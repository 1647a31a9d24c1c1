package io.millrace.server;

/** Writes JSON, as much as frames need; commas come by themselves. Reusable after {@link #finish}; one thread only. */
final class Json {
    private static final double[] TENS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};

    private final StringBuilder out = new StringBuilder(1024);
    private boolean comma;

    Json open(char bracket) {
        separate();
        out.append(bracket);
        comma = false;
        return this;
    }

    Json close(char bracket) {
        out.append(bracket);
        comma = true;
        return this;
    }

    Json name(String name) {
        separate();
        quote(name);
        out.append(':');
        comma = false;
        return this;
    }

    Json text(String value) {
        separate();
        quote(value);
        comma = true;
        return this;
    }

    Json number(long value) {
        separate();
        out.append(value);
        comma = true;
        return this;
    }

    /** A number for a chart: at least six significant digits; null when it is not finite. */
    Json number(double value) {
        double magnitude = Math.abs(value);
        if (!Double.isFinite(value)) {
            return nullValue();
        }
        if (value == Math.rint(value) && magnitude < 1e15) {
            return number((long) value);
        }
        if (magnitude >= 1e-3 && magnitude < 1e9) {
            int digits = magnitude >= 1000 ? 3 : magnitude >= 1 ? 5 : 6;
            double rounded = Math.rint(value * TENS[digits]) / TENS[digits];
            return raw(Double.toString(rounded));
        }
        return raw(Double.toString(value));
    }

    Json bool(boolean value) {
        return raw(value ? "true" : "false");
    }

    Json nullValue() {
        return raw("null");
    }

    /** Text that is a JSON value already. */
    Json raw(String json) {
        separate();
        out.append(json);
        comma = true;
        return this;
    }

    private void separate() {
        if (comma) {
            out.append(',');
        }
        comma = false;
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || Character.isSurrogate(c) && !paired(text, i)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean paired(String text, int at) {
        char c = text.charAt(at);
        return Character.isHighSurrogate(c)
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }

    /** What was written since the last finish. */
    String finish() {
        String json = out.toString();
        out.setLength(0);
        comma = false;
        return json;
    }
}
