package io.millrace.sql;

import io.millrace.core.error.QueryException;
import io.millrace.core.type.Type;
import io.millrace.engine.learn.ModelCopy;
import io.millrace.engine.learn.Models;
import io.millrace.engine.learn.Models.LearnedFacts;
import io.millrace.sql.ModelFile.UnreadableException;
import io.millrace.sql.parse.ModelFileStatement;
import io.millrace.sql.parse.Parser;
import io.millrace.sql.parse.Statement;
import io.millrace.sql.validate.Places;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.sql.parser.ddl.model.SqlCreateModel;
import org.apache.flink.sql.parser.ddl.model.SqlCreateModelAs;
import org.jspecify.annotations.Nullable;

/** EXPORT MODEL and IMPORT MODEL. Of one script. */
final class ModelFiles {
    private static final String EXPORT = "EXPORT MODEL";
    private static final String IMPORT = "IMPORT MODEL";
    /** A file that is larger would not fit into an array. */
    private static final long LARGEST_BYTES = Integer.MAX_VALUE - 64;

    private final Session session;
    private final Models stored;
    private final ModelCatalog models;
    private final Names names;
    /** Which models the script writes before, by file: one that is not there yet can be read behind that. */
    private final Map<Path, CatalogModel> written = new HashMap<>();

    ModelFiles(Session session) {
        this.session = session;
        stored = session.models().stored();
        models = session.catalog().models();
        names = new Names(session.catalog());
    }

    /** What has to be done for a statement. */
    Step step(ModelFileStatement node, Statement statement) {
        if (statement.inSet()) {
            throw new QueryException("a statement set holds INSERTs only", null, "put this before or after it");
        }
        NotInFlink mark = new NotInFlink(node.exports() ? EXPORT : IMPORT, statement.position());
        return node.exports() ? export(node, mark) : take(node, statement, mark);
    }

    private Path resolved(ModelFileStatement node) {
        try {
            return session.bounded().resolve(node.path());
        } catch (java.nio.file.InvalidPathException e) {
            throw Places.error("'" + node.path() + "' is no path: " + e.getReason(), node.file(), null);
        }
    }

    private static LearnedFacts facts(CatalogModel model) {
        List<Type> keys = model.type().partition().columns().stream()
                .map(column -> model.input().type(column))
                .toList();
        return new LearnedFacts(model.name(), model.type(), keys);
    }

    private Step export(ModelFileStatement node, NotInFlink mark) {
        ObjectPath path = names.path(node.model());
        CatalogModel model =
                models.findUsed(path).orElseThrow(() -> ModelStatements.unknown(session, path, node.model()));
        if (!model.type().learns()) {
            throw Places.error(
                    "model '" + model.name() + "' does not learn: its provider is '" + model.provider() + "'",
                    node.model(),
                    "there is nothing to export but what its file has: copy that");
        } else if (model.versions().number() > 0 && node.version() > 0) {
            throw Places.error(
                    "the version is said twice",
                    node.versionPlace(),
                    "leave out VERSION, or what follows $ in the name");
        }
        Path file = resolved(node);
        long number = Math.max(model.versions().number(), node.version());
        written.put(file, model);
        return new Step.Act(model.id(), List.of(mark), () -> {
            ModelCopy copy;
            try {
                copy = stored.copy(model.id(), number, facts(model));
            } catch (QueryException e) {
                throw Places.at(e, node.versionPlace().getParserPosition());
            }
            byte[] bytes = new ModelFile(ModelInspection.definition(model, false), copy).bytes();
            try {
                write(file, bytes);
            } catch (UnreadableException e) {
                throw Places.error("file '" + node.path() + "' " + e.getMessage(), node.file(), e.hint());
            } catch (IOException e) {
                throw unwritten(node, file, e);
            }
            return "Version " + copy.version().number() + " of model '" + model.name() + "' is in file '" + node.path()
                    + "' (" + bytes.length + " bytes).";
        });
    }

    private static QueryException unwritten(ModelFileStatement node, Path file, IOException e) {
        Path folder = file.getParent();
        return Places.error(
                "file '" + node.path() + "' cannot be written: " + reason(e),
                node.file(),
                folder != null && !Files.isDirectory(folder)
                        ? "there is no folder '" + folder.getFileName() + "': make it, or name another one"
                        : "see to it that the folder can be written and has room; a file of that name is as it was");
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException
                ? "no such folder"
                : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Writes a file whole or not at all, also when the power fails. */
    private static void write(Path file, byte[] bytes) throws IOException {
        if (Files.exists(file) && (!Files.isRegularFile(file) || !ModelFile.isOne(beginning(file)))) {
            throw new UnreadableException(
                    "is there, and is not a model: it would be lost", "name another file, or delete it first");
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        forceFolder(file);
    }

    /** The new name is on the disk, too, where the system has a way to see to that. */
    private static void forceFolder(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows opens no folders; the name follows by itself there.
            return;
        }
    }

    private static byte[] beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(8);
        }
    }

    private Step take(ModelFileStatement node, Statement statement, NotInFlink mark) {
        ObjectPath path = names.path(node.model());
        if (models.find(path, false).isPresent()) {
            if (node.ifNotExists()) {
                return new Step.Message("Model '" + path.shown() + "' is there already.");
            }
            throw Places.error(
                    "model '" + path.shown() + "' is there already",
                    node.model(),
                    "drop it first, choose another name, or write IF NOT EXISTS");
        } else if (VersionName.of(path).isPresent()) {
            throw ModelStatements.versionName(node.model());
        }
        Path file = resolved(node);
        CatalogModel source = written.get(file);
        ModelFile content = null;
        String definition;
        if (source == null) {
            content = read(node, file);
            definition = content.definition();
        } else {
            definition = ModelInspection.definition(source, false);
        }
        CatalogModel model = define(definition, path, node, statement);
        if (content != null) {
            restore(model, content, node);
        }
        ModelFile given = content;
        models.put(model);
        return new Step.Act(
                content == null ? model.id() : "", List.of(mark), () -> taken(model, given, definition, node, file));
    }

    private String taken(
            CatalogModel model, @Nullable ModelFile content, String definition, ModelFileStatement node, Path file) {
        ModelFile found = content;
        if (found == null) {
            found = read(node, file);
            if (!found.definition().equals(definition)) {
                throw Places.error(
                        "file '" + node.path() + "' is not what was exported a moment ago", node.file(), null);
            }
            restore(model, found, node);
        }
        return "Model '" + model.name() + "' is version "
                + found.copy().version().number() + " from file '" + node.path() + "': it has learned "
                + found.copy().version().learnedRows() + " rows.";
    }

    private static ModelFile read(ModelFileStatement node, Path file) {
        try {
            if (!Files.exists(file)) {
                throw new UnreadableException("does not exist", "relative paths are relative to the script");
            } else if (!Files.isRegularFile(file)) {
                throw new UnreadableException("is no file", "name a file that EXPORT MODEL wrote");
            } else if (Files.size(file) > LARGEST_BYTES) {
                throw new UnreadableException("is too large for a model", "name a file that EXPORT MODEL wrote");
            } else if (!ModelFile.isOne(beginning(file))) {
                return ModelFile.of(beginning(file));
            }
            return ModelFile.of(Files.readAllBytes(file));
        } catch (UnreadableException e) {
            throw Places.error("file '" + node.path() + "' " + e.getMessage(), node.file(), e.hint());
        } catch (IOException e) {
            throw Places.error(
                    "file '" + node.path() + "' cannot be read: " + reason(e),
                    node.file(),
                    "see to it that you may read it");
        }
    }

    /** The model of a definition, under the name that it gets here; it is in no catalog yet. */
    private CatalogModel define(String definition, ObjectPath path, ModelFileStatement node, Statement statement) {
        try {
            SqlNode parsed = Parser.statement(definition);
            if (!(parsed instanceof SqlCreateModel create) || parsed instanceof SqlCreateModelAs) {
                throw new QueryException("it is no CREATE MODEL", null, null);
            }
            CatalogModel model = new ModelStatements(session, statement).define(create, path, null);
            if (!model.type().learns() || model.temporary()) {
                throw new QueryException("such a model is in no file", null, null);
            }
            return model;
        } catch (QueryException e) {
            throw Places.error(
                    "the model in file '" + node.path() + "' cannot be made here: " + e.getMessage(),
                    node.file(),
                    e.hint());
        }
    }

    private void restore(CatalogModel model, ModelFile file, ModelFileStatement node) {
        try {
            stored.restore(model.id(), file.copy(), facts(model));
        } catch (IOException e) {
            throw Places.error(
                    "what the model in file '" + node.path() + "' has learned does not fit to it here: "
                            + e.getMessage(),
                    node.file(),
                    "another Millrace wrote it: import it there, or let the model learn again");
        }
    }
}
