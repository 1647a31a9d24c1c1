package io.millrace.connect.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.connect.TableOptions;
import io.millrace.core.error.ConnectorException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    private static JdbcAddress of(String url, String... options) {
        Map<String, String> given = new HashMap<>(Map.of("url", url, "table-name", "t"));
        for (int i = 0; i < options.length; i += 2) {
            given.put(options[i], options[i + 1]);
        }
        return JdbcAddress.of(TableOptions.of(given, new JdbcConnector().options()), Path.of("/data"));
    }

    @Test
    void takesPlacesAndHarmlessParameters() {
        assertThat(of("jdbc:postgresql://db.example:5433/shop?sslmode=verify-full&currentSchema=a%2Cb"))
                .isEqualTo(new JdbcAddress(
                        Dialect.POSTGRESQL,
                        "jdbc:postgresql://db.example:5433/shop",
                        Map.of("sslmode", "verify-full", "currentSchema", "a,b")));
        assertThat(of("jdbc:postgresql://[::1]/shop").url()).isEqualTo("jdbc:postgresql://[::1]/shop");
        assertThat(of("jdbc:mysql://h:3306/d").url()).isEqualTo("jdbc:mariadb://h:3306/d");
        assertThat(of("jdbc:mariadb://h/d", "driver", "org.mariadb.jdbc.Driver").dialect())
                .isEqualTo(Dialect.MYSQL);
        assertThat(of("jdbc:sqlite:sub/../x.db").url()).isEqualTo("jdbc:sqlite:/data/x.db");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://x'",
                "jdbc:oracle:thin:@h:1/d",
                "http://h/d",
                "jdbc:postgresql:shop",
                "jdbc:postgresql://user:hidden@h/d",
                "jdbc:postgresql://h/d?user=u&password=hidden",
                "jdbc:postgresql://h/d?socketFactory=hidden",
                "jdbc:postgresql://h/d?sslfactory=hidden&sslfactoryarg=x",
                "jdbc:postgresql://h/d?%73ocketFactory=hidden",
                "jdbc:postgresql://h/d?authenticationPluginClassName=hidden",
                "jdbc:postgresql://h/d?loggerFile=hidden&loggerLevel=TRACE",
                "jdbc:postgresql://h/d?xmlFactoryFactory=hidden",
                "jdbc:postgresql://h/d?sslpasswordcallback=hidden",
                "jdbc:postgresql://h/d?options=-c%20hidden",
                "jdbc:postgresql://h/d#hidden",
                "jdbc:mysql://h/d?autoDeserialize=true",
                "jdbc:mysql://h/d?allowLoadLocalInfile=true",
                "jdbc:mysql://h/d?allowLocalInfile=true",
                "jdbc:mysql://h/d?queryInterceptors=hidden",
                "jdbc:mysql://h/d?pipe=hidden",
                "jdbc:mysql://h/d?credentialType=hidden",
                "jdbc:mysql://address=(host=h)(user=hidden)/d",
                "jdbc:mysql:loadbalance://h,i/d",
                "jdbc:sqlite::memory:",
                "jdbc:sqlite:file:x.db?vfs=hidden",
                "jdbc:sqlite:x.db?enable_load_extension=true",
                "jdbc:sqlite:"
            })
    void refusesTheRestAndTellsNoValue(String url) {
        assertThatThrownBy(() -> of(url))
                .isInstanceOf(ConnectorException.class)
                .hasMessageNotContaining("hidden")
                .satisfies(e -> assertThat(String.valueOf(((ConnectorException) e).hint()))
                        .doesNotContain("hidden"));
    }

    @Test
    void theDriverHasToAgree() {
        assertThatThrownBy(() -> of("jdbc:postgresql://h/d", "driver", "javax.naming.InitialContext"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("does not go with the URL");
    }

    @Test
    void namesAreQuotedByEachDatabase() {
        assertThat(Dialect.POSTGRESQL.name("a.b\"c")).isEqualTo("\"a\".\"b\"\"c\"");
        assertThat(Dialect.MYSQL.name("a`b")).isEqualTo("`a``b`");
        List<String> columns = List.of("k", "v");
        List<String> key = List.of("k");
        assertThat(Dialect.POSTGRESQL.put("t", columns, key))
                .isEqualTo("INSERT INTO \"t\" (\"k\", \"v\") VALUES (?, ?) ON CONFLICT (\"k\") DO UPDATE SET"
                        + " \"v\" = EXCLUDED.\"v\"");
        assertThat(Dialect.SQLITE.put("t", key, key))
                .isEqualTo("INSERT INTO `t` (`k`) VALUES (?) ON CONFLICT (`k`) DO NOTHING");
        assertThat(Dialect.MYSQL.put("t", columns, key))
                .isEqualTo("INSERT INTO `t` (`k`, `v`) VALUES (?, ?) ON DUPLICATE KEY UPDATE `v` = VALUES(`v`)");
        assertThat(Dialect.MYSQL.remove("t", columns)).isEqualTo("DELETE FROM `t` WHERE `k` = ? AND `v` = ?");
    }
}
