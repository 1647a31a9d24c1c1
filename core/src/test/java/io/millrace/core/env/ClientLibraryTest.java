package io.millrace.core.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.error.ConnectorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientLibraryTest {
    @TempDir
    private Path lib;

    /** Uses what the library has. */
    public static final class Client implements Supplier<Class<?>> {
        @Override
        public Class<?> get() {
            return Driver.class;
        }
    }

    /** Stands for a class of the library. */
    public static final class Driver {}

    private static void jar(Path path, Class<?>... classes) throws IOException {
        Files.createDirectories(path.getParent());
        try (OutputStream file = Files.newOutputStream(path);
                JarOutputStream jar = new JarOutputStream(file)) {
            for (Class<?> each : classes) {
                String name = each.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                try (InputStream code = each.getClassLoader().getResourceAsStream(name)) {
                    code.transferTo(jar);
                }
            }
        }
    }

    private ClientLibrary library(Path own) {
        return new ClientLibrary("example", Client.class, own);
    }

    @Test
    void withoutAFolderEverythingComesFromTheClassPath() {
        ClientLibrary library = new ClientLibrary("example", Client.class);
        assertThat(library.create(Client.class.getName(), Supplier.class).get()).isSameAs(Driver.class);
    }

    @Test
    void aFolderHasClassesOfItsOwn() throws IOException {
        Path own = lib.resolve("own.jar");
        jar(own, Client.class);
        jar(lib.resolve("connectors/example/driver.jar"), Driver.class);
        ClientLibrary library = library(own);

        Supplier<?> client = library.create(Client.class.getName(), Supplier.class);

        Class<?> driver = (Class<?>) client.get();
        assertThat(client.getClass()).isNotSameAs(Client.class);
        assertThat(driver.getName()).isEqualTo(Driver.class.getName());
        assertThat(driver).isNotSameAs(Driver.class);
        assertThat(driver.getClassLoader())
                .isSameAs(library.loader())
                .isNotSameAs(getClass().getClassLoader());
    }

    @Test
    void whatIsMissingIsSaidWithTheFolder() throws IOException {
        Path own = lib.resolve("own.jar");
        jar(own, Client.class);
        Files.createDirectories(lib.resolve("connectors/example"));
        assertThatThrownBy(() -> library(own).create("org.example.Driver", Object.class))
                .isInstanceOfSatisfying(ConnectorException.class, e -> {
                    assertThat(e).hasMessageContaining("connector 'example' is not installed");
                    assertThat(e.hint()).contains("lib/connectors/example");
                });
    }

    @Test
    void resourcesOfTheFolderComeFirst() throws IOException {
        Path own = lib.resolve("own.jar");
        jar(own, Client.class);
        jar(lib.resolve("connectors/example/driver.jar"), Driver.class);
        String name = Driver.class.getName().replace('.', '/') + ".class";
        assertThat(library(own).loader().getResource(name).toString()).contains("driver.jar");
        assertThat(library(own).loader().getResources(name).asIterator())
                .toIterable()
                .hasSize(2);
    }
}
