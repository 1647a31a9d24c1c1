package io.millrace.sql;

import io.millrace.core.text.Suggestions;
import io.millrace.sql.validate.Places;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.sql.parser.ddl.SqlAddJar;
import org.apache.flink.sql.parser.ddl.SqlRemoveJar;
import org.apache.flink.sql.parser.dql.SqlShowJars;
import org.jspecify.annotations.Nullable;

/** ADD JAR, REMOVE JAR and SHOW JARS: where functions are looked for that are created from now on. */
final class JarStatements {
    private final Session session;
    private final FunctionCatalog functions;

    JarStatements(Session session) {
        this.session = session;
        functions = session.catalog().functions();
    }

    /** Carries a statement out, if it is one of these. */
    Optional<Step> answer(SqlNode node) {
        if (node instanceof SqlAddJar add) {
            return Optional.of(add(add));
        } else if (node instanceof SqlRemoveJar remove) {
            return Optional.of(remove(remove));
        } else if (node instanceof SqlShowJars) {
            List<List<@Nullable String>> rows = new ArrayList<>();
            functions.jars().forEach(jar -> rows.add(List.of(jar.toString())));
            return Optional.of(new Step.Rows(Inspection.schema("jars"), rows));
        }
        return Optional.empty();
    }

    private Step add(SqlAddJar add) {
        Path jar = path(add.getPath(), add);
        if (!Files.isRegularFile(jar)) {
            throw Places.error(
                    "there is no file '" + add.getPath() + "'", add, "relative paths are relative to the script");
        }
        functions.addJar(jar);
        return new Step.Message("Jar '" + add.getPath() + "' added.");
    }

    private Step remove(SqlRemoveJar remove) {
        if (!functions.removeJar(path(remove.getPath(), remove))) {
            throw Places.error(
                    "jar '" + remove.getPath() + "' was not added",
                    remove,
                    Suggestions.didYouMean(
                            remove.getPath(),
                            functions.jars().stream().map(Path::toString).toList()));
        }
        return new Step.Message("Jar '" + remove.getPath() + "' removed.");
    }

    /** The file that a jar's name means. */
    Path path(String text, SqlNode place) {
        String plain =
                text.startsWith("file:") ? text.substring("file:".length()).replaceFirst("^//", "") : text;
        if (plain.contains("://")) {
            throw Places.error(
                    "jars are read from this machine only, not from '" + text + "'", place, "download it first");
        }
        return session.bounded().resolve(plain);
    }
}
