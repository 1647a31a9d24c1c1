import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Builds the live page with the Node.js on the path, unless it is built already. Run by Maven as a single file, in the
 * folder of the module.
 */
final class PageBuild {
    private static final Path OUTPUT = Path.of("target/classes/META-INF/resources/millrace/index.html");
    private static final Path INSTALLED = Path.of("node_modules/.package-lock.json");
    private static final Path LOCK = Path.of("package-lock.json");
    private static final List<String> SOURCES =
            List.of("src", "public", "build", "index.html", "package.json", "package-lock.json", "tsconfig.json",
                    "vite.config.ts");
    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");

    private PageBuild() {}

    public static void main(String[] arguments) throws Exception {
        if (Files.exists(OUTPUT) && newestSource().compareTo(Files.getLastModifiedTime(OUTPUT)) < 0) {
            return;
        }
        requireNode();
        boolean installed = Files.exists(INSTALLED)
                && Files.getLastModifiedTime(INSTALLED).compareTo(Files.getLastModifiedTime(LOCK)) >= 0;
        if (!installed) {
            run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
        }
        run("npm", "run", "--silent", "build");
    }

    private static FileTime newestSource() throws IOException {
        FileTime newest = FileTime.fromMillis(0);
        for (String source : SOURCES) {
            try (Stream<Path> files = Files.walk(Path.of(source))) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    FileTime time = Files.getLastModifiedTime(file);
                    newest = time.compareTo(newest) > 0 ? time : newest;
                }
            }
        }
        return newest;
    }

    private static void requireNode() throws InterruptedException {
        String wanted = "The live page is built with Node.js 20.19 or newer (22.12 or newer of 22) and its npm";
        String version;
        try {
            Process process = new ProcessBuilder("node", "--version").start();
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                version = String.valueOf(reader.readLine());
            }
            process.waitFor();
        } catch (IOException e) {
            fail(wanted + ", but there is no 'node' on the path.");
            return;
        }
        Matcher matcher = Pattern.compile("v(\\d+)\\.(\\d+)\\..*").matcher(version);
        if (!matcher.matches()) {
            fail(wanted + ", but 'node --version' says " + version + ".");
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        boolean enough = major == 20 && minor >= 19 || major == 22 && minor >= 12 || major > 22;
        if (!enough) {
            fail(wanted + "; the 'node' on the path is " + version + ".");
        }
    }

    private static void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(WINDOWS ? program + ".cmd" : program);
        command.addAll(List.of(arguments));
        int status;
        try {
            status = new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            fail("'" + program + "' cannot be started; it comes with Node.js.");
            return;
        }
        if (status != 0) {
            fail("'" + String.join(" ", command) + "' failed with status " + status + "; its messages are above.");
        }
    }

    private static void fail(String message) {
        System.err.println("web: " + message);
        System.exit(1);
    }
}
