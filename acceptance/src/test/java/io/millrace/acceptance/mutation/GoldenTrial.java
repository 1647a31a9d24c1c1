package io.millrace.acceptance.mutation;

import io.millrace.acceptance.golden.GoldenFile;
import io.millrace.acceptance.golden.GoldenFile.Expectation;
import io.millrace.acceptance.golden.GoldenFile.GoldenCase;
import io.millrace.acceptance.golden.GoldenRun;
import io.millrace.acceptance.golden.GoldenRun.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Runs golden files until a case fails and tells which, or "" when all pass. It is made by the loader of a mutant, so it is
 * asked through an interface of the JDK: the paths of the files, and a folder to write to.
 */
public final class GoldenTrial implements BiFunction<List<Path>, Path, String> {
    @Override
    public String apply(List<Path> paths, Path folder) {
        GoldenRun run = new GoldenRun(folder);
        List<GoldenFile> files = new ArrayList<>();
        try {
            for (Path path : paths) {
                files.add(GoldenFile.read(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Way way : Way.values()) {
            for (GoldenFile file : files) {
                for (GoldenCase golden : file.cases()) {
                    String failure = failure(run, file, golden, way);
                    if (!failure.isEmpty()) {
                        return file.path() + ":" + golden.line() + " " + golden.name() + ", " + way + ": " + failure;
                    }
                }
            }
        }
        return "";
    }

    private static String failure(GoldenRun run, GoldenFile file, GoldenCase golden, Way way) {
        for (Expectation expectation : golden.expectations()) {
            try {
                if (!run.actual(file, golden, expectation, way).equals(expectation.text())) {
                    return "other " + expectation.kind();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "stopped";
            } catch (Exception | LinkageError | StackOverflowError e) {
                return e.toString();
            }
        }
        return "";
    }
}
