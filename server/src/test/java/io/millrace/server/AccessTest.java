package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    @Test
    void aTokenWorksOnce() {
        Access access = new Access();
        String token = access.newToken();
        String cookie = access.exchange(token);
        assertThat(cookie).isNotNull().isNotEqualTo(token);
        assertThat(access.admits(cookie)).isTrue();
        assertThat(access.exchange(token)).isNull();
        assertThat(access.admits(cookie)).isTrue();
    }

    @Test
    void nothingElseIsGood() {
        Access access = new Access();
        String token = access.newToken();
        assertThat(access.admits(null)).isFalse();
        assertThat(access.admits("")).isFalse();
        assertThat(access.admits(token)).isFalse();
        assertThat(access.exchange("")).isNull();
        assertThat(access.exchange(token.substring(1))).isNull();
        assertThat(access.exchange(token)).isNotNull();
    }

    @Test
    void tokensAndCookiesAreBounded() {
        Access access = new Access();
        String first = access.newToken();
        for (int i = 0; i < 64; i++) {
            access.newToken();
        }
        assertThat(access.exchange(first)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "127.0.0.1", "localhost:1", "LocalHost:9000", "[::1]:8080", "[::1]"})
    void loopbackNames(String host) {
        assertThat(Access.isLoopbackHost(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:8080",
                "127.0.0.1.evil.example",
                "localhost.evil.example:80",
                "127.0.0.1:8080@evil.example",
                "127.0.0.1:x",
                "",
                ":80",
                "0.0.0.0:8080"
            })
    void otherNames(String host) {
        assertThat(Access.isLoopbackHost(host)).isFalse();
    }

    @Test
    void originsAreComparedWithTheHost() {
        assertThat(Access.isSameOrigin("http://127.0.0.1:8080", "127.0.0.1:8080"))
                .isTrue();
        assertThat(Access.isSameOrigin("http://127.0.0.1:8081", "127.0.0.1:8080"))
                .isFalse();
        assertThat(Access.isSameOrigin("https://127.0.0.1:8080", "127.0.0.1:8080"))
                .isFalse();
        assertThat(Access.isSameOrigin("null", "127.0.0.1:8080")).isFalse();
    }
}
