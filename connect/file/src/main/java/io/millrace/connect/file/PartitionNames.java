package io.millrace.connect.file;

/** How a partition's column and value are written as the name of a folder: as Hive does it, and Flink. */
final class PartitionNames {
    /** Written as {@code %} and two hexadecimal digits, as are control characters. */
    private static final String ESCAPED = "\"#%'*/:=?\\\u007F{}[]^";

    private PartitionNames() {}

    static String escaped(String text) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each < ' ' || ESCAPED.indexOf(each) >= 0) {
                name.append('%')
                        .append(Character.toUpperCase(Character.forDigit(each >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(each & 15, 16)));
            } else {
                name.append(each);
            }
        }
        return name.toString();
    }

    /** The text again; a {@code %} that two hexadecimal digits do not follow stays. */
    static String unescaped(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            int code = name.charAt(i) == '%' ? code(name, i + 1) : -1;
            text.append(code < 0 ? name.charAt(i) : (char) code);
            i += code < 0 ? 0 : 2;
        }
        return text.toString();
    }

    private static int code(String name, int at) {
        if (at + 2 > name.length()) {
            return -1;
        }
        int high = Character.digit(name.charAt(at), 16);
        int low = Character.digit(name.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
