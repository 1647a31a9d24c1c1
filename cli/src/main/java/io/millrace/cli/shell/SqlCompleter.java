package io.millrace.cli.shell;

import io.millrace.cli.script.Statements;
import io.millrace.cli.script.Statements.Vocabulary;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes keywords, tables, columns and functions. */
final class SqlCompleter implements Completer {
    private final Supplier<Vocabulary> vocabulary;

    SqlCompleter(Statements statements) {
        this.vocabulary = statements::vocabulary;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        Vocabulary names = vocabulary.get();
        String typed = line.word();
        add(candidates, names.tables(), "tables", typed);
        add(candidates, names.columns(), "columns", typed);
        boolean upper = typed.isEmpty() || !typed.equals(typed.toLowerCase(Locale.ROOT));
        add(candidates, inCase(names.functions(), upper), "functions", typed);
        add(candidates, inCase(Keywords.ALL.stream().sorted().toList(), upper), "keywords", typed);
        if (line.wordIndex() == 0) {
            add(candidates, StatementParser.COMMANDS.stream().sorted().toList(), "commands", typed);
        }
    }

    private static List<String> inCase(List<String> words, boolean upper) {
        return words.stream()
                .map(word -> upper ? word.toUpperCase(Locale.ROOT) : word.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static void add(List<Candidate> candidates, List<String> words, String group, String typed) {
        for (String word : words) {
            if (word.regionMatches(true, 0, typed, 0, typed.length())) {
                candidates.add(new Candidate(word, word, group, null, null, null, true));
            }
        }
    }
}
