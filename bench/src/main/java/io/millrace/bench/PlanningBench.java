package io.millrace.bench;

import io.millrace.connect.builtin.BuiltinConnectors;
import io.millrace.connect.file.FileConnectors;
import io.millrace.core.connect.Connector;
import io.millrace.sql.Planner;
import io.millrace.sql.Session;
import io.millrace.sql.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long it takes from the text of a Nexmark query, its tables with it, to a pipeline, in milliseconds; and, with one
 * shot each in a process of its own, how long the very first query takes.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class PlanningBench {
    @Param({
        "q0", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9", "q10", "q11", "q12", "q13", "q14", "q15", "q16",
        "q17", "q18", "q19", "q20", "q21", "q22", "q23"
    })
    String query = "";

    private String script = "";

    @Setup
    public void read() throws IOException {
        Path folder = Files.isDirectory(Path.of("nexmark")) ? Path.of("nexmark") : Path.of("bench", "nexmark");
        String tables = Files.readString(folder.resolve("tables.sql")).replace("${events}", "1000");
        script = tables + Files.readString(folder.resolve(query + ".sql"));
    }

    private List<Step> plan() {
        List<Connector> connectors = new ArrayList<>(FileConnectors.ALL);
        connectors.addAll(BuiltinConnectors.ALL);
        return new Planner(Session.local(connectors, table -> true)).plan(script);
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public List<Step> warm() {
        return plan();
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public List<Step> first() {
        return plan();
    }
}
