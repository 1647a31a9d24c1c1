package io.millrace.connect.file;

import io.millrace.connect.file.FollowedFiles.Found;
import io.millrace.core.batch.Batch;
import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.GrowingSource;
import io.millrace.core.connect.PartitionedSource;
import io.millrace.core.connect.Reader;
import io.millrace.core.connect.Table;
import io.millrace.core.env.Files;
import io.millrace.core.error.ConnectorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Files that are followed as they grow: one, which may come and go, or all that there are and will be in a folder or
 * that fit a pattern. A split is a name and all files that have it in turn; its position says which file it is, and how
 * many of its bytes have been read.
 */
final class TailSource implements GrowingSource, PartitionedSource {
    private final FileTable table;
    private final Partitions partitions;
    private final FileTable body;
    private final Duration interval;
    private final @Nullable FollowedFiles folder;
    private final List<Path> paths;
    private @Nullable List<Split> first;
    private Predicate<Batch> wanted = values -> true;
    /** What each split's file was when it was found, for a reader that is opened after it was renamed. */
    private final Map<Split, Found> found = new ConcurrentHashMap<>();

    private TailSource(FileTable table, List<Path> paths, boolean many) {
        this.table = table;
        partitions = new Partitions(table);
        body = partitions.body();
        Duration given =
                table.table().options().duration("source.monitor-interval").orElse(Duration.ZERO);
        if (given.isZero()) {
            throw new ConnectorException("option 'source.monitor-interval' is zero", "give a duration such as 1 s");
        }
        interval = many ? given : Duration.ZERO;
        folder = many ? new FollowedFiles(files(table)) : null;
        this.paths = paths;
    }

    static TailSource open(Table table, ConnectorContext context) {
        String path = Partitions.searched(table);
        Files files = context.environment().files();
        List<Path> paths = FilePaths.look(files, context.folder(), path, true);
        boolean many = FilePaths.isMany(files, context.folder(), path);
        FileTable file = FileTable.of(
                table,
                context,
                paths.isEmpty()
                        ? List.of(path)
                        : paths.stream().map(Path::toString).toList());
        if (file.format().name().equals("avro") && isFromEnd(table)) {
            throw new ConnectorException(
                    "option 'tail.start' is 'end', but a file of format 'avro' can only be read from its beginning",
                    "leave it out");
        }
        for (Path each : paths) {
            if (file.compressed(each)) {
                throw new ConnectorException(
                        "'" + each + "' is compressed and cannot be followed",
                        many
                                ? "name the others with a pattern, such as '*."
                                        + file.format().name() + "'"
                                : "use 'scan.mode' = 'bounded'");
            }
        }
        if (!paths.isEmpty() && table.partitionedBy().isEmpty()) {
            new Partitions(file).body().check(paths.get(0));
        }
        return new TailSource(file, paths, many);
    }

    private static Files files(FileTable table) {
        return table.context().environment().files();
    }

    private Split split(Path path) {
        return new Split(table.splitId(path));
    }

    private List<Split> splits(List<Found> files, boolean fromStart) {
        List<Split> splits = new ArrayList<>();
        for (Found each : files) {
            Split split = split(each.path());
            splits.add(split);
            if (fromStart) {
                found.put(split, each);
            }
        }
        return splits;
    }

    @Override
    public boolean bounded() {
        return false;
    }

    @Override
    public List<Split> splits() {
        List<Split> known = first;
        if (known == null) {
            List<Path> chosen = new ArrayList<>(paths);
            leaveOut(chosen);
            boolean partitioned = !table.table().partitionedBy().isEmpty();
            if (partitioned && !chosen.isEmpty()) {
                body.check(chosen.get(0));
            }
            known = folder == null ? List.of(split(paths.get(0))) : splits(folder.add(chosen), !isFromEnd());
            first = known;
        }
        return known;
    }

    @Override
    public void choose(Predicate<Batch> wanted) {
        this.wanted = wanted;
    }

    private void leaveOut(List<Path> files) {
        if (!table.table().partitionedBy().isEmpty()) {
            files.removeIf(path -> !partitions.isWanted(path, wanted));
        }
    }

    private boolean isFromEnd() {
        return isFromEnd(table.table());
    }

    private static boolean isFromEnd(Table table) {
        return table.options().require("tail.start").equals("end");
    }

    @Override
    public Duration discoveryInterval() {
        return interval;
    }

    @Override
    public List<Split> discover() {
        if (folder == null) {
            return List.of();
        }
        String path = Partitions.searched(table.table());
        List<Path> now =
                new ArrayList<>(FilePaths.look(files(table), table.context().folder(), path, false));
        now.removeIf(table::compressed);
        leaveOut(now);
        return splits(folder.add(now), true);
    }

    @Override
    public Reader open(Split split, Position position, int[] columns, Runnable waker) {
        Path path = table.context().folder().resolve(split.id()).normalize();
        Found file = found.remove(split);
        boolean start = position.equals(Position.START);
        Position from = start && file != null ? new Position(0, file.identity().text(0)) : position;
        boolean fromEnd = start && file == null && isFromEnd();
        if (folder != null && !from.detail().isEmpty()) {
            folder.follow(path, FileIdentity.parse(from.detail()));
        }
        TailReader.Manner manner = new TailReader.Manner(fromEnd, folder);
        return FileMetadata.of(
                table,
                path,
                columns,
                true,
                own -> partitions.reader(path, own, stored -> reader(path, stored, from, manner)));
    }

    private Reader reader(Path path, int[] columns, Position from, TailReader.Manner manner) {
        return new TailReader(body, path, () -> body.decoder(columns), from, manner);
    }
}
