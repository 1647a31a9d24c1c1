package io.millrace.connect.jdbc;

import io.millrace.core.connect.TableOptions;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.text.Suggestions;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is: made of the parts of a URL that are known to be harmless. A URL of a driver can do much more than
 * tell a place, such as naming classes to load, so none is handed on as it was written.
 *
 * @param url for the driver, without parameters
 * @param parameters what else the driver is told, by name
 */
record JdbcAddress(Dialect dialect, String url, Map<String, String> parameters) {
    private static final Pattern URL = Pattern.compile("jdbc:([a-z]+):(.*)", Pattern.DOTALL);
    private static final Pattern SERVER =
            Pattern.compile("//([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?/([A-Za-z0-9_.$~-]*)");

    JdbcAddress {
        parameters = Map.copyOf(parameters);
    }

    /**
     * @param folder what a path of a file is relative to
     * @throws ConnectorException when the URL is none of a known database, or says more than it may
     */
    static JdbcAddress of(TableOptions options, Path folder) {
        String url = options.require("url");
        Matcher matcher = URL.matcher(url);
        Dialect dialect = matcher.matches() ? Dialect.of(matcher.group(1)).orElse(null) : null;
        if (dialect == null) {
            throw new ConnectorException(
                    "option 'url' is of no known database",
                    "it begins with jdbc:postgresql:, jdbc:mysql:, jdbc:mariadb: or jdbc:sqlite:");
        }
        checkDriver(options, dialect);
        String rest = matcher.group(2);
        int question = rest.indexOf('?');
        String place = question < 0 ? rest : rest.substring(0, question);
        Map<String, String> parameters = parameters(dialect, question < 0 ? "" : rest.substring(question + 1));
        if (dialect == Dialect.SQLITE) {
            return new JdbcAddress(dialect, "jdbc:sqlite:" + file(place, folder), parameters);
        }
        Matcher server = SERVER.matcher(place);
        if (!server.matches()) {
            throw new ConnectorException(
                    "option 'url' does not tell a host and a database",
                    "write jdbc:" + matcher.group(1) + "://host:port/database; the login belongs into 'username' and"
                            + " 'password'");
        }
        String port = server.group(2) == null ? "" : ":" + server.group(2);
        String scheme = dialect == Dialect.MYSQL ? "mariadb" : "postgresql";
        return new JdbcAddress(
                dialect, "jdbc:" + scheme + "://" + server.group(1) + port + "/" + server.group(3), parameters);
    }

    private static void checkDriver(TableOptions options, Dialect dialect) {
        String driver = options.text("driver").orElse(null);
        if (driver != null && !dialect.drivers().contains(driver)) {
            throw new ConnectorException(
                    "option 'driver' is '" + driver + "', which does not go with the URL",
                    "leave it out, or write " + dialect.drivers().get(0));
        }
    }

    private static Path file(String place, Path folder) {
        if (place.isEmpty() || place.startsWith(":") || place.startsWith("file:")) {
            throw new ConnectorException(
                    "option 'url' does not tell a file of SQLite", "write jdbc:sqlite:path/to/file.db");
        }
        return folder.resolve(place).normalize();
    }

    private static Map<String, String> parameters(Dialect dialect, String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String each : text.split("&", -1)) {
            if (each.isEmpty()) {
                continue;
            }
            int equals = each.indexOf('=');
            String name = decoded(equals < 0 ? each : each.substring(0, equals));
            if (!dialect.parameters().contains(name)) {
                throw refused(dialect, name);
            }
            parameters.put(name, equals < 0 ? "" : decoded(each.substring(equals + 1)));
        }
        return parameters;
    }

    /** Says nothing of the value, which may be a secret. */
    private static ConnectorException refused(Dialect dialect, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("user") || lower.equals("password")) {
            return new ConnectorException(
                    "the login does not belong into option 'url'", "use the options 'username' and 'password'");
        }
        List<String> known = new ArrayList<>(dialect.parameters());
        return new ConnectorException(
                "parameter '" + name + "' in option 'url' is not allowed", Suggestions.didYouMean(name, known));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ConnectorException("option 'url' has a broken % in its parameters", null);
        }
    }

    /** Without the parameters, which may be secret. */
    @Override
    public String toString() {
        return url;
    }

    @Nullable String parameter(String name) {
        return parameters.get(name);
    }
}
