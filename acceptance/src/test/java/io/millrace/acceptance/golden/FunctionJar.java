package io.millrace.acceptance.golden;

import static java.util.Objects.requireNonNull;

import io.millrace.engine.user.UserClasses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Makes {@code functions.jar} of the Java sources among the inputs of a golden file, against Flink's API alone. */
public final class FunctionJar {
    /** By the sources: they are compiled once for all cases and ways. */
    private static final Map<Map<String, String>, byte[]> COMPILED = new ConcurrentHashMap<>();

    private FunctionJar() {}

    /** Writes the jar into a folder that has the sources already; nothing when there are none. */
    public static void compile(Path folder, Map<String, String> inputs) throws IOException {
        Map<String, String> sources = new TreeMap<>(inputs);
        sources.keySet().removeIf(name -> !name.endsWith(".java"));
        if (sources.isEmpty()) {
            return;
        }
        byte[] jar = COMPILED.get(sources);
        if (jar == null) {
            jar = jar(folder, sources);
            COMPILED.put(sources, jar);
        }
        Files.write(folder.resolve("functions.jar"), jar);
    }

    private static byte[] jar(Path folder, Map<String, String> sources) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = requireNonNull(ToolProvider.getSystemJavaCompiler(), "there is no Java compiler");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> api = Files.list(UserClasses.folder())) {
            List<String> options = List.of(
                    "-d",
                    classes.toString(),
                    "-proc:none",
                    "-g",
                    "-cp",
                    String.join(
                            System.getProperty("path.separator"),
                            api.map(Path::toString).toList()));
            List<Path> paths = sources.keySet().stream().map(folder::resolve).toList();
            StringWriter messages = new StringWriter();
            boolean done = compiler.getTask(
                            new PrintWriter(messages),
                            files,
                            null,
                            options,
                            null,
                            files.getJavaFileObjectsFromPaths(paths))
                    .call();
            if (!done) {
                throw new IOException(messages.toString());
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes);
                Stream<Path> found = Files.walk(classes)) {
            for (Path path :
                    new ArrayList<>(found.filter(Files::isRegularFile).sorted().toList())) {
                add(jar, classes.relativize(path).toString().replace('\\', '/'), path);
            }
        }
        return bytes.toByteArray();
    }

    private static void add(JarOutputStream jar, String name, Path content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        copy(content, jar);
        jar.closeEntry();
    }

    private static void copy(Path content, OutputStream target) throws IOException {
        target.write(Files.readAllBytes(content));
    }
}
