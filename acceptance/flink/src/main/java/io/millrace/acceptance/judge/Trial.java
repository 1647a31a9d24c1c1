package io.millrace.acceptance.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.jspecify.annotations.Nullable;

/** A script on Flink. Queries that follow each other run as one job. */
final class Trial {
    private static final Pattern SETTING =
            Pattern.compile("SET\\s+'([^']*)'\\s*=\\s*'([^']*)'", Pattern.CASE_INSENSITIVE);
    private static final Pattern TABLE = Pattern.compile(
            "CREATE\\s+(?:TEMPORARY\\s+)?TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(`[^`]+`|\\w+)",
            Pattern.CASE_INSENSITIVE);

    private final StreamTableEnvironment environment;
    private final Path folder;
    private final List<StatementText> statements;
    private final List<List<@Nullable String>> answers = new ArrayList<>();
    private final List<String> waiting = new ArrayList<>();

    private final @Nullable Path changes;

    /**
     * Nothing has run.
     *
     * @param changes the file for the changes of the script's queries, of which the last one's stay there; null if answers have the rows
     */
    Trial(JudgeCluster cluster, boolean batch, Path folder, @Nullable Path changes, String script) {
        environment = cluster.environment(batch);
        this.folder = folder;
        this.changes = changes;
        statements = StatementText.split(script);
    }

    /** Runs it all. The answers are those of {@link JudgeProcess}, without the last. */
    List<List<@Nullable String>> run() {
        try {
            for (StatementText statement : statements) {
                if (statement.isQuery()) {
                    waiting.add(statement.text());
                } else {
                    flush();
                    execute(statement);
                }
            }
            flush();
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            answers.add(Refusal.of(e));
        }
        return answers;
    }

    private void flush() {
        ZoneId zone = ZoneId.of(
                environment.getConfig().get(org.apache.flink.table.api.config.TableConfigOptions.LOCAL_TIME_ZONE));
        QueryJobs jobs = new QueryJobs(environment, new CellText(zone));
        if (changes == null) {
            answers.addAll(jobs.run(waiting));
        } else {
            waiting.forEach(query -> answers.add(jobs.runInto(changes, query)));
        }
        waiting.clear();
    }

    private void execute(StatementText statement) throws IOException {
        String text = statement.text();
        Matcher setting = SETTING.matcher(text);
        if (statement.beginsWith("SET") && setting.find()) {
            environment.getConfig().set(setting.group(1), setting.group(2));
        } else if (statement.beginsWith("INSERT")) {
            // Only whether Flink takes it: tables of results are what is compared.
            environment.explainSql(text);
        } else if (!statement.beginsWith("SET", "RESET", "EXPLAIN", "SHOW", "DESC", "EXECUTE", "BEGIN")) {
            environment.executeSql(text);
            Matcher table = TABLE.matcher(text);
            if (table.find() && !text.toUpperCase(Locale.ROOT).contains(" LIKE ")) {
                new InputFile(environment, folder).adapt(table.group(1).replace("`", ""));
            }
        }
    }
}
