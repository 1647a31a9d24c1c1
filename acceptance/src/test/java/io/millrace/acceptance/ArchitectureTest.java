package io.millrace.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which part may know which: the arrows of ARCHITECTURE.md point downwards only. */
class ArchitectureTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.millrace");

    private static final String[] JDK = {"java..", "org.jspecify.."};

    @ParameterizedTest
    @ValueSource(strings = {"core", "engine", "learn", "onnx", "cli"})
    void thereIsSomethingToCheck(String module) {
        assertThat(HOUSE.stream().filter(type -> type.getPackageName().startsWith("io.millrace." + module)))
                .isNotEmpty();
    }

    @Test
    void coreKnowsTheJdkOnly() {
        onlyKnows("core", "io.millrace.core..");
    }

    @Test
    void engineKnowsCoreAndJaninoOnly() {
        onlyKnows("engine", "io.millrace.engine..", "io.millrace.core..", "org.codehaus..");
    }

    @Test
    void learnersKnowCoreOnly() {
        onlyKnows("learn", "io.millrace.learn..", "io.millrace.core..");
    }

    @Test
    void onnxKnowsCoreAndItsRuntimeOnly() {
        onlyKnows("onnx", "io.millrace.onnx..", "io.millrace.core..", "ai.onnxruntime..");
    }

    @Test
    void nobodyKnowsOnnx() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.millrace.onnx..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.millrace.onnx..", "ai.onnxruntime..")
                .because("it is an optional part, which only java.util.ServiceLoader finds")
                .check(HOUSE);
    }

    @Test
    void connectorsKnowCoreAndTheirLibrariesOnly() {
        onlyKnows(
                "connect",
                "io.millrace.connect..",
                "io.millrace.core..",
                "de.siegmar.fastcsv..",
                "com.fasterxml.jackson.core..",
                "ch.randelshofer..",
                "org.apache.kafka..");
    }

    @Test
    void clientLibrariesOfConnectorsAreKnownWhereTheyAreLoadedOnFirstUseOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.millrace.connect.kafka.client..", "io.millrace.testkit.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "io.millrace.connect.kafka.client..")
                .because("in a distribution core.env.ClientLibrary loads them from lib/connectors")
                .check(HOUSE);
    }

    @Test
    void sqlKnowsNeitherConnectorsNorWhoeverShowsResults() {
        noClasses()
                .that()
                .resideInAPackage("io.millrace.sql..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.millrace.connect..", "io.millrace.server..", "io.millrace.cli..")
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void onlySqlKnowsCalciteAndFlink() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.millrace.sql..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.calcite..", "org.apache.flink..")
                .check(HOUSE);
    }

    @Test
    void nobodyKnowsTheCommand() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.millrace.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.millrace.cli..", "picocli..", "org.jline..")
                .check(HOUSE);
    }

    @Test
    void coreAndEngineTakeTheWorldFromTheEnvironment() {
        noClasses()
                .that()
                .resideInAnyPackage("io.millrace.core..", "io.millrace.engine..")
                .and()
                .resideOutsideOfPackages("io.millrace.core.env..", "io.millrace.engine.user..")
                .should()
                .accessTargetWhere(asksTheJdk())
                .because("a simulator must be able to replay a run: clocks, threads, files and randomness come from"
                        + " core.env.Environment; only classes of users are loaded from files as the JDK does")
                .check(HOUSE);
    }

    private static DescribedPredicate<JavaAccess<?>> asksTheJdk() {
        Set<String> owners = Set.of(
                "java.nio.file.Files",
                "java.io.File",
                "java.io.FileInputStream",
                "java.io.FileOutputStream",
                "java.io.RandomAccessFile",
                "java.nio.channels.FileChannel",
                "java.net.Socket",
                "java.util.Timer",
                "java.util.concurrent.Executors",
                "java.util.concurrent.ForkJoinPool",
                "java.util.concurrent.ThreadLocalRandom",
                "java.time.Clock",
                "java.lang.ProcessBuilder");
        Set<String> calls = Set.of(
                "java.lang.Thread.<init>",
                "java.lang.Thread.start",
                "java.lang.Thread.sleep",
                "java.lang.System.nanoTime",
                "java.lang.System.currentTimeMillis",
                "java.lang.System.getenv",
                "java.lang.System.exit",
                "java.lang.System.out",
                "java.lang.System.err",
                "java.lang.Math.random",
                "java.time.Instant.now",
                "java.time.LocalDate.now",
                "java.time.LocalDateTime.now",
                "java.time.ZonedDateTime.now",
                "java.util.UUID.randomUUID");
        return describe("asks the JDK for time, threads, files or randomness", access -> {
            String owner = access.getTargetOwner().getName();
            return owners.contains(owner) || calls.contains(owner + "." + access.getName());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "learn", "onnx", "connect", "cli"})
    void packagesHaveNoCycles(String module) {
        slices().matching("io.millrace." + module + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    private static void onlyKnows(String module, String... packages) {
        String[] all = new String[JDK.length + packages.length];
        System.arraycopy(JDK, 0, all, 0, JDK.length);
        System.arraycopy(packages, 0, all, JDK.length, packages.length);
        classes()
                .that()
                .resideInAPackage("io.millrace." + module + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(all)
                .allowEmptyShould(true)
                .check(HOUSE);
    }
}
