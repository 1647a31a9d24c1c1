package io.millrace.acceptance.judge;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts on one Flink cluster, one after another, as standard input asks.
 *
 * <p>A request is {@code streaming} or {@code batch}, the folder with the inputs, NULL or the file into which changes
 * go ({@link ChangeFile}; answers then have no cells), and the script. The answers are a message for each of its queries
 * in their order: {@code table}, {@code appended} or {@code changing}, the number of columns, their names, their types,
 * then all cells by row; or {@code refused} and why. A statement of another kind that Flink refuses ends the script with
 * {@code refused}. {@code end} comes last.
 */
public final class JudgeProcess {
    private JudgeProcess() {}

    /**
     * Serves until standard input ends.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws Exception {
        DataInputStream in = new DataInputStream(System.in);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
        // Whatever Flink prints must not get between the messages.
        System.setOut(new PrintStream(System.err, true));
        try (JudgeCluster cluster = JudgeCluster.start()) {
            for (List<@Nullable String> request = Message.read(in); request != null; request = Message.read(in)) {
                serve(cluster, request, out);
            }
        }
        System.exit(0);
    }

    private static void serve(JudgeCluster cluster, List<@Nullable String> request, DataOutputStream out)
            throws IOException {
        @Nullable String changes = request.get(2);
        Trial trial = new Trial(
                cluster,
                "batch".equals(request.get(0)),
                Path.of(Objects.requireNonNull(request.get(1))),
                changes == null ? null : Path.of(changes),
                Objects.requireNonNull(request.get(3)));
        for (List<@Nullable String> answer : trial.run()) {
            Message.write(out, answer);
        }
        Message.write(out, List.of("end"));
    }
}
