package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.learn.ModelProvider;
import io.millrace.core.learn.ModelProvider.InvalidModelException;
import io.millrace.core.learn.ModelProvider.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstalledProvidersTest {
    @Test
    void findsWhatIsOnTheClassPath() {
        assertThat(InstalledProviders.all())
                .extracting(provider -> provider.getClass().getName())
                .containsExactly("io.millrace.onnx.OnnxModels");
    }

    @Test
    void saysWhatIsNotInstalled() {
        List<ModelProvider> providers = InstalledProviders.all(ClassLoader.getPlatformClassLoader());
        assertThat(providers).extracting(ModelProvider::name).containsExactly("onnx");
        Request request = new Request("m", List.of(), List.of(), Map.of("path", "m.onnx"));
        assertThatThrownBy(() -> providers.get(0).define(request))
                .isInstanceOfSatisfying(InvalidModelException.class, e -> {
                    assertThat(e).hasMessage("provider 'onnx' is not installed");
                    assertThat(e.about()).isEqualTo("provider");
                    assertThat(e.hint()).contains("optional/");
                });
    }
}
