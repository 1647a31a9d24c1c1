package io.millrace.acceptance.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One statement of a script, without its semicolon and comments. */
record StatementText(String text) {
    /** Cuts a script at the semicolons that are in no literal, comment or statement set. */
    static List<StatementText> split(String script) {
        List<StatementText> statements = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int at = 0;
        while (at < script.length()) {
            char c = script.charAt(at);
            int end = at + 1;
            if (script.startsWith("--", at)) {
                end = script.indexOf('\n', at) < 0 ? script.length() : script.indexOf('\n', at);
            } else if (script.startsWith("/*", at) && !script.startsWith("/*+", at)) {
                end = script.indexOf("*/", at) + 2;
            } else if (c == '\'' || c == '`') {
                end = script.indexOf(c, at + 1) < 0 ? script.length() : script.indexOf(c, at + 1) + 1;
                open.append(script, at, end);
            } else if (c == ';' && !isOpenSet(open.toString())) {
                add(open, statements);
            } else {
                open.append(c);
            }
            at = end;
        }
        add(open, statements);
        return statements;
    }

    private static boolean isOpenSet(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        return upper.startsWith("EXECUTE STATEMENT SET") && !upper.endsWith("END");
    }

    private static void add(StringBuilder open, List<StatementText> statements) {
        if (!open.toString().isBlank()) {
            statements.add(new StatementText(open.toString().strip()));
        }
        open.setLength(0);
    }

    boolean isQuery() {
        return beginsWith("SELECT", "WITH", "VALUES", "(");
    }

    boolean beginsWith(String... words) {
        for (String word : words) {
            if (text.regionMatches(true, 0, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }
}
