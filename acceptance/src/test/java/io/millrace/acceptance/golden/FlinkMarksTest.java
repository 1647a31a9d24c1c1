package io.millrace.acceptance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.golden.GoldenFile.FlinkNote;
import io.millrace.acceptance.golden.GoldenFile.GoldenCase;
import io.millrace.engine.EngineOptions;
import io.millrace.sql.NotInFlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is marked as not in Flink is what Flink refuses, as the notes of golden cases tell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlinkMarksTest {
    /** Refusals that no feature of a query is to blame for, by how their reasons begin. */
    private static final List<String> NO_FEATURE = List.of(
            // Rows that it cannot read, or that fail its job; values for which it has no result.
            "a row that is no JSON fails the job",
            "a row without a time fails the job",
            "Division by zero",
            "Text '2026-01-31 12:34' could not be parsed",
            "Index must be an integer starting from '0'",
            "For input string",
            "Fail to deserialize at field",
            "a row that cannot be read fails the job",
            // Tables that it takes in another way.
            "it looks for the path of the hint elsewhere",
            "a table without columns of its own reads nothing there",
            "Unsupported type 'MAP<STRING, INT>' for field",
            "Invalid primary key 'PK_name'. Column 'name' is nullable",
            "Table (or view) default_database.other does not exist",
            "jar or artifact resource [functions.jar] not found",
            // Models that other tools made: a provider of one's own would do for it.
            "it has no provider 'onnx'",
            // Types that it does not compare or take.
            "Numeric literal '99999999999999999999999999999999999999' out of range",
            "Cannot apply '>' to arguments of type '<TIMESTAMP(0)> > <DATE>'",
            "Join: Equality join predicate on incompatible types",
            "Illegal use of 'NULL'",
            "Cast function cannot convert value of type VARIANT",
            "Cannot apply 'IF' to arguments of type",
            // Its own errors, and what depends on how it plans.
            "cannot cast true as class java.math.BigDecimal",
            "ClassNotFoundException: udf.Later",
            "Row arity: 6, but serializer arity: 7",
            "Path should not be null or empty",
            "min bound must be less than max",
            "Could not find an implementation method",
            "Unmaterialized BinaryRawValueData cannot be compared",
            "No assign rules for OTHER defined",
            "an error of its planner",
            "unexpected correlate variable",
            "requirement failed",
            "Invalid input arguments",
            // GROUP BY of a name that the SELECT gives: whether it is one is known too late for a mark.
            "Column 'place' not found",
            "Column 'total' not found",
            "The query contains more than one rowtime attribute column",
            "Table 'B' not found",
            "Unknown call expression: proctime()",
            "Currently the join key in Temporal Table Join can not be empty",
            "Only constant window descriptors are supported");

    /** Cases whose text has what Flink refuses, but says nothing that a query without it would not. */
    private static final List<String> SAME = List.of("only the current row");

    /** Cases that are marked though Flink takes them: a bound that is a column of the partition. */
    private static final List<String> MARKED_IN_VAIN = List.of("as many rows as each row says");

    private final List<Marked> cases = new ArrayList<>();

    private record Marked(
            String place, String name, @Nullable FlinkNote note, List<NotInFlink> marks) {}

    @BeforeAll
    void planAll(@TempDir Path temporary) throws IOException {
        for (GoldenFile file : GoldenTest.files()) {
            Path folder = Files.createTempDirectory(temporary, "case");
            file.writeInputs(folder);
            for (GoldenCase golden : file.cases()) {
                if (golden.expectations().stream().anyMatch(each -> each.kind().equals("rows"))
                        && !golden.sql().matches("(?s).*\\$(late|errors).*")) {
                    ScriptHarness harness = new ScriptHarness(folder, EngineOptions.defaults(1));
                    cases.add(new Marked(
                            file.path() + ":" + golden.line(),
                            golden.name(),
                            golden.flink(),
                            harness.notInFlink(file.script() + golden.sql())));
                }
            }
        }
    }

    @Test
    void whatFlinkRefusesIsMarked() {
        List<String> unmarked = new ArrayList<>();
        for (Marked each : cases) {
            FlinkNote note = each.note();
            if (note != null
                    && note.kind().equals("refuses")
                    && each.marks().isEmpty()
                    && !SAME.contains(each.name())
                    && NO_FEATURE.stream().noneMatch(note.reason()::startsWith)) {
                unmarked.add(each.place() + ": " + note.reason());
            }
        }
        assertThat(String.join("\n", unmarked)).isEmpty();
    }

    @Test
    void whatFlinkTakesIsNotMarked() {
        List<String> marked = new ArrayList<>();
        for (Marked each : cases) {
            if (each.note() == null && !each.marks().isEmpty() && !MARKED_IN_VAIN.contains(each.name())) {
                marked.add(each.place() + ": " + NotInFlink.text(each.marks(), ""));
            }
        }
        assertThat(String.join("\n", marked)).isEmpty();
    }
}
