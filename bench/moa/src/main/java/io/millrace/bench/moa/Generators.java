package io.millrace.bench.moa;

import com.github.javacliparser.ClassOption;
import com.yahoo.labs.samoa.instances.Instance;
import com.yahoo.labs.samoa.instances.InstancesHeader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import moa.options.AbstractOptionHandler;
import moa.streams.ExampleStream;

/** Streams that MOA's generators make, with its default seeds, written to files once. */
final class Generators {
    private static final int ROWS = 100_000;
    /** By name: as MOA's command line has them. Those that change do so at a third and at two thirds. */
    static final Map<String, String> ALL = all();

    private Generators() {}

    private static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("sea", changing("generators.SEAGenerator -f %d"));
        all.put("agrawal", changing("generators.AgrawalGenerator -f %d"));
        all.put("rbf", "generators.RandomRBFGeneratorDrift -c 5 -s .0001");
        all.put("hyperplane", "generators.HyperplaneGenerator -k 10 -t .001");
        all.put("led", "generators.LEDGenerator");
        all.put("random-tree", "generators.RandomTreeGenerator");
        return all;
    }

    private static String changing(String generator) {
        return String.format(
                "ConceptDriftStream -s (%s) -d (ConceptDriftStream -s (%s) -d (%s) -p 33333 -w 50) -p 33333 -w 50",
                String.format(generator, 1), String.format(generator, 2), String.format(generator, 3));
    }

    /** Reads a stream of a folder, which is written there if it is not yet. */
    static Stream stream(String name, Path folder) throws Exception {
        Path file = folder.resolve(name + ".csv");
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            write(ALL.getOrDefault(name, ""), file);
        }
        return Stream.read(name, file);
    }

    private static void write(String commandLine, Path file) throws Exception {
        ExampleStream<?> stream =
                (ExampleStream<?>) ClassOption.cliStringToObject(commandLine, ExampleStream.class, null);
        ((AbstractOptionHandler) stream).prepareForUse();
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8))) {
            writeRows(stream, out);
        }
        Files.move(unfinished, file);
    }

    private static void writeRows(ExampleStream<?> stream, PrintWriter out) throws IOException {
        InstancesHeader header = stream.getHeader();
        StringBuilder line = new StringBuilder();
        for (int j = 0; j < header.numAttributes(); j++) {
            String values =
                    header.attribute(j).isNominal() ? ":" + header.attribute(j).numValues() : "";
            line.append(j == 0 ? "" : ",").append('x').append(j).append(values);
        }
        out.println(line);
        for (int i = 0; i < ROWS; i++) {
            Instance instance = (Instance) stream.nextInstance().getData();
            line.setLength(0);
            for (int j = 0; j < header.numAttributes(); j++) {
                line.append(j == 0 ? "" : ",").append(instance.value(j));
            }
            out.println(line);
        }
        if (out.checkError()) {
            throw new IOException("the disk is full, or the folder is not to be written to");
        }
    }
}
