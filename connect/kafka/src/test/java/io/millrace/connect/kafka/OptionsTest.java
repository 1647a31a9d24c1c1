package io.millrace.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.connect.TableOptions.InvalidOptionException;
import io.millrace.core.env.SystemEnvironment;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a table is refused before any broker is asked. */
class OptionsTest {
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";

    private static void open(String... options) {
        Map<String, String> given =
                new HashMap<>(Map.of("topic", "t", "properties.bootstrap.servers", "127.0.0.1:9", "format", "json"));
        for (int i = 0; i < options.length; i += 2) {
            if (options[i + 1].isEmpty()) {
                given.remove(options[i]);
            } else {
                given.put(options[i], options[i + 1]);
            }
        }
        Schema schema = Schema.of(new Column("id", Type.BIGINT), new Column("k_name", Type.STRING));
        KafkaConnector connector = new KafkaConnector();
        Table table = new Table("t", schema, List.of(), TableOptions.of(given, connector.options()));
        ConnectorContext context =
                new ConnectorContext(new SystemEnvironment(1), Path.of("."), ZoneOffset.UTC, System.out);
        connector.source(table, context).close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "properties.interceptor.classes",
                "properties.metric.reporters",
                "properties.partitioner.class",
                "properties.key.deserializer",
                "properties.sasl.login.callback.handler.class",
                "properties.sasl.oauthbearer.token.endpoint.url",
                "properties.enable.idempotence",
                "properties.transactional.id",
                "properties.config.providers"
            })
    void propertiesThatAreNotOnTheListAreRefused(String name) {
        assertThatThrownBy(() -> open(name, "x"))
                .isInstanceOfSatisfying(
                        InvalidOptionException.class,
                        e -> assertThat(e.option()).isEqualTo(name));
    }

    @Test
    void theNearestPropertyIsNamed() {
        assertThatThrownBy(() -> open("properties.bootstrap.server", "x"))
                .isInstanceOfSatisfying(
                        InvalidOptionException.class,
                        e -> assertThat(e.hint()).contains("properties.bootstrap.servers"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.sun.security.auth.module.JndiLoginModule required user.provider.url=\"ldap://x\";",
                "com.sun.security.auth.module.LdapLoginModule required;",
                PLAIN + "username=\"a\" password=\"pass-1\"; com.sun.security.auth.module.JndiLoginModule required;",
                PLAIN + "username=\"a\" serviceName=\"pass-1\";",
                PLAIN + "username=\"pass-1",
                "org.apache.kafka.common.security.plain.PlainLoginModuleX required;",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;"
            })
    void loginsOfOtherKindsAreRefusedWithoutShowingThem(String text) {
        assertThatThrownBy(() -> open("properties.sasl.jaas.config", text))
                .isInstanceOfSatisfying(ConnectorException.class, e -> {
                    assertThat(e)
                            .hasMessageContaining("properties.sasl.jaas.config")
                            .hasMessageNotContaining("pass-1");
                    assertThat(String.valueOf(e.hint())).doesNotContain("pass-1");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PLAIN + "username=\"a\" password=\"b;c\\\"d\";",
                "org.apache.kafka.common.security.scram.ScramLoginModule required\n  username='a'\n  password='b' ;"
            })
    void namesAndPasswordsAreTaken(String text) {
        open("properties.sasl.jaas.config", text);
    }

    @Test
    void whatContradictsItselfIsRefused() {
        assertThatThrownBy(() -> open("topic", "")).hasMessage("option 'topic' is missing");
        assertThatThrownBy(() -> open("topic-pattern", "a.*")).hasMessageContaining("are both there");
        assertThatThrownBy(() -> open("topic", "", "topic-pattern", "a("))
                .hasMessageContaining("no regular expression");
        assertThatThrownBy(() -> open("format", "")).hasMessage("option 'format' is missing");
        assertThatThrownBy(() -> open("value.format", "csv")).hasMessageContaining("are both there");
        assertThatThrownBy(() -> open("key.format", "csv")).hasMessageContaining("needs the columns");
        assertThatThrownBy(() -> open("key.fields", "id")).hasMessageContaining("needs a format");
        assertThatThrownBy(() -> open("key.format", "csv", "key.fields", "ids"))
                .hasMessageContaining("'ids', which is no column");
        assertThatThrownBy(() -> open("key.format", "csv", "key.fields", "k_name", "key.fields-prefix", "k_"))
                .hasMessageContaining("needs a value without the key's columns");
        assertThatThrownBy(() -> open("key.format", "json", "key.fields", "id", "key.json.ignore-errors", "x"))
                .hasMessageContaining("unknown option 'key.json.ignore-errors'");
        assertThatThrownBy(() -> open("scan.bounded.mode", "group-offsets")).hasMessageContaining("needs a group");
    }
}
