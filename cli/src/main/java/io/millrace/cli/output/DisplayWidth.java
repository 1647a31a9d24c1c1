package io.millrace.cli.output;

/** How many columns of a terminal a text takes. */
public final class DisplayWidth {
    private DisplayWidth() {}

    /** The columns a text without control characters takes. */
    public static int of(CharSequence text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int point = Character.codePointAt(text, i);
            width += of(point);
            i += Character.charCount(point);
        }
        return width;
    }

    private static int of(int point) {
        if (point < 0x300) {
            return 1;
        }
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT
                || point >= 0x1160 && point <= 0x11FF) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    /** East Asian wide and full-width characters and the pictures that terminals draw as wide as those. */
    private static boolean isWide(int point) {
        return point >= 0x1100 && point <= 0x115F
                || point == 0x231A
                || point == 0x231B
                || point >= 0x23E9 && point <= 0x23EC
                || point >= 0x2E80 && point <= 0x303E
                || point >= 0x3041 && point <= 0xA4CF
                || point >= 0xA960 && point <= 0xA97F
                || point >= 0xAC00 && point <= 0xD7A3
                || point >= 0xF900 && point <= 0xFAFF
                || point >= 0xFE30 && point <= 0xFE6F
                || point >= 0xFF00 && point <= 0xFF60
                || point >= 0xFFE0 && point <= 0xFFE6
                || point >= 0x1F300 && point <= 0x1F64F
                || point >= 0x1F680 && point <= 0x1F6FF
                || point >= 0x1F900 && point <= 0x1F9FF
                || point >= 0x1FA70 && point <= 0x1FAFF
                || point >= 0x20000 && point <= 0x3FFFD;
    }
}
