package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "properties.sasl.jaas.config",
                "properties.ssl.key.password",
                "properties.ssl.keystore.key",
                "api-key",
                "key",
                "client_secret",
                "access.token"
            })
    void secretsAreNotShown(String option) {
        assertThat(Definition.masked(option, "hunter2")).isEqualTo("******");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"key.format", "key.fields", "key.json.ignore-parse-errors", "properties.ssl.keystore.location"})
    void whatIsSaidOfKeysIsNoSecret(String option) {
        assertThat(Definition.masked(option, "a")).isEqualTo("a");
    }
}
