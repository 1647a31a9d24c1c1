package io.millrace.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.ExitStatus;
import io.millrace.cli.Streams;
import io.millrace.cli.output.Lines;
import io.millrace.cli.output.OutputFormat;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.core.error.DataException;
import io.millrace.core.error.QueryException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.Execution;
import io.millrace.engine.pipeline.Specification.Order;
import io.millrace.sql.Step;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptRunTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private boolean quiet;

    private ScriptRun run(Statements statements, OutputStream target) {
        Streams streams = Streams.piped(
                new ByteArrayInputStream(new byte[0]), target, new PrintStream(err, true, StandardCharsets.UTF_8));
        RunSettings settings = new RunSettings(OutputFormat.CSV, quiet, false, !quiet);
        return new ScriptRun(statements, settings, streams, SystemEnvironment.create());
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String told() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aBoundedRunPrintsItsRowsAndEnds() throws InterruptedException {
        int status = run(new FakeSession(true, Order.NONE, List.of()), out).run("SELECT");
        assertThat(status).isEqualTo(ExitStatus.DONE);
        assertThat(printed()).isEqualTo("n\n1\n2\n3\nprinted by a table\n");
        assertThat(told()).isEqualTo("warning: mind the gap\n");
    }

    @Test
    void theLastRunIsExplained() throws InterruptedException {
        FakeSession session = new FakeSession(true, Order.NONE, List.of());
        ScriptRun run = run(session, out);
        run.run("SELECT");
        out.reset();
        assertThat(run.run(FakeSession.WHY)).isEqualTo(ExitStatus.DONE);
        assertThat(printed())
                .startsWith(
                        "It has counted to three.\n\nThe run is over, all input has been read; epoch 3 is complete.");
    }

    @Test
    void whereNothingHasRunThereIsNothingToExplain() {
        ScriptRun run = run(new FakeSession(true, Order.NONE, List.of()), out);
        assertThatThrownBy(() -> run.run(FakeSession.WHY)).isInstanceOfSatisfying(QueryException.class, e -> {
            assertThat(e).hasMessage("nothing has run yet that could be explained");
            assertThat(e.position()).isNotNull();
            assertThat(e.hint()).contains("EXPLAIN WHY before a SELECT or an INSERT");
        });
    }

    @Test
    void aRunThatIsExplainedPrintsNoRows() throws InterruptedException {
        run(new FakeSession(true, Order.NONE, List.of()), out).run(FakeSession.WHY_SELECT);
        assertThat(printed()).doesNotContain("n\n1\n").contains("It has counted to three.");
    }

    @Test
    void quietSaysNothingButResults() throws InterruptedException {
        quiet = true;
        run(new FakeSession(true, Order.NONE, List.of()), out).run("SELECT");
        assertThat(told()).isEmpty();
    }

    @Test
    void aLimitEndsAnUnboundedRun() throws InterruptedException {
        int status = run(new FakeSession(false, new Order(List.of(), 2, 0), List.of()), out)
                .run("SELECT");
        assertThat(status).isEqualTo(ExitStatus.DONE);
        assertThat(printed()).startsWith("op,n\n+I,1\n+I,2\n").doesNotContain("+I,3");
    }

    @Test
    void aStopEndsWithWholeLinesAndTheStatusOfAnInterruption() throws InterruptedException {
        FakeSession session = new FakeSession(false, Order.NONE, List.of());
        int status = run(session, out).run("SELECT", execution -> {
            try {
                session.firstEpoch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            execution.stop();
        });
        assertThat(status).isEqualTo(ExitStatus.INTERRUPTED);
        assertThat(printed()).startsWith("op,n\n+I,1\n").endsWith("\n");
    }

    @Test
    void failuresComeOut() {
        FakeSession session = new FakeSession(false, Order.NONE, List.of());
        session.failure = new DataException("row 7 is broken", null);
        assertThatThrownBy(() -> run(session, out).run("SELECT")).hasRootCauseInstanceOf(DataException.class);
    }

    @Test
    void aReaderThatGoesEndsTheRun() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertThatThrownBy(() ->
                        run(new FakeSession(false, Order.NONE, List.of()), gone).run("SELECT"))
                .hasStackTraceContaining(Lines.ClosedException.class.getName());
    }

    @Test
    void knownRowsTextsAndMessagesGoWhereTheyBelong() throws InterruptedException {
        Schema schema = Schema.of(new Column("name", Type.STRING), new Column("comment", Type.STRING));
        List<Step> steps = List.of(
                new Step.Message("table t was created"),
                new Step.Rows(schema, List.of(Arrays.asList("t", null))),
                new Step.Text("Scan t"));
        run(new FakeSession(true, Order.NONE, steps), out).run("SHOW TABLES");
        assertThat(printed()).isEqualTo("name,comment\nt,\nScan t\n");
        assertThat(told()).isEqualTo("table t was created\n");
    }

    @Test
    void everyRunIsGivenToWhoeverMayStopIt() throws InterruptedException {
        Execution[] seen = new Execution[1];
        run(new FakeSession(true, Order.NONE, List.of()), out).run("SELECT", execution -> seen[0] = execution);
        assertThat(seen[0]).isNotNull();
    }
}
