package io.millrace.engine.json;

import io.millrace.engine.json.JsonDocument.Kind;
import io.millrace.engine.value.Utf8;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes JSON without white space, the members of objects in the order of their names, as Flink does. */
final class JsonWriter {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private JsonWriter() {}

    /** Appends the text that a string stands for. */
    static void unescape(byte[] data, int from, int end, Utf8 out) {
        int at = from;
        while (at < end) {
            int plain = at;
            while (at < end && data[at] != '\\') {
                at++;
            }
            out.append(data, plain, at - plain);
            if (at == end) {
                return;
            }
            at++;
            int simple = "\"\\/bfnrt".indexOf(data[at]);
            if (simple >= 0) {
                out.append("\"\\/\b\f\n\r\t".charAt(simple));
                at++;
                continue;
            }
            int unit = hex(data, at + 1);
            at += 5;
            boolean pair = Character.isHighSurrogate((char) unit)
                    && at + 6 <= end
                    && data[at] == '\\'
                    && data[at + 1] == 'u'
                    && Character.isLowSurrogate((char) hex(data, at + 2));
            if (pair) {
                int point = Character.toCodePoint((char) unit, (char) hex(data, at + 2));
                out.append(Character.toString(point));
                at += 6;
            } else {
                out.append(String.valueOf((char) unit));
            }
        }
    }

    private static int hex(byte[] data, int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            value = value << 4 | Character.digit(data[i], 16);
        }
        return value;
    }

    /** Appends a text as a string. */
    static void quote(byte[] data, int from, int end, Utf8 out) {
        out.append('"');
        for (int i = from; i < end; i++) {
            byte character = data[i];
            int simple = "\"\\\b\f\n\r\t".indexOf(character);
            if (simple >= 0) {
                out.append('\\').append("\"\\bfnrt".charAt(simple));
            } else if (character >= 0 && character < 0x20) {
                out.append("\\u00").append(HEX[character >> 4]).append(HEX[character & 15]);
            } else {
                out.append(character);
            }
        }
        out.append('"');
    }

    /** A number as Java's: whole ones in all their digits, others as a BigDecimal shows itself. */
    static String number(JsonDocument document, int node) {
        byte[] data = document.data();
        int start = document.start(node);
        String text = new String(data, start, document.end(node) - start, StandardCharsets.US_ASCII);
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (sign == '.' || sign == 'e' || sign == 'E') {
                return exponentFits(text) ? new BigDecimal(text).toString() : text;
            }
        }
        return text.equals("-0") ? "0" : text;
    }

    private static boolean exponentFits(String text) {
        int mark = Math.max(text.indexOf('e'), text.indexOf('E'));
        return mark < 0 || text.length() - mark < 10;
    }

    /** Appends a value. */
    static void write(JsonDocument document, int node, Utf8 out) {
        switch (document.kind(node)) {
            case OBJECT -> object(document, node, true, out);
            case ARRAY -> {
                out.append('[');
                for (int child = document.first(node); child < document.after(node); child = document.after(child)) {
                    if (child > document.first(node)) {
                        out.append(',');
                    }
                    write(document, child, out);
                }
                out.append(']');
            }
            case STRING -> {
                Utf8 text = new Utf8().clear();
                unescape(document.data(), document.start(node), document.end(node), text);
                quote(text.data, text.offset, text.offset + text.length, out);
            }
            case NUMBER -> out.append(number(document, node));
            default -> out.append(document.data(), document.start(node), document.end(node) - document.start(node));
        }
    }

    private record Member(Utf8 name, int value, int order) {}

    /** Appends an object, its members in order, their values as they are. */
    static void sorted(JsonDocument document, Utf8 out) {
        object(document, 0, false, out);
    }

    private static void object(JsonDocument document, int node, boolean deep, Utf8 out) {
        List<Member> members = new ArrayList<>();
        for (int child = document.first(node); child < document.after(node); ) {
            int value = document.after(child);
            Utf8 name = new Utf8().clear();
            unescape(document.data(), document.start(child), document.end(child), name);
            members.add(new Member(name, value, -value));
            child = document.after(value);
        }
        members.sort((a, b) -> {
            int byName = a.name.toString().compareTo(b.name.toString());
            return byName != 0 ? byName : Integer.compare(a.order, b.order);
        });
        out.append('{');
        Member last = null;
        for (Member member : members) {
            if (last != null && last.name.sameAs(member.name)) {
                continue;
            }
            if (last != null) {
                out.append(',');
            }
            Utf8 name = member.name;
            quote(name.data, name.offset, name.offset + name.length, out);
            out.append(':');
            if (deep) {
                write(document, member.value, out);
            } else {
                copy(document, member.value, out);
            }
            last = member;
        }
        out.append('}');
    }

    private static void copy(JsonDocument document, int node, Utf8 out) {
        int quote = document.kind(node) == Kind.STRING ? 1 : 0;
        int from = document.start(node) - quote;
        out.append(document.data(), from, document.end(node) + quote - from);
    }

    /** Whether a value is a kind that IS JSON asks for. */
    static boolean isKind(JsonDocument document, String wanted) {
        Kind kind = document.kind(0);
        return switch (wanted) {
            case "OBJECT" -> kind == Kind.OBJECT;
            case "ARRAY" -> kind == Kind.ARRAY;
            case "SCALAR" -> document.isScalar(0);
            default -> true;
        };
    }
}
