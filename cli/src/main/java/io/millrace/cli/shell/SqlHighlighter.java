package io.millrace.cli.shell;

import java.util.Locale;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Colours what is typed. */
final class SqlHighlighter implements Highlighter {
    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        AttributedStringBuilder colored = new AttributedStringBuilder();
        for (SqlScan.Piece piece : SqlScan.pieces(buffer)) {
            String text = buffer.substring(piece.start(), piece.end());
            colored.styled(style(piece.kind(), text), text);
        }
        return colored.toAttributedString();
    }

    private static AttributedStyle style(SqlScan.Kind kind, String text) {
        return switch (kind) {
            case WORD ->
                Keywords.ALL.contains(text.toUpperCase(Locale.ROOT))
                        ? AttributedStyle.BOLD.foreground(AttributedStyle.BLUE)
                        : AttributedStyle.DEFAULT;
            case TEXT -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
            case NUMBER -> AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
            case COMMENT -> AttributedStyle.DEFAULT.faint();
            case NAME, SYMBOL, SPACE -> AttributedStyle.DEFAULT;
        };
    }
}
