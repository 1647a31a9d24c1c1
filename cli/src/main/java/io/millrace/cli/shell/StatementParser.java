package io.millrace.cli.shell;

import java.util.Locale;
import java.util.Set;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;

/** Lets a statement go over several lines: Enter ends it only behind a semicolon. */
final class StatementParser extends DefaultParser {
    /** What is understood without a semicolon. */
    static final Set<String> COMMANDS = Set.of("help", "quit", "exit");

    StatementParser() {
        setQuoteChars(new char[0]);
        setEscapeChars(new char[0]);
    }

    /** The shell's own command in a line, or the empty string. */
    static String command(String line) {
        String word = line.strip().toLowerCase(Locale.ROOT);
        String bare = word.endsWith(";") ? word.substring(0, word.length() - 1).strip() : word;
        return COMMANDS.contains(bare) ? bare : "";
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        boolean accepting = context == ParseContext.ACCEPT_LINE;
        if (accepting && command(line).isEmpty() && !line.isBlank() && !SqlScan.isComplete(line)) {
            throw new EOFError(-1, cursor, "the statement goes on until ;", ";");
        }
        return super.parse(line, cursor, context);
    }

    @Override
    public boolean isDelimiterChar(CharSequence buffer, int at) {
        char c = buffer.charAt(at);
        return !Character.isJavaIdentifierPart(c) && c != '`';
    }
}
